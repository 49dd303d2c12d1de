"""A soak: a team simulated over years, and a checker that shares no code with the jobs."""
