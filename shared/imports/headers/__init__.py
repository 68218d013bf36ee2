"""What the headers of lists mean: one table of words by language and by program, and how a header is looked up."""
