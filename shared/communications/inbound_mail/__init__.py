"""Reading mail that comes in: bytes that anybody may have sent become a record, or are refused."""
