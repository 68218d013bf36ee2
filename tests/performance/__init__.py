"""Figures, not tests: see `make bench`."""
