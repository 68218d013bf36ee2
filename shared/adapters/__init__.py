"""The outside world: each need has one protocol, the Azure service that meets it, and its local twin."""
