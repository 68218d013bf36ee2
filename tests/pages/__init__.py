"""The pages, as people meet them: the running system in a real browser."""
