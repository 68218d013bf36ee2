"""The local twin of Azure AI Language: words, and rules over them, in English, German, French and Spanish.

The words are of our own writing. What they reach on texts that nobody tuned them on is measured by `make bench`.
"""
