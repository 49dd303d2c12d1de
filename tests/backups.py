"""Gestures around backups: keys, a stolen machine, a backup opened by hand."""

import io
import re
import shutil
import zipfile
from pathlib import Path

import pyrage
from pyrage import x25519

from tests.google.admin_sheets import make_spreadsheet
from tests.google_place import OWNER, GooglePlace
from tests.place import NOW, Place, Ran

LATER = "2026-11-11T09:00:00-08:00"


def with_key(place: Place, rest: str = "") -> Path:
    """A coordinator's key file; its public key is in the settings from now on."""
    path = place.path / "ada.key"
    said = place.command("backup", "--new-key", str(path))
    assert said.code == 0
    line = re.search(r"recipients = .*", said.out)
    assert line
    settings = place.settings.read_text(encoding="utf-8")
    place.settings.write_text(f"{settings}\n[backup]\n{line[0]}\n{rest}", encoding="utf-8")
    return path


def back_up(place: Place, now: str = NOW) -> Path:
    ran = place.command("backup", "--now", now)
    assert ran.code == 0, ran.err
    return newest(place)


def newest(place: Place) -> Path:
    return max((place.path / "backups").glob("*.age"))


def restore(place: Place, file: Path, key: Path, *more: str, now: str = LATER) -> Ran:
    return place.command("restore", str(file), "--identity", str(key), "--now", now, *more)


def lose_everything(place: Place) -> None:
    """The machine is gone, or the spreadsheets: what is there now is new and empty."""
    if isinstance(place, GooglePlace):
        for name in ("board", "office"):
            _replace(place, name)
    shutil.rmtree(place.folder, ignore_errors=True)


def _replace(place: GooglePlace, name: str) -> None:
    old = place.files[name]
    place.files[name] = make_spreadsheet(place.server.world, {"owner": OWNER, "name": name})
    place.share(place.files[name], place.robot)
    settings = place.settings.read_text(encoding="utf-8")
    place.settings.write_text(settings.replace(old.id, place.files[name].id), encoding="utf-8")


def opened(file: Path, key: Path) -> dict[str, bytes]:
    """What is in it, by path, without this program."""
    secret = next(line for line in key.read_text().splitlines() if line.startswith("AGE-SECRET-KEY-"))
    content = pyrage.decrypt(file.read_bytes(), [x25519.Identity.from_str(secret)])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def forged(file: Path, key: Path, parts: dict[str, bytes]) -> None:
    """A backup that somebody made who has the public key: anybody may."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    public = re.search(r"age1\w+", key.read_text())
    assert public
    file.write_bytes(pyrage.encrypt(content.getvalue(), [x25519.Recipient.from_str(public[0])]))
