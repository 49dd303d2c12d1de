"""What coordinators decide in Intake works within one run, also later; and what they are told to say."""

import pytest

from tests.place import TEAM, Place, response

SECOND = "2026/11/03 9:15:23 AM GMT-8"
NEXT = "2026-11-11T09:00:00-08:00"
OFFICER = (
    '[form]\ngrievance_officer = "grievance@example.org"\n[team]\noutside_contact = "Ola, ola@example.org"'
)


def two(place: Place, **answers: str) -> tuple[str, str]:
    """The case codes of two requests; the answers are the second's."""
    place.drop(response(), response(SECOND, **answers))
    place.run()
    first, second = (str(row["Case"]) for row in place.intake())
    return first, second


def word(place: Place, number: int, **cells: object) -> None:
    place.type("office", "Intake", str(place.intake()[number]["Response"]), **cells)


def notice(place: Place, number: int = 0) -> str:
    return str(place.intake()[number]["Notice"])


def pair(place: Place, case: str) -> set[str]:
    (row,) = [row for row in place.board() if row["Case"] == case]
    return {row["Volunteer 1"], row["Volunteer 2"]}


@pytest.mark.files
def test_what_the_same_requester_wrote_again_joins_the_earlier_case_and_its_pair_goes_on(
    place: Place,
) -> None:
    first, second = two(place, what_happened="it happened again on Tuesday")
    before = pair(place, first)
    word(place, 1, What_to_do="Duplicate", Same_as=first)
    place.run(now=NEXT)
    told = {row["Topic"]: row["What we know"] for row in place.rows(f"case-files/{first}", "Summary")}
    assert "it happened again on Tuesday" in told[f"Written again as {second}"]
    assert pair(place, first) == before
    assert all(job["result"] == "nothing to do" for job in place.run(now=NEXT).jobs.values())
    place.run(now="2026-11-12T09:00:00-08:00")
    topics = [row["Topic"] for row in place.rows(f"case-files/{first}", "Summary")]
    assert topics.count(f"Written again as {second}") == 1


@pytest.mark.parametrize("header", ["Same_as", "Related_to"])
def test_a_code_that_no_other_case_has_is_said(place: Place, header: str) -> None:
    first, _ = two(place)
    for typed in ("no-such-case", first):
        word(place, 0, **{header: typed})
        place.run()
        assert f"{header.replace('_', ' ')} has a code that no other case has" in notice(place)


def test_a_duplicate_without_the_earlier_case_is_asked_for_it(place: Place) -> None:
    two(place)
    word(place, 1, What_to_do="Duplicate")
    place.run()
    assert "under Same as" in notice(place, 1)


def test_related_cases_share_nobody_whom_either_avoids(bare: Place) -> None:
    bare.roster(*TEAM[:4])
    bare.drop(
        response(immediate_danger="Yes"),
        response(SECOND, immediate_danger="Yes", volunteers_to_avoid=TEAM[0]),
    )
    bare.run()
    first, second = (str(row["Case"]) for row in bare.intake())
    word(bare, 1, What_to_do="Accept", Related_to=f"{first.upper()}")
    word(bare, 0, What_to_do="Accept", Keep_away_from=TEAM[1])
    bare.run()
    assert pair(bare, first) == {TEAM[2], TEAM[3]}
    assert TEAM[0] not in pair(bare, second)


def test_cases_that_turn_out_to_be_related_are_looked_at_again(bare: Place) -> None:
    bare.roster(*TEAM[:3])
    first, _ = two(bare, volunteers_to_avoid=TEAM[0])
    word(bare, 1, Related_to=first)
    bare.run()
    said = f"{TEAM[0]} has the case and is avoided in a related case"
    assert (said in notice(bare)) == (TEAM[0] in pair(bare, first))


@pytest.mark.parametrize("decision", ["Out of scope", "Refer to grievance officer"])
def test_a_request_that_is_not_for_the_team_gets_kind_words_and_nothing_is_passed_on(
    bare: Place, decision: str
) -> None:
    bare.settings.write_text(bare.settings.read_text(encoding="utf-8") + "\n" + OFFICER, encoding="utf-8")
    bare.roster(*TEAM[:2])
    bare.drop(response())
    bare.run()
    word(bare, 0, What_to_do=decision)
    bare.run()
    told = notice(bare)
    assert "Words to give: “Thank you for telling us." in told
    assert "988" in told
    assert "911" in told
    assert "Pass nothing on unless they agree in writing" in told
    assert ("grievance@example.org" in told) == (decision == "Refer to grievance officer")


def test_the_open_cases_of_a_volunteer_who_is_involved_are_asked_about(bare: Place) -> None:
    bare.roster(*TEAM[:2])
    bare.drop(response())
    bare.run()
    bare.drop(response(), response(SECOND, what_happened=f"{TEAM[0]} shouted at me"))
    bare.run()
    assert f"Open cases of {TEAM[0]}: 1. Decide whether they go on" in notice(bare, 1)


def test_a_request_about_a_coordinator_waits_and_says_who_can_take_it(bare: Place) -> None:
    bare.settings.write_text(bare.settings.read_text(encoding="utf-8") + "\n" + OFFICER, encoding="utf-8")
    bare.roster({"Volunteer": TEAM[0], "Coordinator": "yes"}, *TEAM[1:3])
    bare.drop(response(what_happened=f"{TEAM[0]} shouted at me"))
    bare.run()
    assert f"{TEAM[0]} can open this office" in notice(bare)
    assert "give it to Ola, ola@example.org" in notice(bare)
    assert bare.board() == []


def test_where_nobody_can_take_it_the_outside_contact_is_offered(bare: Place) -> None:
    bare.settings.write_text(bare.settings.read_text(encoding="utf-8") + "\n" + OFFICER, encoding="utf-8")
    bare.roster(TEAM[0])
    bare.drop(response())
    bare.run()
    assert "offer the requester your outside contact: Ola" in notice(bare)
