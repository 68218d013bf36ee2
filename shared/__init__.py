"""The product: business concepts, the machinery they share, and the adapters to the outside."""
