"""HTTP: one decorator that turns a typed function into a secured, validated, documented trigger."""
