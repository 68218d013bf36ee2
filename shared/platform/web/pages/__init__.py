"""Pages for people: one stylesheet, one template engine, one policy. A concept's template lies beside the concept."""
