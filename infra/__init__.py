"""What surrounds the product: its database migrations, and a Functions host for the developer's machine."""
