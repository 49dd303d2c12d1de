"""When jobs run, and whether they do."""
