"""All that a team's workbooks and files hold, hidden tabs, notes and settings too, as one text."""

import io
import json
import zipfile
from pathlib import Path

from tests.google_place import GooglePlace
from tests.place import Place


def held(place: Place, *names: str) -> str:
    """By these workbooks."""
    if isinstance(place, GooglePlace):
        contents = (place.file_of(name).content for name in names)
        return "\n".join(
            json.dumps(content.to_json(), default=str, ensure_ascii=False) for content in contents
        )
    return "\n".join(unzipped(place.file(name)) for name in names)


def everything(place: Place) -> str:
    """Of the team; not what Google's form keeps, which no program can delete."""
    local = [unzipped(path) for path in place.folder.rglob("*") if path.is_file()]
    if not isinstance(place, GooglePlace):
        return "\n".join(local)
    files = (file for file in place.server.world.files.values() if file is not place.files["form"])
    contents = [file.content for file in files if file.content is not None]
    return "\n".join([*local, *(json.dumps(c.to_json(), default=str, ensure_ascii=False) for c in contents)])


def unzipped(path: Path) -> str:
    content = path.read_bytes()
    if not zipfile.is_zipfile(path):
        return f"{path.name}\n{content.decode('utf-8', 'replace')}"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    return "\n".join([path.name, *parts])
