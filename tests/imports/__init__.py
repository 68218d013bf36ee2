"""Imports of contact lists."""
