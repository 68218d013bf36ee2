"""The building stones."""
