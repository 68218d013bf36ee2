"""Testimonials."""
