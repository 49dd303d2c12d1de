"""A short run of scripts/fairness.py: what docs/fairness.md says holds, on a few seeds."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))

from fairness_measures import bets, simulate
from simulated_teams import CONDITIONS, Condition


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition.name)
def test_nobody_in_conflict_gets_a_case_and_none_waits_that_could_be_given(condition: Condition) -> None:
    for seed in range(3):
        found = simulate(condition, 6, 200, "turns", seed)
        assert found.conflicts == 0
        assert found.unpaired == found.optimum
        assert found.never == 0


@pytest.mark.parametrize("name", ["leave", "newcomers", "all of it"])
def test_shares_stay_closer_than_by_any_usual_rule(name: str) -> None:
    (condition,) = [condition for condition in CONDITIONS if condition.name == name]
    for seed in range(3):
        ours = simulate(condition, 12, 400, "turns", seed).spread
        assert ours <= 5
        for rule in ("round robin", "longest ago", "fewest cases"):
            assert ours < simulate(condition, 12, 400, rule, seed).spread


def test_who_was_passed_over_for_a_conflict_is_harder_to_tell_than_by_round_robin() -> None:
    ours, theirs = (bets(rule, 12, 0.0, 1, cases=200) for rule in ("turns", "round robin"))
    assert ours.right < theirs.right
    assert ours.certain < theirs.certain / 2
