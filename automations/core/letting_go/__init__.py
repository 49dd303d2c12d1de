"""What is deleted when, what stays, and what must not come back."""
