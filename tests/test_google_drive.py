"""Drive as the test server has it: files found and kept, shared with people, in folders and shared drives."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from google.oauth2.credentials import Credentials
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaInMemoryUpload

from tests.google import keys
from tests.google.admin_forms import make_form
from tests.google.clients import service
from tests.google.server import Server, serve
from tests.google.world import FOLDER, FORM, SPREADSHEET

OWNER, READER, STRANGER = "ada@example.org", "bo@example.org", "cy@example.org"


@pytest.fixture
def server() -> Iterator[Server]:
    with serve() as running:
        yield running


@pytest.fixture
def drive(server: Server) -> Iterator[Any]:
    with service(server.url, "drive") as made:
        yield made


def as_person(server: Server, email: str) -> Any:
    return service(server.url, "drive", Credentials(keys.access_token(server.world, email)))  # type: ignore[no-untyped-call]


def make(drive: Any, name: str, kind: str = SPREADSHEET, **more: Any) -> str:
    return str(drive.files().create(body={"name": name, "mimeType": kind, **more}).execute()["id"])


def reason(error: pytest.ExceptionInfo[HttpError]) -> tuple[int, str]:
    return error.value.status_code, error.value.error_details[0]["reason"]


class TestFinding:
    @pytest.fixture
    def files(self, server: Server, drive: Any) -> None:
        folder = make(drive, "Team", FOLDER)
        for day, name in enumerate(["Board", "Office", "Don't lose"], 1):
            moment = datetime(2026, 7, day, tzinfo=UTC)
            server.world.clock = lambda moment=moment: moment  # type: ignore[misc]
            make(drive, name, parents=[folder], appProperties={"kind": name.lower()})
        form = make_form(server.world, {"name": "Ask"})
        form.trashed = True

    @pytest.mark.parametrize(
        ("q", "expected"),
        [
            (f"mimeType = '{SPREADSHEET}'", ["Board", "Don't lose", "Office"]),
            (f'mimeType="{SPREADSHEET}" and name = "Don\'t lose"', ["Don't lose"]),
            (r"name = 'Don\'t lose'", ["Don't lose"]),
            ("name contains 'off'", ["Office"]),
            ("name contains 'ffice'", []),
            ("trashed = true", ["Ask"]),
            (f"mimeType contains 'vnd.google-apps' and not mimeType = '{SPREADSHEET}'", ["Ask", "Team"]),
            ("modifiedTime > '2026-07-01T12:00:00' and trashed=false", ["Don't lose", "Office", "Team"]),
            ("appProperties has { key='kind' and value='board' }", ["Board"]),
            ("'root' in parents", ["Ask", "Team"]),
            ("'person@example.org' in owners and (name='Board' or name='Team')", ["Board", "Team"]),
            ("'somebody@example.org' in owners", []),
        ],
    )
    @pytest.mark.usefixtures("files")
    def test_a_query_finds(self, drive: Any, q: str, expected: list[str]) -> None:
        found = drive.files().list(q=q, orderBy="name", fields="files(name)").execute()["files"]
        assert [file["name"] for file in found] == expected

    @pytest.mark.parametrize(
        "q", ["name", "name = ", "nmae = 'x'", "name = 'x' and", "(name = 'x'", "name ~ 'x'"]
    )
    def test_a_query_that_is_none_is_refused(self, drive: Any, q: str) -> None:
        with pytest.raises(HttpError, match="Invalid Value") as error:
            drive.files().list(q=q).execute()
        assert error.value.error_details[0]["location"] == "q"

    @pytest.mark.usefixtures("files")
    def test_pages_follow_one_another(self, drive: Any) -> None:
        names, token = [], None
        while True:
            asked = {"pageSize": 2, "orderBy": "createdTime", "fields": "nextPageToken,files(name)"}
            page = drive.files().list(pageToken=token, **asked).execute()
            names += [file["name"] for file in page["files"]]
            token = page.get("nextPageToken")
            if not token:
                break
        assert sorted(names) == ["Ask", "Board", "Don't lose", "Office", "Team"]

    def test_only_what_is_shared_is_found(self, server: Server) -> None:
        server.world.switches.strict_auth = True
        with as_person(server, OWNER) as owner, as_person(server, READER) as reader:
            shared, _ = make(owner, "shared"), make(owner, "private")
            body = {"type": "user", "role": "reader", "emailAddress": READER}
            owner.permissions().create(fileId=shared, body=body).execute()
            found = reader.files().list().execute()["files"]
            assert [file["name"] for file in found] == ["shared"]


class TestFiles:
    def test_what_is_told_unasked_is_brief(self, drive: Any) -> None:
        made = drive.files().create(body={"name": "Board", "mimeType": SPREADSHEET}).execute()
        assert made == {"kind": "drive#file", "id": made["id"], "name": "Board", "mimeType": SPREADSHEET}

    def test_a_file_that_is_not_there_is_named(self, drive: Any) -> None:
        with pytest.raises(HttpError, match=r"File not found: none\.") as error:
            drive.files().get(fileId="none").execute()
        assert reason(error) == (404, "notFound")

    def test_a_rename_shows_in_the_spreadsheet(self, server: Server, drive: Any) -> None:
        file = make(drive, "Board")
        drive.files().update(fileId=file, body={"name": "New", "appProperties": {"k": "v"}}).execute()
        with service(server.url, "sheets") as sheets:
            book = sheets.spreadsheets().get(spreadsheetId=file, fields="properties.title").execute()
        assert book == {"properties": {"title": "New"}}

    def test_a_copy_of_a_form_has_its_questions_but_no_responses(self, server: Server, drive: Any) -> None:
        items = [{"title": "Q", "questionItem": {"question": {"textQuestion": {}}}}]
        form = make_form(server.world, {"form": {"items": items}, "responses": [{"answers": {"Q": "A"}}]})
        copied = drive.files().copy(fileId=form.id, body={"name": "Again"}).execute()
        made = server.world.files[copied["id"]]
        assert (made.name, made.mime_type, made.content.items) == ("Again", FORM, form.content.items)
        assert (made.content.responses, made.content.open) == ({}, False)

    def test_an_upload_is_kept_byte_for_byte(self, drive: Any) -> None:
        content = b"\x00\r\n--\xff\n\n"
        media = MediaInMemoryUpload(content, mimetype="application/x-thing")
        made = drive.files().create(body={"name": "thing"}, media_body=media).execute()
        assert made["mimeType"] == "application/x-thing"
        assert drive.files().get_media(fileId=made["id"]).execute() == content

    def test_csv_becomes_a_spreadsheet_and_comes_out_again(self, drive: Any) -> None:
        media = MediaInMemoryUpload(b'a,b\n1,"x,y"\n', mimetype="text/csv")
        made = drive.files().create(body={"name": "S", "mimeType": SPREADSHEET}, media_body=media).execute()
        assert drive.files().export(fileId=made["id"], mimeType="text/csv").execute() == b'a,b\r\n1,"x,y"'
        with pytest.raises(HttpError, match="The requested conversion is not supported"):
            drive.files().export(fileId=made["id"], mimeType="text/nothing").execute()

    def test_deleting_a_folder_deletes_what_is_in_it(self, server: Server, drive: Any) -> None:
        folder = make(drive, "F", FOLDER)
        inner = make(drive, "I", parents=[folder])
        drive.files().delete(fileId=folder).execute()
        assert inner not in server.world.files

    def test_changes_are_told_since_a_token(self, drive: Any) -> None:
        kept, gone = make(drive, "kept"), make(drive, "gone")
        token = drive.changes().getStartPageToken().execute()["startPageToken"]
        drive.files().update(fileId=kept, body={"name": "new"}).execute()
        drive.files().delete(fileId=gone).execute()
        page = drive.changes().list(pageToken=token).execute()
        assert [(c["fileId"], c["removed"]) for c in page["changes"]] == [(kept, False), (gone, True)]
        assert drive.changes().list(pageToken=page["newStartPageToken"]).execute()["changes"] == []


class TestSharing:
    @pytest.fixture
    def strict(self, server: Server) -> None:
        server.world.switches.strict_auth = True

    @pytest.fixture
    def shared(self, server: Server, strict: None) -> str:
        with as_person(server, OWNER) as owner:
            file = make(owner, "Board")
            body = {"type": "user", "role": "reader", "emailAddress": READER}
            owner.permissions().create(fileId=file, body=body).execute()
            return file

    def test_a_stranger_is_told_that_there_is_no_such_file(self, server: Server, shared: str) -> None:
        with as_person(server, STRANGER) as drive, pytest.raises(HttpError) as error:
            drive.files().get(fileId=shared).execute()
        assert reason(error) == (404, "notFound")

    def test_a_reader_may_not_write_or_share(self, server: Server, shared: str) -> None:
        with as_person(server, READER) as drive:
            assert drive.files().get(fileId=shared).execute()["name"] == "Board"
            body = {"type": "anyone", "role": "reader"}
            for asked in (
                drive.files().update(fileId=shared, body={"name": "x"}),
                drive.files().delete(fileId=shared),
                drive.permissions().create(fileId=shared, body=body),
            ):
                with pytest.raises(HttpError) as error:
                    asked.execute()
                assert reason(error) == (403, "insufficientFilePermissions")

    def test_a_role_is_changed_and_taken_away(self, server: Server, shared: str) -> None:
        fields = "permissions(id,emailAddress,role)"
        with as_person(server, OWNER) as drive, as_person(server, READER) as reader:
            listed = drive.permissions().list(fileId=shared, fields=fields).execute()["permissions"]
            roles = {one["emailAddress"]: one for one in listed}
            assert {address: one["role"] for address, one in roles.items()} == {
                OWNER: "owner",
                READER: "reader",
            }
            one = roles[READER]["id"]
            drive.permissions().update(fileId=shared, permissionId=one, body={"role": "writer"}).execute()
            reader.files().update(fileId=shared, body={"name": "Mine"}).execute()
            drive.permissions().delete(fileId=shared, permissionId=one).execute()
            with pytest.raises(HttpError, match="File not found"):
                reader.files().get(fileId=shared).execute()
            with pytest.raises(HttpError, match=f"Permission not found: {one}"):
                drive.permissions().get(fileId=shared, permissionId=one).execute()

    def test_a_long_list_of_people_comes_in_pages(self, drive: Any) -> None:
        file = make(drive, "Board")
        for number in range(4):
            body = {"type": "user", "role": "reader", "emailAddress": f"p{number}@example.org"}
            drive.permissions().create(fileId=file, body=body).execute()
        first = drive.permissions().list(fileId=file, pageSize=3).execute()
        second = drive.permissions().list(fileId=file, pageSize=3, pageToken=first["nextPageToken"]).execute()
        assert (len(first["permissions"]), len(second["permissions"])) == (3, 2)
        assert "nextPageToken" not in second

    def test_an_address_without_an_account_must_be_notified(self, drive: Any) -> None:
        file, body = (
            make(drive, "Board"),
            {"type": "user", "role": "reader", "emailAddress": "x@nowhere.invalid"},
        )
        create = drive.permissions().create
        with pytest.raises(HttpError, match="there is no Google account associated") as error:
            create(fileId=file, body=body, sendNotificationEmail=False).execute()
        assert reason(error) == (400, "invalidSharingRequest")
        assert create(fileId=file, body=body).execute()["role"] == "reader"

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            ({"role": "reader"}, (400, "required")),
            ({"type": "user", "role": "boss", "emailAddress": READER}, (400, "invalid")),
            ({"type": "user", "role": "reader", "emailAddress": "nobody"}, (400, "invalid")),
            ({"type": "user", "role": "owner", "emailAddress": READER}, (403, "forbidden")),
        ],
    )
    def test_a_permission_that_cannot_be_is_refused(self, drive: Any, body: Any, expected: Any) -> None:
        file = make(drive, "Board")
        with pytest.raises(HttpError) as error:
            drive.permissions().create(fileId=file, body=body).execute()
        assert reason(error) == expected

    def test_ownership_is_handed_over(self, server: Server, shared: str) -> None:
        body = {"type": "user", "role": "owner", "emailAddress": READER}
        with as_person(server, OWNER) as drive:
            drive.permissions().create(fileId=shared, body=body, transferOwnership=True).execute()
            assert drive.files().get(fileId=shared, fields="owners(emailAddress)").execute() == {
                "owners": [{"emailAddress": READER}]
            }
            with pytest.raises(HttpError) as error:
                drive.files().delete(fileId=shared).execute()
        assert reason(error) == (403, "insufficientFilePermissions")

    @pytest.mark.usefixtures("strict")
    def test_a_folders_rights_hold_for_what_is_in_it(self, server: Server) -> None:
        with as_person(server, OWNER) as owner, as_person(server, READER) as reader:
            folder = make(owner, "F", FOLDER)
            inner = make(owner, "I", parents=[folder])
            body = {"type": "user", "role": "writer", "emailAddress": READER}
            owner.permissions().create(fileId=folder, body=body).execute()
            assert reader.files().update(fileId=inner, body={"name": "Mine"}).execute()["name"] == "Mine"

    @pytest.mark.usefixtures("strict")
    def test_a_shared_drive_owns_what_is_moved_into_it(self, server: Server) -> None:
        with as_person(server, OWNER) as drive:
            team = drive.drives().create(requestId="1", body={"name": "Team"}).execute()["id"]
            file = make(drive, "Board")
            moved = drive.files().update(
                fileId=file, addParents=team, supportsAllDrives=True, fields="driveId,parents"
            )
            assert moved.execute() == {"driveId": team, "parents": [team]}
            assert server.world.files[file].owner == ""
            found = (
                drive.files().list(driveId=team, corpora="drive", includeItemsFromAllDrives=True).execute()
            )
            assert [one["id"] for one in found["files"]] == [file]


def test_about_tells_who_asks_and_needs_fields(drive: Any) -> None:
    assert drive.about().get(fields="user(emailAddress)").execute() == {
        "user": {"emailAddress": "person@example.org"}
    }
    with pytest.raises(HttpError, match="The 'fields' parameter is required for this method"):
        drive.about().get().execute()
