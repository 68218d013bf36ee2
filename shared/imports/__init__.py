"""Lists of contacts coming in: a file becomes contacts, row by row, each row's fate on record."""
