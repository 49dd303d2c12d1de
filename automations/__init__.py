"""Automations for a conflict-resolution team: intake, pairs, flags, reports."""

__version__ = "0.1.0"
