"""The admin paths: the world seen and changed from outside of Google's interfaces. JSON in and out,
no credentials; never struck by faults, delayed, or counted.

    GET    /admin/world                     files in brief: id, name, type, owner, permissions
    POST   /admin/seed                      {"accounts", "switches", "spreadsheets": […], "forms": […],
                                             "drives": […]}, each as the paths below take them
    POST   /admin/reset                     an empty world, no faults, no log
    POST   /admin/save                      {"path"}: the state written to a file, as --state does
    PATCH  /admin/switches                  forms_filter, forms_order, metadata_follows_sort,
                                            strict_auth, latency_ms; answers with all
    PATCH  /admin/clock                     {"at": RFC 3339} stands still, {"offset": seconds} runs ahead,
                                            {} real again; {"tokens": seconds} moves the tokens' clock only
    PATCH  /admin/accounts                  person, denies, not_google: […], disabled: {project: [API, …]}
    POST   /admin/keys/service-account      {"name", "project"}: a key file
    POST   /admin/keys/client               {"project"}: client secrets of an installed app
    POST   /admin/keys/user                 {"email", "scopes"}: an authorised user
    POST   /admin/tokens/revoke             {"email"}: all tokens of an account
    POST   /admin/drives                    {"name", "members": {address: role}}: a shared drive
    POST   /admin/files/ID/share            {"email" or "domain", "role", "type"}; no address: anyone
    POST   /admin/files/ID/unshare          the same, or {} for everyone but the owner
    PATCH  /admin/files/ID                  name, owner, trashed, parents; apps: [project, …] that may use
                                            it with drive.file, those that made it besides
    DELETE /admin/files/ID

    POST   /admin/forms                     {"owner", "name", "id", "form": as forms.get gives it,
                                             "responses": […]}; published unless publishSettings say no
    PATCH  /admin/forms/ID                  published, accepting, legacy, "form": new items and title
    GET    /admin/forms/ID/responses        all, in the order of arrival
    POST   /admin/forms/ID/responses        {"answers": {title or question id: value or list}, "at", "email",
                                             "force"}, or a list of such
    PATCH  /admin/forms/ID/responses/ID     {"answers", "at"}: edited by the person
    DELETE /admin/forms/ID/responses/ID

    POST   /admin/spreadsheets              {"owner", "name", "id", "tabs": {title: rows}}
    GET    /admin/spreadsheets/ID           {tab: rows}; ?values=shown (default), raw or formulas
    POST   /admin/spreadsheets/ID/EDIT      as a person; "tab" the first unless said, "as" an address whose
                                            rights are checked, rows and columns counted from 0:
           type    {"cell", "value"}        paste   {"cell", "rows"}
           sort    {"column" or "by": [{"column", "descending"}], "descending", "start", "end"}
           insert  {"start", "end", "dimension": ROWS or COLUMNS}          delete: the same
           move    … and "to"               hide    … and "hidden": false to show
           filter  {"hidden": {column: [value, …]}}, null for none
           header  {"old", "new"}           tab     {"old", "new"}
           batch   {"requests": as batchUpdate takes them}

    POST   /admin/faults                    one fault or a list, see faults.Fault
    GET    /admin/faults                    those still planned; DELETE forgets them
    GET    /admin/calls                     total, counts by method and status, every call; DELETE
    PATCH  /admin/quota                     {"enforced", "limits": {"sheets read": [per user, per project]}}
"""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.google import admin_forms, admin_sheets, faults, keys, state
from tests.google.drive_people import permission, permission_id
from tests.google.wire import ApiError, Json, Request, Route
from tests.google.world import FOLDER, File, World

FILE = r"/admin/files/(?P<fileId>[^/]+)"


def seeded(world: World, seed: Json) -> Json:
    """The ids of what was made."""
    _set(world.accounts, seed.get("accounts") or {})
    _set(world.switches, seed.get("switches") or {})
    made: dict[str, list[str]] = {"drives": [_make_drive(world, d).id for d in seed.get("drives", ())]}
    for kind, make in (("spreadsheets", admin_sheets.make_spreadsheet), ("forms", admin_forms.make_form)):
        made[kind] = []
        for given in seed.get(kind, ()):
            file = make(world, given)
            for share in given.get("share", ()):
                _give(world, file, share)
            made[kind].append(file.id)
    return made


def _set(target: object, values: Json) -> None:
    for name, value in values.items():
        if not hasattr(target, name):
            raise ApiError(400, f"There is no {name!r}.")
        setattr(target, name, value)


def _world(request: Request) -> Json:
    files = request.world.files.values()
    return {"files": [_brief(file) for file in files]}


def _brief(file: File) -> Json:
    shown = {"id": file.id, "name": file.name, "mimeType": file.mime_type, "owner": file.owner}
    times = {
        "created": file.created.isoformat(),
        "modified": file.modified.isoformat(),
        "version": file.version,
    }
    return {
        **shown,
        **times,
        "trashed": file.trashed,
        "parents": file.parents,
        "permissions": file.permissions,
    }


def _seed(request: Request) -> Json:
    return seeded(request.world, request.body or {})


def _reset(request: Request) -> Json:
    world, fresh = request.world, World()
    for name in (*state.KEPT, "clock"):
        setattr(world, name, getattr(fresh, name))
    world.faults.clear()
    world.calls.reset()
    world.quota.reset()
    return {}


def _save(request: Request) -> Json:
    state.save(request.world, Path(request.body["path"]))
    return {}


def _switches(request: Request) -> Json:
    _set(request.world.switches, request.body or {})
    return asdict(request.world.switches)


def _clock(request: Request) -> Json:
    world, body = request.world, request.body or {}
    if "tokens" in body:
        world.accounts.clock_shift = float(body["tokens"])
    elif "at" in body:
        set_clock(world, datetime.fromisoformat(body["at"]))
    else:
        shift = timedelta(seconds=float(body.get("offset", 0)))
        world.clock = lambda: datetime.now(UTC) + shift
    return {"now": world.clock().isoformat()}


def set_clock(world: World, moment: datetime) -> None:
    """It stands still there."""
    world.clock = lambda: moment


def _accounts(request: Request) -> Json:
    accounts = request.world.accounts
    _set(accounts, request.body or {})
    return {name: getattr(accounts, name) for name in ("person", "denies", "not_google", "disabled")}


def _service_account(request: Request) -> Json:
    return keys.service_account(request.world, request.base, **(request.body or {}))


def _client(request: Request) -> Json:
    return keys.client_secrets(request.world, request.base, **(request.body or {}))


def _user(request: Request) -> Json:
    body = dict(request.body or {})
    scopes = tuple(body.pop("scopes", keys.SCOPES))
    return keys.authorized_user(request.world, request.base, body["email"], scopes)


def _revoke(request: Request) -> Json:
    accounts, email = request.world.accounts, request.body["email"]
    for tokens in (accounts.access, accounts.refresh):
        for token in [t for t, grant in tokens.items() if grant.email == email]:
            del tokens[token]
    return {}


def _make_drive(world: World, given: Json) -> File:
    drive = File(given.get("id") or world.new_id(19), given["name"], FOLDER, "", None, extra={"drive": True})
    members = given.get("members") or {world.accounts.person: "organizer"}
    drive.permissions = [permission("user", role, address) for address, role in members.items()]
    return world.add(drive)


def _drive(request: Request) -> Json:
    return {"id": _make_drive(request.world, request.body).id}


def _file(request: Request) -> File:
    file = request.world.files.get(request.path["fileId"])
    if file is None:
        raise ApiError(404, "There is no such file.")
    return file


def _share(request: Request) -> Json:
    _give(request.world, _file(request), request.body or {})
    return _brief(_file(request))


def _kind(given: Json) -> tuple[str, str]:
    if given.get("domain"):
        return "domain", given["domain"]
    return given.get("type", "user" if given.get("email") else "anyone"), given.get("email", "")


def _give(world: World, file: File, given: Json) -> None:
    made = permission(_kind(given)[0], given.get("role", "writer"), _kind(given)[1])
    file.permissions = [p for p in file.permissions if p["id"] != made["id"]] + [made]
    world.note(file)


def _unshare(request: Request) -> Json:
    file, body = _file(request), request.body or {}
    gone = permission_id(*_kind(body)) if body else None
    file.permissions = [p for p in file.permissions if gone and p["id"] != gone]
    request.world.note(file)
    return _brief(file)


def _change(request: Request) -> Json:
    file, body = _file(request), dict(request.body or {})
    if "name" in body:
        from tests.google.contents import rename

        rename(file, body.pop("name"))
    _set(file, body)
    request.world.note(file)
    return _brief(file)


def _delete(request: Request) -> Json:
    file = _file(request)
    request.world.note(file)
    del request.world.files[file.id]
    return {}


def _plan(request: Request) -> Json:
    try:
        planned = faults.from_json(request.body)
    except (TypeError, ValueError) as error:
        raise ApiError(400, str(error)) from error
    request.world.faults.plan += planned
    return _planned(request)


def _planned(request: Request) -> Json:
    return {"faults": [asdict(fault) for fault in request.world.faults.plan]}


def _forget(request: Request) -> Json:
    request.world.faults.clear()
    return {}


def _calls(request: Request) -> Json:
    return request.world.calls.as_json()


def _forget_calls(request: Request) -> Json:
    request.world.calls.reset()
    return {}


def _quota(request: Request) -> Json:
    quota, body = request.world.quota, request.body or {}
    quota.enforced = bool(body.get("enforced", quota.enforced))
    for name, (per_user, per_project) in body.get("limits", {}).items():
        if name not in quota.limits:
            raise ApiError(400, f"Limits are {', '.join(quota.limits)}.")
        quota.limits[name] = replace(quota.limits[name], per_user=per_user, per_project=per_project)
    quota.reset()
    limits = {name: [limit.per_user, limit.per_project] for name, limit in quota.limits.items()}
    return {"enforced": quota.enforced, "limits": limits}


ROUTES = [
    Route("GET", "/admin/world", _world),
    Route("POST", "/admin/seed", _seed),
    Route("POST", "/admin/reset", _reset),
    Route("POST", "/admin/save", _save),
    Route("PATCH", "/admin/switches", _switches),
    Route("PATCH", "/admin/clock", _clock),
    Route("PATCH", "/admin/accounts", _accounts),
    Route("POST", "/admin/keys/service-account", _service_account),
    Route("POST", "/admin/keys/client", _client),
    Route("POST", "/admin/keys/user", _user),
    Route("POST", "/admin/tokens/revoke", _revoke),
    Route("POST", "/admin/drives", _drive),
    Route("POST", FILE + "/share", _share),
    Route("POST", FILE + "/unshare", _unshare),
    Route("PATCH", FILE, _change),
    Route("DELETE", FILE, _delete),
    Route("POST", "/admin/faults", _plan),
    Route("GET", "/admin/faults", _planned),
    Route("DELETE", "/admin/faults", _forget),
    Route("GET", "/admin/calls", _calls),
    Route("DELETE", "/admin/calls", _forget_calls),
    Route("PATCH", "/admin/quota", _quota),
    *admin_forms.ROUTES,
    *admin_sheets.ROUTES,
]
