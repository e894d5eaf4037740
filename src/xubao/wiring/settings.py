"""Settings of the product: the one place where the environment is read."""
