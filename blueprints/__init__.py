"""Triggers: the doors of the house. Each function is a signature, a docstring and a send."""
