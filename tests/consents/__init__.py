"""What somebody agreed to."""
