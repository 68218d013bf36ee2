"""A Functions host for the developer's machine: the official worker library, driven without Azure.

It stands in for Core Tools. It knows the product only by `function_app.app`, `host.json` and settings; the product
does not know it, and it is not deployed.
"""
