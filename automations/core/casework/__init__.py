"""What a case file holds, and who may open it."""
