"""From responses to cases."""
