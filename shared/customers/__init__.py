"""Customers: who we do business with, what they prefer, and what became of them."""
