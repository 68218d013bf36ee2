"""Contacts: the people we reach a customer through. With their customer they are one consistency boundary."""
