"""Triggers, one file a concept: HTTP, Service Bus, timer, blob. Each function is a signature, a docstring, a send."""
