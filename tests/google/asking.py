"""A small board, and what tests ask of it."""

from typing import Any

import requests

from tests.google.admin_sheets import dump, make_spreadsheet
from tests.google.server import Server

TOKEN = {"Authorization": "Bearer any"}


def make_board(server: Server) -> str:
    tabs = {"Cases": [["Case", "Who"], ["C-1", "Ada"], ["C-2", "Bo"]]}
    return make_spreadsheet(server.world, {"name": "Board", "tabs": tabs}).id


def cases(server: Server, board: str) -> list[list[Any]]:
    return dump(server.world, server.world.files[board])["Cases"]


def append(http: requests.Session, server: Server, board: str, case: str = "C-3") -> requests.Response:
    url = f"{server.url}/v4/spreadsheets/{board}/values/Cases!A1:append?valueInputOption=RAW"
    return http.post(url, json={"values": [[case, "Cy"]]}, timeout=10)


def values(http: requests.Session, server: Server, board: str) -> requests.Response:
    return http.get(f"{server.url}/v4/spreadsheets/{board}/values/Cases", timeout=10)
