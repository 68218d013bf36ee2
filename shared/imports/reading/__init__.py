"""Reading files that people send: in a process of its own, which may take only so much memory and so long."""
