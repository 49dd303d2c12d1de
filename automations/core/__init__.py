"""Decisions: pure functions over frozen values. Clock, files, network and chance are arguments."""
