"""Reading mail that comes in."""
