"""Decisions: pure functions over frozen values. Clock, files, network and chance are arguments.

Here stand the nouns of the house: team, responses, cases, the office and its history. The folders are what is
decided of them; `tests/test_layers.py` has the order in which these may lean on each other.
"""
