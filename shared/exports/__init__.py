"""Exports: lists of contacts going out."""
