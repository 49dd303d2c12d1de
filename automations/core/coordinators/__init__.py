"""What coordinators are told, or the outside contact in their place."""
