"""Every response has exactly one row and one case, with the answers as they were given."""

from collections import Counter
from collections.abc import Iterable, Iterator

from soaking import canaries
from soaking.checks.known import Known, Looked, text
from soaking.record import Request
from soaking.tables import Value

DELETED = "deleted "
Row = dict[str, Value]


def check(look: Looked) -> Iterator[str]:
    intake = look.picture["office", "Intake"]
    rows = [row for row in intake.rows() if text(row["Response"]) or text(row["Case"])]
    yield from _once(rows)
    damage = list(_tied(look.known, rows))
    yield from damage if look.moment.in_place else ()
    there = {text(row["Case"]): row for row in rows}
    for request in look.known.record.requests:
        if request.delivered:
            yield from _held(request, there, look)
    if missing := look.known.code_of.keys() - {look.known.request_of.get(code) for code in there}:
        yield f"rows of Intake vanished: requests {sorted(missing)}"


def _once(rows: Iterable[Row]) -> Iterator[str]:
    rows = list(rows)
    for header in ("Response", "Case"):
        count = Counter(text(row[header]) for row in rows)
        yield from (f"Intake, {header}: {value!r} stands {n} times" for value, n in count.items() if n > 1)


def _tied(known: Known, rows: Iterable[Row]) -> Iterator[str]:
    """Learn the codes of new rows; a code or a request that was known under another is damage."""
    for row in rows:
        code = text(row["Case"])
        numbers = set(canaries.found(" ".join(text(row.get(field)) for field in canaries.FIELDS)))
        if len(numbers) > 1:
            yield f"the row of {code} holds words of several requests: {sorted(numbers)}"
        for number in numbers:
            if code in known.gone:
                yield f"{code} was deleted, and words of its request are in Intake again"
            elif known.code_of.setdefault(number, code) != code:
                yield f"request {number} has two codes, {known.code_of[number]} and {code}"
            elif known.request_of.setdefault(code, number) != number:
                yield f"the code {code} was given to requests {known.request_of[code]} and {number}"
        if text(row["Response"]).startswith(DELETED) and code not in known.request_of:
            yield f"{code} is told to be deleted, and nobody knows it"


def _held(request: Request, there: dict[str, Row], look: Looked) -> Iterator[str]:
    code = look.known.code_of.get(request.number)
    if code is None:
        if look.moment.complete:
            yield f"request {request.number} has no case"
        return
    row = there.get(code)
    if row is None or code in look.known.gone or text(row["Response"]).startswith(DELETED):
        return
    allowed = [request.answers] if look.moment.complete else [request.answers, request.before]
    if not any(_same(row, answers) for answers in allowed if answers) and look.moment.in_place:
        wrong = [key for key in request.answers if _answer(row, key) != _wanted(request.answers, key)]
        yield f"{code}: answers differ from what was sent ({', '.join(wrong)})"


def _same(row: Row, answers: dict[str, str]) -> bool:
    return all(_answer(row, key) == _wanted(answers, key) for key in answers)


def _wanted(answers: dict[str, str], key: str) -> str:
    """The phrase itself is not kept; several choices are written as the sheet has them."""
    if key == "own_phrase":
        return "given" if answers[key] else ""
    return _plain(answers[key])


def _answer(row: Row, key: str) -> str:
    whole, number = text(row.get(key)), 2
    while more := text(row.get(f"{key} ({number})")):
        whole, number = whole + more, number + 1
    return _plain(whole)


def _plain(answer: str) -> str:
    """Without spaces, which may stand where a long answer was cut, and whichever sign parts choices."""
    return "".join(answer.replace(";", ",").split())
