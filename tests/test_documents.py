"""What documents say of commands, settings, messages and each other is so. That their commands do what they
should: test_document_commands.py.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.main import get_command
from typer.testing import CliRunner

from automations import settings
from automations.cli.app import app
from automations.jobs.run import JOBS
from automations.platforms.google.account import Scope
from automations.settings_file import SettingsFile
from tests.documents import NAMES, ROOT, anchors, blocks, inline_code, links, steps
from tests.sentences import sentences, told

DICTIONARY = "docs/data-dictionary.md"

READ_BY_DOCTOR = """
    cli/doctor cli/doctor_backups cli/doctor_files cli/doctor_google cli/assembly errors settings
    core/taking_in/headings core/snapshot core/team jobs/outside platforms/backups/folder
    platforms/files/case_folder platforms/files/export platforms/files/exports platforms/files/open_elsewhere
    platforms/files/workbook platforms/files/xlsx_checks platforms/files/xlsx_read settings_file
    platforms/google/account platforms/google/client platforms/google/forms platforms/google/grid
    platforms/google/refusals platforms/google/team_drive
""".split()
"""Modules whose every sentence `doctor` may print."""

NOT_BY_DOCTOR = """
    cli/app cli/backup cli/demo cli/explain cli/form cli/google_files cli/mail cli/restore cli/run cli/watch
    core/taking_in/intake jobs/correct jobs/report jobs/run
    platforms/backups/bundle platforms/backups/sealing platforms/files/copying platforms/files/disk
    platforms/files/notes platforms/files/timestamps platforms/files/xlsx_dress platforms/files/xlsx_write
    platforms/google/case_drive platforms/google/cells platforms/google/copying platforms/google/drive
    platforms/google/form_making platforms/google/login platforms/google/placing
    platforms/google/setting_up platforms/google/workbook platforms/mail/password platforms/mail/server
    reporting/connected reporting/ledger reporting/render reporting/solver reporting/windows
""".split()
"""Others that raise errors: other commands print them, or modules above hand them on in a sentence."""

NO_PROBLEMS = {"Nothing is wrong with the set-up."}


@cache
def commands() -> dict[str, Any]:
    """By their words, like `form create`; the program itself is the empty one."""

    def walk(command: Any, words: str) -> Iterator[tuple[str, Any]]:
        yield words, command
        for name, one in getattr(command, "commands", {}).items():
            yield from walk(one, f"{words} {name}".strip())

    return dict(walk(get_command(app), ""))


def options(command: Any) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts if name.startswith("--")}


def everything_in_code() -> str:
    typed = (step.command for name in NAMES for step in steps(name))
    return "\n".join((*typed, *(code for name in NAMES for code in inline_code(name))))


@pytest.mark.parametrize("words", [words for words in commands() if words])
def test_every_command_of_the_program_is_documented(words: str) -> None:
    if not getattr(commands()[words], "commands", None):
        assert re.search(rf"(-m automations |^){words}\b", everything_in_code(), re.M)


def test_every_option_of_the_program_is_documented() -> None:
    known = {option for command in commands().values() for option in options(command)}
    assert not {option for option in known if option not in everything_in_code()}


def test_every_option_that_a_document_names_is_one_of_the_program_or_of_a_script() -> None:
    named = {
        found for name in NAMES for code in inline_code(name) for found in re.findall(r"^--[\w-]+", code)
    }
    scripts = "".join(
        path.read_text(encoding="utf-8")
        for path in (*ROOT.glob("scripts/*.py"), ROOT / "tests/google/__main__.py")
    )
    known = {option for command in commands().values() for option in options(command)}
    foreign = {"--build-arg"}
    assert not {option for option in named - known - foreign if f'"{option}"' not in scripts} - {"--help"}


def shown_help(words: str) -> str:
    return CliRunner().invoke(app, [*words.split(), "--help"]).output


@pytest.mark.parametrize("words", commands())
def test_help_cuts_no_sentence_short(words: str) -> None:
    assert "..." not in shown_help(words).replace("ARGS]...", "").replace("JOB]...", "")


@pytest.mark.parametrize("words", commands())
def test_help_has_no_words_of_python(words: str) -> None:
    assert not re.search(r"<\w|\{\w", shown_help(words))


def test_help_says_where_settings_come_from_and_what_exit_codes_mean() -> None:
    said = " ".join(shown_help("").split())
    assert "CRT_SETTINGS" in said
    assert re.search("Exit codes: 0 fine.* 1 .* 2 .* 3 another run is under way", said)


def test_help_names_every_job() -> None:
    said = " ".join(shown_help("run").split())
    assert not [job for job in JOBS if not re.search(rf"{job}\b", said)]


def keys_of_settings() -> set[tuple[str, str]]:
    return {
        (section.name, key.encode_name)
        for section in msgspec.structs.fields(SettingsFile)
        for key in msgspec.structs.fields(section.type)
    }


def test_every_setting_is_in_the_page_of_settings_with_its_default_and_nothing_else_is() -> None:
    (block,) = blocks("docs/settings.md", "toml")
    found = tomllib.loads(block)
    named = {(section, key) for section, keys in found.items() for key in keys}
    elsewhere = {("google", "endpoint")}
    assert "[google] endpoint" in inline_code("docs/settings.md")
    assert named | elsewhere == keys_of_settings()
    defaults = msgspec.to_builtins(SettingsFile())
    assert {(s, k): found[s][k] for s, k in named} == {(s, k): _plain(defaults[s][k]) for s, k in named}


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("name", NAMES)
def test_commands_name_the_python_that_has_what_they_need(name: str) -> None:
    own_is_enough = r"python3 scripts/(start|test)\.py.*"
    bare = [step.command for step in steps(name) if re.match(r"python3? ", step.command)]
    assert not [command for command in bare if not re.fullmatch(own_is_enough, command)]


@pytest.mark.parametrize("name", NAMES)
def test_settings_that_a_document_shows_are_understood(name: str, tmp_path: Path) -> None:
    for block in blocks(name, "toml"):
        file = tmp_path / "settings.toml"
        file.write_text(re.sub("/…", lambda place: f"/{place.start()}", block), encoding="utf-8")
        settings.load(file, {})


def modules_that_raise() -> set[str]:
    found = (
        path.relative_to(ROOT / "automations").with_suffix("").as_posix()
        for path in ROOT.glob("automations/**/*.py")
        if re.search(r"raise \w*(Error|Refused|Busy|Meanwhile|UnderWay|NoRoom|Alone|Unsurely)\(",
                     path.read_text(encoding="utf-8"))
    )  # fmt: skip
    return set(found)


def test_it_is_known_of_each_module_whether_doctor_may_print_its_errors() -> None:
    assert not modules_that_raise() - {*READ_BY_DOCTOR, *NOT_BY_DOCTOR}


@cache
def documented() -> tuple[str, ...]:
    """What `it says`, in the guides' tables."""
    codes = (code for name in ("docs/google-setup.md", "docs/maintainers.md") for code in inline_code(name))
    return tuple(code.removeprefix("note: ") for code in codes if len(re.findall(r"[a-z']{2,}", code)) > 2)


@pytest.mark.parametrize("module", READ_BY_DOCTOR)
def test_each_thing_that_doctor_may_say_has_a_line_in_a_guide(module: str) -> None:
    said = set(sentences(ROOT / f"automations/{module}.py")) - NO_PROBLEMS
    assert not [text for text in said if not any(told(line, text) for line in documented())]


def lines_of_tables(name: str) -> Iterator[str]:
    """The codes in the first cell of tables headed `it says`."""
    inside = False
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        inside = line.startswith("| it says |") or (inside and line.startswith("|"))
        if inside:
            yield from re.findall(r"`([^`]+)`", line.split(" | ")[0])


@pytest.mark.parametrize("name", ["docs/google-setup.md", "docs/maintainers.md"])
def test_what_a_guide_says_that_the_program_says_stands_in_the_program(name: str) -> None:
    source = "\n".join(
        text for path in ROOT.glob("automations/**/*.py") for text in sentences(path, whole=False)
    )
    found = list(lines_of_tables(name))
    assert len(found) > 20
    assert not [line for line in found if not told(line.removeprefix("note: "), source)]


def test_what_each_command_asks_google_for_is_all_in_the_guide() -> None:
    guide = inline_code("docs/google-setup.md")
    assert {scope.rsplit("/")[-1] for scope in Scope} <= set(guide)


@pytest.mark.parametrize("name", NAMES)
def test_links_and_pictures_lead_to_what_is_there(name: str) -> None:
    for target in links(name):
        if re.match(r"\w+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = ((ROOT / name).parent / path).resolve() if path else ROOT / name
        assert file.exists(), target
        assert not anchor or anchor in anchors(file.relative_to(ROOT).as_posix()), target
        assert file.suffix != ".png" or file.read_bytes().startswith(b"\x89PNG"), target


def test_every_document_and_picture_is_reached_from_the_readme() -> None:
    reached, ahead = set[Path](), [ROOT / "README.md"]
    while ahead:
        file = ahead.pop()
        if file not in reached and file.is_file():
            reached.add(file)
            name = file.relative_to(ROOT).as_posix()
            if file.suffix == ".md":
                ahead += [
                    (file.parent / t.split("#")[0]).resolve() for t in links(name) if not re.match(r"\w+:", t)
                ]
    assert not set(ROOT.glob("docs/*.*")) - reached


@pytest.mark.parametrize("name", NAMES)
def test_files_that_a_document_names_are_there(name: str) -> None:
    paths = {
        code for code in inline_code(name) if re.fullmatch(r"(scripts|tests|docs|automations)/[\w./-]+", code)
    }
    assert not [path for path in paths if not (ROOT / path).exists()]


def test_tests_that_documents_name_are_there() -> None:
    there = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tests/test_*.py"))
    named = {code for name in NAMES for code in inline_code(name) if re.fullmatch(r"test_\w+", code)}
    assert len(named) > 10
    assert not [name for name in named if f"def {name}(" not in there]
