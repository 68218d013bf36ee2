"""Cells as people write them, made into what a contact has: each function says what it left out of a cell."""
