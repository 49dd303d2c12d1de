"""What formulas come to. One calculator serves one look at a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.google.sheets.book import Spreadsheet
from tests.google.sheets.coercion import Matrix, Setting, compare, number, scalar, text, truth
from tests.google.sheets.faults import (
    Failed,
    Fault,
    bad_formula,
    bad_name,
    bad_reference,
    bad_value,
    by_zero,
    not_available,
)
from tests.google.sheets.formula_parser import (
    Constant,
    Function,
    Lost,
    Name,
    Node,
    Operation,
    ParseFailure,
    Pointer,
    Rows,
    parse,
)
from tests.google.sheets.functions import FUNCTIONS, called
from tests.google.sheets.grid import Cell, Sheet
from tests.google.sheets.locales import locale_of
from tests.google.sheets.references import Corner, Reference
from tests.google.sheets.schema import whole
from tests.google.wire import Json

__all__ = ["EMPTY", "Calculator", "Fault", "Result"]


@dataclass(frozen=True, slots=True)
class Result:
    """`value` is None, a bool, a number, a text or a Fault; `form` the number format that follows."""

    value: Any = None
    form: Json = None
    link: str | None = None


EMPTY = Result()
_CIRCULAR = "Circular dependency detected. To resolve with iterative calculation, see File > Settings."
_VERBS = {"+": "ADD", "-": "MINUS", "*": "MULTIPLY", "/": "DIVIDE", "^": "POW"}
_KEEPING = ("SUM", "MAX", "MIN", "AVERAGE", "IF", "IFERROR", "VLOOKUP", "INDEX", "ROUND")


def local_time(now: datetime, book: Spreadsheet) -> datetime:
    """In the spreadsheet's own time zone."""
    try:
        return now.astimezone(ZoneInfo(str(book.properties.get("timeZone", "Etc/GMT"))))
    except (ValueError, KeyError):
        return now


class Calculator:
    def __init__(self, book: Spreadsheet, now: datetime) -> None:
        self.book = book
        self.setting = Setting(local_time(now, book), locale_of(book.locale))
        self._known: dict[tuple[int, int, int], Result] = {}

    def result(self, sheet: Sheet, row: int, column: int, cell: Cell) -> Result:
        value = cell.value
        if value is None:
            return EMPTY
        if "formulaValue" not in value:
            return Result(next(iter(value.values()), None))
        key = (sheet.id, row, column)
        if key not in self._known:
            self._known[key] = Result(Fault("REF", "#REF!", _CIRCULAR))
            self._known[key] = _Evaluation(self, sheet, row, column).result(value["formulaValue"])
        return self._known[key]

    def value(self, sheet: Sheet, row: int, column: int) -> Any:
        return self.result(sheet, row, column, sheet.cell(row, column)).value

    def form(self, sheet: Sheet, row: int, column: int) -> Json:
        cell = sheet.cell(row, column)
        return (cell.format or {}).get("numberFormat") or self.result(sheet, row, column, cell).form


class _Evaluation:
    """Of one formula."""

    def __init__(self, calculator: Calculator, sheet: Sheet, row: int, column: int) -> None:
        self.calculator, self.sheet, self.row, self.column = calculator, sheet, row, column
        self.setting = calculator.setting
        self.link: str | None = None

    def result(self, formula: str) -> Result:
        try:
            try:
                node = parse(formula, self.setting.locale.decimal)
            except ParseFailure:
                raise bad_formula("Formula parse error.") from None
            value = scalar(self.value(node))
            return Result(0 if value is None else whole(value), self.form(node), self.link)
        except Failed as failed:
            return Result(failed.fault)
        except RecursionError:
            return Result(Fault("REF", "#REF!", _CIRCULAR))

    def value(self, node: Node) -> Any:
        match node:
            case Constant(value):
                return value
            case Pointer(reference):
                return self.cells(reference)
            case Operation(operator, operands):
                return self.operated(operator, operands)
            case Function(name, arguments):
                return self.function(name, arguments)
            case Name(name):
                return self.named(name)
            case Rows(rows):
                return Matrix([[scalar(self.value(one)) for one in row] for row in rows])
            case Lost():
                raise bad_reference("Reference does not exist.")

    def sheet_of(self, reference: Reference) -> Sheet:
        if reference.sheet is None:
            return self.sheet
        found = self.calculator.book.titled(reference.sheet)
        if found is None:
            raise bad_reference(f"Unresolved sheet name '{reference.sheet}'.")
        return found

    def cells(self, reference: Reference) -> Any:
        sheet, first = self.sheet_of(reference), reference.first
        if reference.last is None:
            if (first.row or 0) >= sheet.row_count or (first.column or 0) >= sheet.column_count:
                raise bad_reference("Reference does not exist.")
            return self.calculator.value(sheet, first.row or 0, first.column or 0)
        last = reference.last
        top, bottom = first.row or 0, sheet.row_count if last.row is None else last.row + 1
        left, right = first.column or 0, sheet.column_count if last.column is None else last.column + 1
        bottom = max(min(bottom, len(sheet.rows)), min(top + 1, bottom))
        columns = range(left, min(right, sheet.column_count))
        return Matrix(
            [[self.calculator.value(sheet, row, column) for column in columns] for row in range(top, bottom)]
        )

    def named(self, name: str) -> Any:
        for item in self.calculator.book.named_ranges:
            if item["name"].casefold() == name.casefold():
                return self.cells(self.reference_to(item["range"]))
        raise bad_name(f"Unknown range name: '{name.upper()}'.")

    def reference_to(self, area: Json) -> Reference:
        sheet = self.calculator.book.sheet(area.get("sheetId", 0))
        first = Corner(area.get("startRowIndex", 0), area.get("startColumnIndex", 0))
        bottom = area.get("endRowIndex", sheet.row_count) - 1
        right = area.get("endColumnIndex", sheet.column_count) - 1
        return Reference(sheet.title, first, Corner(bottom, right))

    def operated(self, operator: str, operands: tuple[Node, ...]) -> Any:
        values = [scalar(self.value(operand)) for operand in operands]
        if operator == "0-":
            return -number(values[0], self.setting)
        if operator == "0+":
            return values[0]
        one, other = values
        if operator == "&":
            return text(one, self.setting) + text(other, self.setting)
        if operator in _VERBS:
            return self.arithmetic(operator, one, other)
        order = compare(one, other)
        return {"=": order == 0, "<>": order != 0, "<": order < 0, ">": order > 0}.get(
            operator, order <= 0 if operator == "<=" else order >= 0
        )

    def arithmetic(self, operator: str, one: Any, other: Any) -> float:
        first, second = self.operand(operator, 1, one), self.operand(operator, 2, other)
        match operator:
            case "+":
                return first + second
            case "-":
                return first - second
            case "*":
                return first * second
            case "^":
                return float(first**second)
        if second == 0:
            raise by_zero("Function DIVIDE parameter 2 cannot be zero.")
        return first / second

    def operand(self, operator: str, place: int, value: Any) -> float:
        try:
            return number(value, self.setting)
        except Failed as failed:
            if failed.fault.kind != "VALUE" or isinstance(value, Fault):
                raise
            message = failed.fault.message.replace("Expects", "expects")
            raise bad_value(f"Function {_VERBS[operator]} parameter {place} {message}") from None

    def function(self, name: str, nodes: tuple[Node, ...]) -> Any:
        special = getattr(self, f"fn_{name.lower()}", None)
        if special is not None:
            if not nodes and name not in ("ROW", "COLUMN", "NA"):
                raise not_available(f"Wrong number of arguments to {name}.")
            return special(nodes)
        if name not in FUNCTIONS:
            raise bad_name(f"Unknown function: '{name}'.")
        return called(name, tuple(self.value(node) for node in nodes), self.setting)

    def fn_if(self, nodes: tuple[Node, ...]) -> Any:
        if truth(self.value(nodes[0]), self.setting):
            return self.value(nodes[1]) if len(nodes) > 1 else True
        return self.value(nodes[2]) if len(nodes) > 2 else False

    def fn_ifs(self, nodes: tuple[Node, ...]) -> Any:
        for test, node in zip(nodes[::2], nodes[1::2], strict=False):
            if truth(self.value(test), self.setting):
                return self.value(node)
        raise not_available("No match.")

    def fn_iferror(self, nodes: tuple[Node, ...]) -> Any:
        try:
            return scalar(self.value(nodes[0]))
        except Failed:
            return self.value(nodes[1]) if len(nodes) > 1 else ""

    def fn_ifna(self, nodes: tuple[Node, ...]) -> Any:
        try:
            return scalar(self.value(nodes[0]))
        except Failed as failed:
            if failed.fault.kind != "N_A":
                raise
            return self.value(nodes[1]) if len(nodes) > 1 else ""

    def fn_iserror(self, nodes: tuple[Node, ...]) -> bool:
        try:
            scalar(self.value(nodes[0]))
        except Failed:
            return True
        return False

    def fn_na(self, nodes: tuple[Node, ...]) -> Any:
        raise not_available("")

    def fn_row(self, nodes: tuple[Node, ...]) -> int:
        return self.index_of(nodes, "row", self.row) + 1

    def fn_column(self, nodes: tuple[Node, ...]) -> int:
        return self.index_of(nodes, "column", self.column) + 1

    def index_of(self, nodes: tuple[Node, ...], name: str, own: int) -> int:
        if not nodes:
            return own
        node = nodes[0]
        if not isinstance(node, Pointer):
            raise not_available("Argument must be a range.")
        return int(getattr(node.reference.first, name) or 0)

    def fn_hyperlink(self, nodes: tuple[Node, ...]) -> Any:
        address = text(self.value(nodes[0]), self.setting)
        self.link = address or self.link
        return scalar(self.value(nodes[1])) if len(nodes) > 1 else address

    def form(self, node: Node) -> Json:
        """The number format that the result takes from what it is made of."""
        match node:
            case Function("TODAY" | "DATE", _):
                return {"type": "DATE", "pattern": self.setting.locale.date}
            case Function("NOW", _):
                return {"type": "DATE_TIME", "pattern": self.setting.locale.date_time}
            case Function("TIME", _):
                return {"type": "TIME", "pattern": self.setting.locale.time}
            case Pointer(reference):
                sheet, first = self.sheet_of(reference), reference.first
                return self.calculator.form(sheet, first.row or 0, first.column or 0)
            case Operation("+" | "-" as operator, (one, other)):
                forms = self.form(one), self.form(other)
                return None if operator == "-" and all(forms) else forms[0] or forms[1]
            case Operation("*" | "/", (one, _)):
                return self.form(one)
            case Function(name, arguments) if name in _KEEPING:
                nodes = arguments[1:] if name in ("IF", "VLOOKUP") else arguments
                return next(filter(None, map(self.form, nodes)), None)
        return None
