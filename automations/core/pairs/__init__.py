"""Who gets a case: conflicts aside, by turns, fair over time and drawn with a secret."""
