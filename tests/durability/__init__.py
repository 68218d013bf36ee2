"""What survives the death of the process."""
