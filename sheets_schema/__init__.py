"""What the workbooks and the form look like, declared once, and cell text to typed values and back."""
