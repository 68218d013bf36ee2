"""The aggregates' rules, driven through many histories; no database, no HTTP."""
