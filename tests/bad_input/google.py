"""What Google answers when something is wrong, and keys and addresses that are."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.bad_input.team import CANARY
from tests.google import keys
from tests.google.admin_forms import answer_form, make_form
from tests.google.quota import Limit
from tests.google.sheets_edits import batch
from tests.google_place import OWNER, GooglePlace

Harm = Callable[[GooglePlace], object]
LATER = ("could not be reached", "the next run catches up")
SHARE = ("Share the", "as Editor")
NEW_KEY = ("does not accept the key", "check the clock, then make a new key")
PROTECTED = "choose 'Show a warning'"
ON = "Switch on the Sheets, Forms and Drive APIs"
SETUP_DOC = "docs/google-setup.md"
AT = "2026-11-09T17:00:00Z"
OFTEN = 99
"""More often than a run tries again."""


@dataclass(frozen=True)
class Kind:
    """`harm` is done, then undone by putting back all that it changed. `arrives`: whether the response that
    waits comes into the office all the same.
    """

    name: str
    harm: Harm
    says: tuple[str, ...]
    code: int = 1
    arrives: bool = False


def answered(name: str, api: str, says: tuple[str, ...], arrives: bool = False, **fault: Any) -> Kind:
    def harm(place: GooglePlace) -> None:
        given: dict[str, Any] = {"kind": "status", "count": OFTEN, "message": f"{CANARY} in cell B2"} | fault
        place.server.world.faults.add(api=api, **given)

    return Kind(name, harm, says, arrives=arrives)


def unshared(name: str) -> Harm:
    def harm(place: GooglePlace) -> None:
        file = place.files[name]
        file.permissions = [p for p in file.permissions if p.get("emailAddress") != place.robot]

    return harm


def read_only(place: GooglePlace) -> None:
    for permission in place.files["office"].permissions:
        permission["role"] = "reader"


def switched_off(api: str) -> Harm:
    def harm(place: GooglePlace) -> None:
        accounts = place.server.world.accounts
        accounts.disabled = {a.project: [api] for a in accounts.service_accounts.values()}

    return harm


def set_to(key: str, value: Callable[[GooglePlace], str]) -> Harm:
    def harm(place: GooglePlace) -> None:
        text = place.settings.read_text(encoding="utf-8")
        old = next(line for line in text.splitlines() if line.startswith(f"{key} ="))
        place.settings.write_text(text.replace(old, f'{key} = "{value(place)}"'), encoding="utf-8")

    return harm


def key_file(change: Callable[[dict[str, Any]], Any]) -> Harm:
    def harm(place: GooglePlace) -> None:
        path = place.path / "credentials.json"
        found = change(json.loads(path.read_text(encoding="utf-8")))
        path.write_bytes(found if isinstance(found, bytes) else json.dumps(found).encode())

    return harm


def other_key(key: dict[str, Any]) -> dict[str, Any]:
    private, _ = keys._pair(1)
    return key | {"private_key": private}


def without_quota(what: str) -> Harm:
    def harm(place: GooglePlace) -> None:
        quota = place.server.world.quota
        quota.enforced = True
        old = quota.limits[what]
        quota.limits[what] = Limit(old.metric, old.name, 0, 0)

    return harm


def protected(place: GooglePlace) -> None:
    sheet = place.files["office"].content.titled("Intake")
    area = {"protectedRangeId": 7, "range": {"sheetId": sheet.id}, "editors": {"users": []}}
    sheet.overlays["protectedRanges"].append(area)


def retitled(name: str, tab: str, to: str) -> Harm:
    def harm(place: GooglePlace) -> None:
        sheet = place.files[name].content.titled(tab)
        change = {"properties": {"sheetId": sheet.id, "title": to}, "fields": "title"}
        batch(place.server.world, place.files[name], [{"updateSheetProperties": change}])

    return harm


RENAMED = {"Requests": "Intake", "Ours": "Cases"}


def other_form(place: GooglePlace) -> str:
    """The id of one that asks other things and was answered."""
    question = {"question": {"questionId": "feed0001", "textQuestion": {}}}
    item = {"title": f"{CANARY}?", "itemId": "feed0002", "questionItem": question}
    file = make_form(place.server.world, {"owner": OWNER, "form": {"info": {"title": "x"}, "items": [item]}})
    place.share(file, place.robot)
    answer_form(place.server.world, file, {"answers": {f"{CANARY}?": CANARY}, "at": AT, "force": True})
    return file.id


SIGNING_IN = (
    Kind("the key was revoked", lambda p: p.server.world.accounts.service_accounts.clear(), NEW_KEY),
    Kind("the key of another account", key_file(other_key), NEW_KEY),
    Kind(
        "this machine's clock is slow",
        lambda p: setattr(p.server.world.accounts, "clock_shift", 7200),
        NEW_KEY,
    ),
    Kind(
        "this machine's clock is fast",
        lambda p: setattr(p.server.world.accounts, "clock_shift", -7200),
        NEW_KEY,
    ),
    answered("sign-in down", "oauth.token", LATER, status=503),
    answered("sign-in answers with a page", "oauth.token", LATER, status=500, body="html"),
    answered("sign-in cut short", "oauth.token", LATER, kind="truncated"),
    Kind(
        "a key cut short",
        key_file(lambda k: json.dumps(k).encode()[:200]),
        ("neither a service account's key", SETUP_DOC),
        2,
    ),
    Kind("an empty key file", key_file(lambda _: b""), ("neither a service account's key", SETUP_DOC), 2),
    Kind(
        "a key file in another encoding",
        key_file(lambda k: json.dumps(k).encode("utf-16")),
        ("can't be read",),
        2,
    ),
    Kind(
        "a key without its secret",
        key_file(lambda k: k | {"private_key": CANARY}),
        ("is damaged", SETUP_DOC),
        2,
    ),
    Kind(
        "a key without its address",
        key_file(lambda k: {n: v for n, v in k.items() if n != "client_email"}),
        ("is damaged", SETUP_DOC),
        2,
    ),
    Kind(
        "the app's file in place of a key",
        key_file(lambda _: {"installed": {"client_id": CANARY}}),
        ("neither a service account's key", SETUP_DOC),
        2,
    ),
    Kind(
        "a list in place of a key",
        key_file(lambda _: [CANARY]),
        ("neither a service account's key", SETUP_DOC),
        2,
    ),
    Kind(
        "a key that others may read",
        lambda p: (p.path / "credentials.json").chmod(0o644),
        ("can be read by others", "chmod 600"),
        2,
    ),
    Kind("no key file", lambda p: (p.path / "credentials.json").unlink(), ("is not there", SETUP_DOC), 2),
)

SHARING = (
    Kind("the office not shared", unshared("office"), ("the office", *SHARE)),
    Kind("the board not shared", unshared("board"), ("the board", *SHARE), arrives=True),
    Kind("the form not shared", unshared("form"), ("the form", *SHARE)),
    Kind("the office shared for reading only", read_only, ("the office", *SHARE)),
    Kind("the Sheets API switched off", switched_off("sheets.googleapis.com"), ("switched off", ON)),
    Kind("the Forms API switched off", switched_off("forms.googleapis.com"), ("switched off", ON)),
    Kind(
        "the office's id with a slip",
        set_to("office", lambda p: p.files["office"].id[:-1] + "_"),
        ("There is no office", "google.office"),
    ),
    Kind(
        "the board's id with a slip",
        set_to("board", lambda p: p.files["board"].id[:-1] + "_"),
        ("There is no board", "google.board"),
        arrives=True,
    ),
    Kind(
        "the form's id with a slip",
        set_to("form", lambda p: p.files["form"].id[:-1] + "_"),
        ("There is no form", "google.form"),
    ),
    Kind("no board named", set_to("board", lambda _: ""), ("google.board: blank", SETUP_DOC), 2),
    Kind(
        "a form of another team", set_to("form", other_form), ("no question that is known", "[form.titles]")
    ),
    Kind("cells protected for good", protected, ("the office", PROTECTED)),
    Kind(
        "a tab of the office renamed",
        retitled("office", "Intake", "Requests"),
        ("the tab Intake is missing", "run `setup`"),
    ),
    Kind(
        "a tab of the board renamed",
        retitled("board", "Cases", "Ours"),
        ("the tab Cases is missing", "run `setup`"),
        arrives=True,
    ),
)

ANSWERS = (
    answered("sheets answer 401", "sheets.*", NEW_KEY, status=401),
    answered("forms answer 401", "forms.*", NEW_KEY, status=401),
    answered("sheets answer 403", "sheets.*", SHARE, status=403, code="PERMISSION_DENIED"),
    answered("the form answers 404", "forms.*", ("There is no form", "google.form"), status=404),
    answered("a write answers 400", "sheets.batchUpdate", (PROTECTED,), status=400),
    answered("a write answers 409", "sheets.batchUpdate", ("did not accept",), status=409),
    answered("a write answers 413", "sheets.batchUpdate", ("did not accept",), status=413),
    answered("too many calls", "sheets.*", LATER, status=429),
    answered(
        "too many calls, to be tried tomorrow",
        "sheets.*",
        LATER,
        status=429,
        headers={"Retry-After": "86400"},
    ),
    answered("waiting time in words", "sheets.*", LATER, status=429, headers={"Retry-After": "soon"}),
    answered("sheets answer 500 with a page", "sheets.*", LATER, status=500, body="html"),
    answered("forms answer 500 with a page", "forms.*", LATER, status=500, body="html"),
    answered("sheets answer 502 with nothing", "sheets.*", LATER, status=502, body="empty"),
    answered("a refusal cut short", "sheets.*", SHARE, status=403, body="truncated"),
    answered("an answer of sheets cut short", "sheets.get", LATER, kind="truncated"),
    answered("an answer of forms cut short", "forms.*", LATER, kind="truncated"),
    answered("the line breaks in the midst of sheets", "sheets.get", LATER, kind="cut"),
    answered("the line breaks in the midst of forms", "forms.*", LATER, kind="cut"),
    answered("no line to sheets", "sheets.*", LATER, kind="drop_before"),
    answered("no line to forms", "forms.*", LATER, kind="drop_before", reset=True),
    Kind("no reads granted", without_quota("sheets read"), LATER),
    Kind("no writes granted", without_quota("sheets write"), LATER),
    Kind("no reads of the form granted", without_quota("forms expensive"), LATER),
)

REFUSED = (*SIGNING_IN, *SHARING, *ANSWERS)
