"""What all volunteers see, and what must not stand there."""
