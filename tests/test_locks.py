"""What is installed is pinned, by hash. That the lock files are what the .in files give: .ci/locks."""

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NAMES = ("requirements.txt", "requirements-dev.txt", "requirements-mutants.txt", ".ci/tools.txt")
LOCKS = tuple(ROOT / name for name in NAMES)


@dataclass(frozen=True)
class Pin:
    """A package of a lock file. `asked_by`: other packages, or the file in which a person asks for it."""

    version: str
    hashes: tuple[str, ...]
    asked_by: frozenset[str]


def pins(path: Path) -> dict[str, Pin]:
    found: dict[str, Pin] = {}
    for part in re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip()):
        head = re.match(r"([\w.-]+)==([^\s;]+)", part)
        assert head, part.split("\n", 1)[0]
        asked = part.partition("# via")[2].replace("#", " ").replace("-r ", "")
        hashes = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})(?:\s|$)", part))
        # A package that differs between systems is pinned once for each.
        found[f"{head[1]}=={head[2]}"] = Pin(head[2], hashes, frozenset(asked.split()))
    return found


def names(packages: dict[str, Pin]) -> set[str]:
    return {package.partition("==")[0] for package in packages}


def wanted(path: Path) -> set[str]:
    """What a person asks for in the .in file, other files included."""
    lines = path.read_text(encoding="utf-8").split("\n")
    plain = {re.split(r"[=<>; \[]", line)[0] for line in lines if line and line[0] not in "#-"}
    return plain.union(
        *(wanted_or_pinned(path.parent / line[3:]) for line in lines if line.startswith("-r "))
    )


def wanted_or_pinned(path: Path) -> set[str]:
    return names(pins(path)) if path.suffix == ".txt" else wanted(path)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_package_has_a_hash(lock: Path) -> None:
    packages = pins(lock)
    assert len(packages) > 20
    assert not [name for name, pin in packages.items() if not pin.hashes]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_what_is_asked_for_is_pinned_and_what_is_pinned_is_asked_for(lock: Path) -> None:
    packages, given = pins(lock), wanted(lock.with_suffix(".in"))
    assert given <= names(packages)
    asking = names(packages) | {path.name for path in ROOT.glob("requirements*")} | {"tools.in"}
    for name, pin in packages.items():
        assert pin.asked_by, name
        assert pin.asked_by <= asking, name


@pytest.mark.parametrize(("few", "more"), list(pairwise(LOCKS[:3])), ids=lambda path: path.name)
def test_each_larger_environment_has_what_the_smaller_has(few: Path, more: Path) -> None:
    fewer, all_of_them = pins(few), pins(more)
    assert fewer.items() <= {name: Pin(p.version, p.hashes, fewer[name].asked_by) if name in fewer else p
                             for name, p in all_of_them.items()}.items()  # fmt: skip


def test_nothing_is_installed_without_looking_at_hashes() -> None:
    for path in (*ROOT.glob("scripts/*.py"), *ROOT.glob("scripts/deploy/**/*"), *ROOT.glob(".ci/*")):
        if path.is_file():
            for line in path.read_text(encoding="utf-8").split("\n"):
                installs = re.search(r"pip\S* install\b.* -r ", line) and not line.lstrip().startswith("#")
                assert not installs or "--require-hashes" in line, f"{path.name}: {line}"
