"""The commands. Only here are platforms, jobs and settings put together."""
