"""Complaints: their rules, and their way through the front door."""
