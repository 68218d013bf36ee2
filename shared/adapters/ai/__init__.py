"""What understands texts and customers: Azure's AI services, and local twins of each (specification §8)."""
