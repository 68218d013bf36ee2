"""Whoever asks to be forgotten is."""
