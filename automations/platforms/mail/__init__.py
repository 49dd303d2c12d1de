"""The edge to a mail server: it decides nothing."""
