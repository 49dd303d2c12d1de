"""Forms as the test server has it: making, publishing and changing a form, and reading its responses."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
from googleapiclient.errors import HttpError

from tests.google.admin_forms import make_form
from tests.google.clients import service
from tests.google.server import Server, serve

CREATED, EDITED = "2026-07-01T10:00:00.000000001Z", "2026-07-02T10:00:00Z"


@pytest.fixture
def server() -> Iterator[Server]:
    with serve() as running:
        yield running


@pytest.fixture
def forms(server: Server) -> Iterator[Any]:
    with service(server.url, "forms") as made:
        yield made.forms()


@pytest.fixture
def http() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        yield session


@pytest.fixture
def form_id(forms: Any) -> str:
    return str(forms.create(body={"info": {"title": "Ask us", "documentTitle": "Form"}}).execute()["formId"])


def item(title: str, **question: Any) -> Any:
    return {"title": title, "questionItem": {"question": question or {"textQuestion": {}}}}


def choice(*values: str, kind: str = "RADIO", other: bool = False) -> Any:
    options: list[Any] = [{"value": value} for value in values]
    return {"choiceQuestion": {"type": kind, "options": options + [{"isOther": True}] * other}}


def create(made: Any, index: int = 0) -> Any:
    return {"createItem": {"item": made, "location": {"index": index}}}


def change(forms: Any, form_id: str, *asked: Any, **more: Any) -> Any:
    return forms.batchUpdate(formId=form_id, body={"requests": asked, **more}).execute()


def refusal(forms: Any, form_id: str, *asked: Any, **more: Any) -> str:
    with pytest.raises(HttpError) as error:
        change(forms, form_id, *asked, **more)
    assert error.value.status_code == 400
    return str(error.value.reason)


def titles(forms: Any, form_id: str) -> list[str]:
    return [one["title"] for one in forms.get(formId=form_id).execute().get("items", [])]


class TestCreating:
    def test_a_form_is_unpublished_until_it_is_published(self, forms: Any, form_id: str) -> None:
        assert forms.get(formId=form_id).execute()["publishSettings"] == {"publishState": {}}
        state = {"publishState": {"isPublished": True, "isAcceptingResponses": True}}
        answer = forms.setPublishSettings(formId=form_id, body={"publishSettings": state}).execute()
        assert answer == {"formId": form_id, "publishSettings": state}
        assert forms.get(formId=form_id).execute()["publishSettings"] == state

    def test_only_titles_are_taken(self, forms: Any) -> None:
        for body in (
            {"info": {"title": "T", "description": "D"}},
            {"info": {"title": "T"}, "items": [item("Q")]},
        ):
            with pytest.raises(HttpError, match=r"Only info\.title can be set when creating a form\."):
                forms.create(body=body).execute()

    def test_the_documents_title_is_its_name_on_drive(self, server: Server, forms: Any, form_id: str) -> None:
        assert server.world.files[form_id].name == "Form"
        info = forms.get(formId=form_id).execute()["info"]
        assert info == {"title": "Ask us", "documentTitle": "Form"}

    def test_nobody_can_answer_before_it_is_published(
        self, server: Server, http: requests.Session, form_id: str
    ) -> None:
        answer = http.post(f"{server.url}/admin/forms/{form_id}/responses", json={"answers": {}}, timeout=10)
        assert answer.status_code == 400


class TestChanging:
    def test_items_are_made_moved_changed_and_deleted(self, forms: Any, form_id: str) -> None:
        answer = change(forms, form_id, create(item("One")), create(item("Two"), 1), create(item("Three"), 2))
        made = [reply["createItem"] for reply in answer["replies"]]
        assert all(len(one["itemId"]) == 8 and len(one["questionId"]) == 1 for one in made)
        moved = {"moveItem": {"originalLocation": {"index": 2}, "newLocation": {"index": 0}}}
        renamed = {"updateItem": {"item": {"title": "Uno"}, "location": {"index": 1}, "updateMask": "title"}}
        change(forms, form_id, moved, renamed, {"deleteItem": {"location": {"index": 2}}})
        assert titles(forms, form_id) == ["Three", "Uno"]

    def test_a_change_keeps_ids_unless_the_mask_names_them(self, forms: Any, form_id: str) -> None:
        given = item("Q", textQuestion={}, questionId="000000aa") | {"itemId": "000000bb"}
        change(forms, form_id, create(given))
        required = {"questionItem": {"question": {"required": True}}}
        location = {"index": 0}
        update = {"item": required, "location": location, "updateMask": "questionItem.question.required"}
        change(forms, form_id, {"updateItem": update})
        kept = forms.get(formId=form_id).execute()["items"][0]
        assert (kept["itemId"], kept["questionItem"]["question"]["questionId"]) == ("000000bb", "000000aa")
        assert kept["questionItem"]["question"]["required"] is True
        change(forms, form_id, {"updateItem": {"item": item("Q"), "location": location, "updateMask": "*"}})
        assert forms.get(formId=form_id).execute()["items"][0]["itemId"] != "000000bb"

    def test_all_of_a_batch_is_done_or_nothing(self, forms: Any, form_id: str) -> None:
        before = forms.get(formId=form_id).execute()
        assert "requests[1].createItem" in refusal(forms, form_id, create(item("A")), create(item("B"), 5))
        assert forms.get(formId=form_id).execute() == before

    @pytest.mark.parametrize("name", ["requiredRevisionId", "targetRevisionId"])
    def test_a_stale_revision_is_refused(self, forms: Any, form_id: str, name: str) -> None:
        stale = forms.get(formId=form_id).execute()["revisionId"]
        latest = change(forms, form_id, create(item("A")), writeControl={name: stale})["writeControl"]
        assert stale in refusal(forms, form_id, create(item("B")), writeControl={name: stale})
        answer = change(forms, form_id, create(item("B")), writeControl=latest, includeFormInResponse=True)
        assert [one["title"] for one in answer["form"]["items"]] == ["B", "A"]

    def test_what_is_false_or_zero_is_not_sent(self, forms: Any, form_id: str) -> None:
        change(forms, form_id, create(item("Q", scaleQuestion={"low": 0, "high": 5}, required=False)))
        question = forms.get(formId=form_id).execute()["items"][0]["questionItem"]["question"]
        assert question["scaleQuestion"] == {"high": 5}
        assert "required" not in question

    @pytest.mark.parametrize(
        ("made", "words"),
        [
            (item("Q", **choice("A", "A")), "Duplicate option"),
            (item("Q", **choice("A\nB")), "Displayed text cannot contain newlines"),
            (item("Q\nR"), "Displayed text cannot contain newlines"),
            (item("Q", **choice("A", kind="DROP_DOWN", other=True)), "isOther"),
            (
                item("Q", choiceQuestion={"type": "RADIO", "options": [{"value": "x", "isOther": True}]}),
                "isOther",
            ),
            (item("Q", choiceQuestion={"type": "RADIO", "options": []}), "options"),
            (item("Q", choiceQuestion={"options": [{"value": "A"}]}), "type"),
            (item("Q", scaleQuestion={"low": 2, "high": 5}), "scale"),
            (item("Q", fileUploadQuestion={"folderId": "x"}), "not supported"),
            (item("Q", textQuestion={}, dateQuestion={}), "Exactly one kind"),
            (item("Q", textQuestion={}, questionId="not hex"), "hexadecimal"),
            ({"title": "nothing"}, "Exactly one kind"),
        ],
    )
    def test_an_item_that_cannot_be_is_refused(self, forms: Any, form_id: str, made: Any, words: str) -> None:
        assert words in refusal(forms, form_id, create(made))

    def test_an_id_is_given_only_once(self, forms: Any, form_id: str) -> None:
        change(forms, form_id, create(item("Q", textQuestion={}, questionId="000000aa")))
        assert "already in use" in refusal(forms, form_id, create({"itemId": "000000aa", "textItem": {}}))

    def test_an_option_leads_to_a_section_that_is_there(self, forms: Any, form_id: str) -> None:
        jump = {"type": "RADIO", "options": [{"value": "A", "goToSectionId": "0000000c"}]}
        asked, section = (
            item("Q", choiceQuestion=jump),
            {"itemId": "0000000c", "title": "S", "pageBreakItem": {}},
        )
        assert "goToSectionId" in refusal(forms, form_id, create(asked))
        change(forms, form_id, create(section), create(asked))
        change(forms, form_id, {"deleteItem": {"location": {"index": 1}}})
        options = forms.get(formId=form_id).execute()["items"][0]["questionItem"]["question"][
            "choiceQuestion"
        ]
        assert options["options"] == [{"value": "A"}]

    def test_the_description_and_settings_are_changed(self, forms: Any, form_id: str) -> None:
        info = {"updateFormInfo": {"info": {"description": "D"}, "updateMask": "description"}}
        settings = {"settings": {"emailCollectionType": "VERIFIED"}, "updateMask": "emailCollectionType"}
        change(forms, form_id, info, {"updateSettings": settings})
        form = forms.get(formId=form_id).execute()
        assert (form["info"]["description"], form["settings"]) == ("D", {"emailCollectionType": "VERIFIED"})
        without_mask = {"updateFormInfo": {"info": {"description": "E"}}}
        assert "mask" in refusal(forms, form_id, without_mask)


@pytest.fixture
def answered(server: Server) -> str:
    """Three responses a minute apart; the first was edited a day later."""
    questions = [
        item("Name", textQuestion={}, questionId="0000000a"),
        item("Who", **choice("A", "B", other=True)),
    ]
    answers = [
        {"answers": {"Name": f"N{n}", "Who": "B"}, "at": f"2026-07-01T10:0{n}:00.000000001Z"}
        for n in range(3)
    ]
    file = make_form(server.world, {"form": {"items": questions}, "responses": answers})
    first = next(iter(file.content.responses))
    edit = {"answers": {"Name": "Nell", "Who": ["A", "somebody"]}, "at": EDITED}
    requests.patch(f"{server.url}/admin/forms/{file.id}/responses/{first}", json=edit, timeout=10)
    return file.id


def names(page: Any) -> list[str]:
    texts = [one["answers"]["0000000a"]["textAnswers"]["answers"] for one in page.get("responses", [])]
    return [text[0]["value"] for text in texts]


def listed(forms: Any, form_id: str, **asked: Any) -> list[str]:
    return names(forms.responses().list(formId=form_id, **asked).execute())


class TestResponses:
    def test_no_responses_are_an_empty_answer(self, forms: Any, form_id: str) -> None:
        assert forms.responses().list(formId=form_id).execute() == {}

    def test_a_response_says_when_it_was_sent_and_last_changed(self, forms: Any, answered: str) -> None:
        edited = forms.responses().list(formId=answered).execute()["responses"][-1]
        assert (edited["createTime"], edited["lastSubmittedTime"]) == (CREATED, EDITED)
        assert not {"formId", "respondentEmail"} & edited.keys()
        other = [one for key, one in edited["answers"].items() if key != "0000000a"]
        assert other[0]["textAnswers"]["answers"] == [{"value": "A"}, {"value": "somebody"}]
        got = forms.responses().get(formId=answered, responseId=edited["responseId"]).execute()
        assert got == edited | {"formId": answered}

    def test_what_was_not_answered_is_absent(self, server: Server, forms: Any, answered: str) -> None:
        url = f"{server.url}/admin/forms/{answered}/responses"
        response = requests.post(url, json={"answers": {"Name": "", "Who": []}}, timeout=10).json()
        got = forms.responses().get(formId=answered, responseId=response["responseId"]).execute()
        assert "answers" not in got

    def test_pages_follow_one_another(self, forms: Any, answered: str) -> None:
        first = forms.responses().list(formId=answered, pageSize=2).execute()
        token = first["nextPageToken"]
        second = forms.responses().list(formId=answered, pageSize=2, pageToken=token).execute()
        assert names(first) + names(second) == ["N1", "N2", "Nell"]
        assert "nextPageToken" not in second
        with pytest.raises(HttpError, match="invalid argument"):
            listed(forms, answered, pageToken=token, filter=f"timestamp > {CREATED}")

    @pytest.mark.parametrize(
        ("filtered", "sign", "time", "expected"),
        [
            ("created", ">=", CREATED, ["N1", "N2", "Nell"]),
            ("created", ">", CREATED, ["N1", "N2"]),
            ("created", ">", "2026-07-01T10:02:00Z", ["N2"]),
            ("created", ">", EDITED, []),
            ("submitted", ">", "2026-07-01T10:02:00Z", ["N2", "Nell"]),
            ("submitted", ">=", EDITED, ["Nell"]),
            ("submitted", ">", EDITED, []),
        ],
    )
    def test_the_filter_tests_the_time_that_it_is_switched_to(
        self,
        server: Server,
        forms: Any,
        answered: str,
        filtered: str,
        sign: str,
        time: str,
        expected: list[str],
    ) -> None:
        server.world.switches.forms_filter = filtered
        assert listed(forms, answered, filter=f"timestamp {sign} {time}") == expected

    @pytest.mark.parametrize(
        "text", ["timestamp < 2026-07-01T10:00:00Z", "timestamp > 2026-07-01", "name = 'x'"]
    )
    def test_any_other_filter_is_refused(self, forms: Any, answered: str, text: str) -> None:
        with pytest.raises(HttpError, match="400"):
            listed(forms, answered, filter=text)

    def test_the_order_can_be_any(self, server: Server, forms: Any, answered: str) -> None:
        server.world.switches.forms_order = "reversed"
        assert listed(forms, answered) == ["Nell", "N2", "N1"]
        server.world.switches.forms_order = "shuffled"
        assert sorted(listed(forms, answered)) == ["N1", "N2", "Nell"]

    def test_addresses_are_told_only_where_they_are_collected(self, server: Server, forms: Any) -> None:
        form = {"settings": {"emailCollectionType": "RESPONDER_INPUT"}, "items": [item("Name")]}
        answer = {"answers": {"Name": "Ada"}, "email": "ada@example.org"}
        file = make_form(server.world, {"form": form, "responses": [answer]})
        assert (
            forms.responses().list(formId=file.id).execute()["responses"][0]["respondentEmail"]
            == "ada@example.org"
        )

    def test_a_deleted_response_is_gone(self, server: Server, forms: Any, answered: str) -> None:
        first = forms.responses().list(formId=answered).execute()["responses"][0]["responseId"]
        requests.delete(f"{server.url}/admin/forms/{answered}/responses/{first}", timeout=10)
        with pytest.raises(HttpError, match=r"Requested entity was not found\."):
            forms.responses().get(formId=answered, responseId=first).execute()


def test_a_watch_ends_after_a_week_unless_renewed(server: Server, forms: Any, form_id: str) -> None:
    server.world.clock = lambda: datetime(2026, 7, 1, tzinfo=UTC)
    watch = {"eventType": "RESPONSES", "target": {"topic": {"topicName": "projects/p/topics/t"}}}
    made = forms.watches().create(formId=form_id, body={"watch": watch}).execute()
    assert made["expireTime"] == "2026-07-08T00:00:00Z"
    server.world.clock = lambda: datetime(2026, 7, 2, tzinfo=UTC)
    renewed = forms.watches().renew(formId=form_id, watchId=made["id"], body={}).execute()
    assert renewed["expireTime"] == "2026-07-09T00:00:00Z"
    forms.watches().delete(formId=form_id, watchId=made["id"]).execute()
    assert forms.watches().list(formId=form_id).execute() == {}
