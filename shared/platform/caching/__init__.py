"""Reading through a cache that may be lost or slow, and is never wrong."""
