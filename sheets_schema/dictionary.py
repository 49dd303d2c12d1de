"""The data dictionary, as Markdown, from the declarations: .venv/bin/python -m sheets_schema.dictionary"""

from collections.abc import Iterator

from sheets_schema.board import BOARD
from sheets_schema.case_file import CASE_FILE
from sheets_schema.columns import Column, Owner, WorkbookShape
from sheets_schema.form import FORM
from sheets_schema.office import OFFICE


def markdown() -> str:
    books = [*_workbook(BOARD, "board.xlsx"), *_workbook(OFFICE, "office.xlsx")]
    case_file = _workbook(CASE_FILE, "case-files/CASE-CODE.xlsx")
    return "\n".join([*_intro(), *books, *case_file, *_form()]) + "\n"


def _intro() -> Iterator[str]:
    yield "# Data dictionary"
    yield ""
    yield "Made from the schema: `.venv/bin/python -m sheets_schema.dictionary > docs/data-dictionary.md`."
    yield ""
    yield "Owner **jobs**: filled in for you, shaded, and put back when it is changed. Owner **people**:"
    yield "yours; the jobs never write there again once the row is made. Columns are found by their header,"
    yield "rows by their key: sort, filter, move and add columns as you like, and keep the headers' words."


def _workbook(shape: WorkbookShape, name: str) -> Iterator[str]:
    yield ""
    yield f"## {name}"
    yield ""
    yield f"Who can open it: {shape.readers}."
    for tab in shape.tabs:
        yield ""
        yield f"### {shape.name} / {tab.title}"
        yield ""
        yield tab.help + (f" Key: `{tab.key}`." if tab.key else "") + (" Hidden." if tab.hidden else "")
        yield ""
        yield "| column | owner | holds | what it is |"
        yield "|---|---|---|---|"
        yield from map(_row, tab.columns)


def _row(column: Column) -> str:
    owner = "jobs" if column.owner is Owner.JOBS else "people"
    holds = str(column.kind) + (f": {', '.join(column.choices)}" if column.choices else "")
    return f"| `{column.header}` | {owner} | {holds} | {column.help} |"


def _form() -> Iterator[str]:
    yield ""
    yield "## The form"
    yield ""
    yield "An answer stands in office / Intake under its key. A question with no key keeps its answer under"
    yield "`Question: <title>`. An answer too long for a cell continues in `<key> (2)`, `<key> (3)`, …"
    yield ""
    yield "| key | title | answer |"
    yield "|---|---|---|"
    for question in FORM:
        offered = "the volunteers' names; Other" if question.names_team else "; ".join(question.choices)
        answer = f"{question.answer}: {offered}" if offered else str(question.answer)
        yield f"| `{question.key}` | {question.title} | {answer} |"


if __name__ == "__main__":
    print(markdown(), end="")
