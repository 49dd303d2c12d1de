"""Names of persons in texts, in every script and spelling."""
