"""Facts: recorded with the state that caused them, told to the bus afterwards, heard once by each consumer."""
