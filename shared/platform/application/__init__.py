"""Commands, the transaction each gets, and what is written in it."""
