"""What the jobs cost, beside what people would do instead."""
