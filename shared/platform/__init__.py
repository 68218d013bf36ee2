"""What every concept stands on; it knows none of them."""
