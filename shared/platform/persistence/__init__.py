"""Relational databases: engines, column types, repositories, and statements over many rows."""
