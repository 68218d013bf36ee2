"""What is observed of the running product: traces, metrics, and logs without personal data."""
