"""The coordinators' own words: published as they are, or not at all."""

import pytest

from tests.place import Place
from tests.test_report import NOW, october, table

PEOPLE = {"name": "Wilhelmina Kowalczyk", "people_involved": "Bartholomew Quist, and my neighbor Ximena"}


def write(place: Place, note: str) -> None:
    notes = place.folder / "report-notes"
    notes.mkdir(parents=True, exist_ok=True)
    (notes / "2026-10.txt").write_text(note, encoding="utf-8")


def page(place: Place) -> str:
    return (place.folder / "reports/2026-10/report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("Write to kim@example.org.", "an e-mail address"),
        ("Call 415-555-0117.", "a phone number"),
        ("Wilhelmina asked for a talk.", "a name from a case"),
        ("KOWALCZYK asked for a talk.", "a name from a case"),
        ("Bartholomew was glad of it.", "a name from a case"),
        ("x" * 6000, "more than 5,000 characters"),
    ],
)
def test_a_note_that_tells_of_somebody_holds_the_report_back_and_is_not_repeated(
    place: Place, note: str, kind: str
) -> None:
    place.drop(*october(7, **PEOPLE))
    write(place, note)
    ran = place.run(now=NOW)
    assert ran.code == 1
    assert kind in ran.jobs["report"]["error"]
    assert note not in ran.out
    write(place, "We moved our open hour.")
    assert place.run(now=NOW).code == 0
    assert len(table(place)) == 1


@pytest.mark.files
@pytest.mark.parametrize("between", ["-", " ", "\N{NON-BREAKING HYPHEN}", "_"])
def test_a_case_code_holds_the_report_back_however_it_is_written(place: Place, between: str) -> None:
    place.drop(*october(7))
    place.run("intake", now=NOW)
    code = str(place.intake()[0]["Case"])
    write(place, f"Much was learnt from {code.title().replace('-', between)}.")
    ran = place.run(now=NOW)
    assert ran.code == 1
    assert "a case code" in ran.jobs["report"]["error"]
    assert code not in ran.out.casefold()


@pytest.mark.files
def test_ordinary_words_and_the_team_s_names_may_be_said(place: Place) -> None:
    place.drop(*october(7, name="May Will", people_involved="the Tuesday board, everyone in the union"))
    note = "In May we will train. The union's board meets on Tuesday. Thanks to Ada Byron!"
    write(place, note)
    assert place.run(now=NOW).code == 0
    assert note.replace("'", "&#39;") in page(place)


@pytest.mark.files
def test_no_sign_in_a_note_makes_the_office_unreadable_and_none_becomes_markup(place: Place) -> None:
    place.drop(*october(7))
    write(place, "odd \ufffe \uffff \x01 _x0041_ <script>alert(1)</script> {{ 7 * 7 }}")
    assert place.run(now=NOW).code == 0
    first = page(place)
    assert "<script" not in first
    (place.folder / "reports/2026-10/report.html").unlink()
    place.drop(*october(9))
    assert place.run(now=NOW).code == 0
    assert page(place) == first
    assert len(place.intake()) == 9
    assert len(table(place)) == 1
