"""The layout is the architecture: who may import what."""

import ast
import itertools
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted([*ROOT.glob("automations/**/*.py"), *ROOT.glob("sheets_schema/**/*.py")])

MAY_IMPORT = {
    "sheets_schema": {"sheets_schema"},
    "automations.errors": set(),
    "automations.core": {"automations.core", "automations.errors", "sheets_schema"},
    "automations.ports": {"automations.core", "automations.errors", "sheets_schema"},
    "automations.jobs": {
        "automations.jobs", "automations.ports", "automations.core", "automations.reporting",
        "automations.errors", "sheets_schema",
    },
    "automations.reporting": {"automations.reporting", "automations.core", "sheets_schema"},
    "automations.platforms.files": {
        "automations.platforms.files", "automations.core", "automations.ports", "automations.errors",
        "sheets_schema",
    },
    "automations.platforms.google": {
        "automations.platforms.google", "automations.core", "automations.ports", "automations.errors",
        "sheets_schema",
    },
    "automations.platforms.mail": {
        "automations.platforms.mail", "automations.core", "automations.ports", "automations.errors",
    },
    "automations.platforms.ping": set(),
    "automations.scheduler": {"automations.core", "automations.errors"},
    "automations.logs": set(),
    "automations.platforms.backups": {
        "automations.platforms.backups", "automations.platforms.files.disk", "automations.core",
        "automations.errors",
    },
    "automations.settings": {
        "automations.core", "automations.errors", "automations.settings_file", "sheets_schema",
    },
    "automations.settings_file": {"automations.errors"},
    "automations.wordlists": set(),
}  # fmt: skip
ONLY_IN = {
    "openpyxl": "automations.platforms.files",
    "python_calamine": "automations.platforms.files",
    "gspread": "automations.platforms.google",
    "googleapiclient": "automations.platforms.google",
    "google": "automations.platforms.google",
    "google_auth_httplib2": "automations.platforms.google",
    "google_auth_oauthlib": "automations.platforms.google",
    "httplib2": "automations.platforms.google",
    "oauthlib": "automations.platforms.google",
    "requests": "automations.platforms.google",
    "tenacity": "automations.platforms.google",
    "pandas": "automations.reporting",
    "pyrage": "automations.platforms.backups",
    "schedule": "automations.scheduler",
    "smtplib": "automations.platforms.mail",
    "keyring": "automations.platforms.mail",
    "typer": "automations.cli",
    "rich": "automations.cli",
}
CORE = (
    {"names"}, {""}, {"casework", "pairs"}, {"board", "letting_go", "taking_in"}, {"coordinators", "mail"},
    {"running"},
)  # fmt: skip
"""Core's folders, lowest first; what stands in none is a noun that all above may use."""
IMPURE = {"os", "random", "secrets", "time", "socket", "pathlib", "subprocess", "urllib", "logging"}


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def folder_of_core(name: str) -> str:
    parts = name.split(".")[2:]
    return parts[0] if parts and (ROOT / "automations/core" / parts[0]).is_dir() else ""


def under(name: str, roots: set[str]) -> bool:
    return any(name == root or name.startswith(root + ".") for root in roots)


@pytest.mark.parametrize("path", FILES, ids=module)
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    layers = [layer for layer in MAY_IMPORT if under(module(path), {layer})]
    for layer in layers:
        ours = {n for n in imports(path) if under(n, {"automations", "sheets_schema"})}
        strays = {n for n in ours - {"automations"} if not under(n, MAY_IMPORT[layer])}
        assert not strays


@pytest.mark.parametrize("path", [p for p in FILES if "core" in p.parts], ids=module)
def test_a_folder_of_core_leans_only_on_lower_ones(path: Path) -> None:
    home = folder_of_core(module(path))
    assert home in set().union(*CORE)
    below = set().union(*itertools.takewhile(lambda floor: home not in floor, CORE)) | {home}
    strays = {n for n in imports(path) if under(n, {"automations.core"}) and n != "automations.core"}
    assert not {n for n in strays if folder_of_core(n) not in below}


@pytest.mark.parametrize("path", sorted(ROOT.glob("tests/unit/*.py")), ids=module)
def test_a_unit_test_knows_decisions_alone(path: Path) -> None:
    allowed = {"automations.core", "automations.reporting", "automations.errors", "automations.wordlists"}
    ours = {n for n in imports(path) if under(n, {"automations", "tests"})} - {"automations"}
    assert not {n for n in ours if not under(n, allowed | {"tests.unit"})}
    assert not {name.split(".")[0] for name in imports(path)} & (IMPURE - {"random"})


@pytest.mark.parametrize("path", FILES, ids=module)
def test_each_library_stays_in_its_place(path: Path) -> None:
    for name in imports(path):
        home = ONLY_IN.get(name.split(".")[0])
        assert home is None or under(module(path), {home}), name


@pytest.mark.parametrize("path", [p for p in FILES if "core" in p.parts], ids=module)
def test_core_knows_no_clock_no_files_and_no_chance(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports(path)} & IMPURE
    source = path.read_text(encoding="utf-8")
    assert ".now(" not in source
    assert "open(" not in source
