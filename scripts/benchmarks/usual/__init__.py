"""What people would write instead: each program is one, and does no more than it says."""
