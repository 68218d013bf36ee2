"""Communications."""
