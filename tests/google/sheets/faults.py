"""Errors as values of cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """`kind` is of ErrorType, `sign` what the cell shows."""

    kind: str
    sign: str
    message: str = ""


class Failed(Exception):
    """The evaluation ends in an error."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.sign)
        self.fault = fault


def _failing(kind: str, sign: str) -> Any:
    def made(message: str) -> Failed:
        return Failed(Fault(kind, sign, message))

    return made


bad_value = _failing("VALUE", "#VALUE!")
bad_name = _failing("NAME", "#NAME?")
bad_reference = _failing("REF", "#REF!")
not_available = _failing("N_A", "#N/A")
bad_number = _failing("NUM", "#NUM!")
by_zero = _failing("DIVIDE_BY_ZERO", "#DIV/0!")
bad_formula = _failing("ERROR", "#ERROR!")
