"""The line to a mail server: encrypted and checked, or nothing is sent; what was not taken is told."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from automations.core.mail.letters import Letter
from automations.errors import MailError, MailRefused
from automations.platforms.mail import server as mail_server
from automations.platforms.mail.message import message
from automations.platforms.mail.password import password
from automations.platforms.mail.server import MailServer
from tests.mail_server import PASSWORD, USER, MailPlace, page, plain_text, serving

NOW = datetime(2026, 11, 10, 17, tzinfo=UTC)


def letter(number: int = 1, to: str = "") -> Letter:
    return Letter(
        f"letter-{number}", to or f"someone{number}@example.org", "Subject", "Text  \n", "<p>Text</p>"
    )


def line(mail: MailPlace, security: str = "STARTTLS", key: str = PASSWORD, user: str = USER) -> MailServer:
    return MailServer("localhost", mail.port, security, user, USER, lambda: key, lambda: NOW)


def test_a_mail_arrives_in_text_and_html_once_for_its_one_reader(mail: MailPlace) -> None:
    assert line(mail).send([letter()]) == {}
    (found,) = mail.post.mails
    assert (found["To"], found["From"], found["Subject"]) == ("someone1@example.org", USER, "Subject")
    assert (plain_text(found), page(found).strip()) == ("Text  \r\n", "<p>Text</p>")
    assert found["Auto-Submitted"] == "auto-generated"
    assert not {"Cc", "Bcc", "X-Mailer", "User-Agent"} & set(found.keys())


def test_the_same_letter_has_the_same_id_when_it_is_sent_again(mail: MailPlace) -> None:
    for one in (letter(), letter(), letter(2)):
        line(mail).send([one])
    first, again, other = (mail["Message-ID"] for mail in mail.post.mails)
    assert first == again != other


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailPlace]:
    with serving(tmp_path, "TLS") as served:
        monkeypatch.setenv("SSL_CERT_FILE", str(served.authority))
        yield served


def test_a_line_may_be_encrypted_from_its_beginning(tls: MailPlace) -> None:
    assert line(tls, "TLS", user="").send([letter()]) == {}
    assert tls.post.to == ["someone1@example.org"]


def failures(failed: dict[str, MailError]) -> set[str]:
    return {str(error) for error in failed.values()}


def test_nothing_is_sent_to_a_server_whose_certificate_nobody_vouches_for(
    mail: MailPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    (told,) = failures(dict(line(mail).send([letter(), letter(2)])))
    assert "certificate" in told
    assert not mail.post.mails


def test_nothing_is_sent_to_a_server_with_another_s_certificate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(tmp_path, name="elsewhere.example.org") as served:
        monkeypatch.setenv("SSL_CERT_FILE", str(served.authority))
        (told,) = failures(dict(line(served).send([letter()])))
        assert "certificate" in told
        assert not served.post.mails


def test_nothing_is_sent_over_an_open_line(
    mail: MailPlace, tls: MailPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_server, "SECONDS", 1)
    for one in (line(mail, "TLS"), line(tls, "STARTTLS")):
        assert len(one.send([letter()])) == 1
    assert not mail.post.mails
    assert not tls.post.mails


def test_a_wrong_password_is_told_and_not_shown(mail: MailPlace) -> None:
    (told,) = failures(dict(line(mail, key="a wrong secret").send([letter()])))
    assert "user and password" in told
    assert "secret" not in told


def test_an_address_that_is_refused_keeps_nobody_else_from_their_mail(mail: MailPlace) -> None:
    mail.post.refusing["someone2@example.org"] = "550 5.1.1 <someone2@example.org> who?"
    failed = line(mail).send([letter(1), letter(2), letter(3)])
    assert mail.post.to == ["someone1@example.org", "someone3@example.org"]
    assert list(failed) == ["letter-2"]
    assert isinstance(failed["letter-2"], MailRefused)
    assert "someone2" not in str(failed["letter-2"])


@pytest.mark.parametrize(
    ("fault", "for_good"),
    [("452 4.2.2 full", False), ("451 later", False), ("552 5.2.2 full", True), ("554 spam", True)],
)
def test_what_is_not_taken_now_and_what_never_will_be_are_told_apart(
    mail: MailPlace, fault: str, for_good: bool
) -> None:
    mail.post.faults += [fault]
    failed = line(mail).send([letter(1), letter(2)])
    assert mail.post.to == ["someone2@example.org"]
    assert isinstance(failed["letter-1"], MailRefused) is for_good
    assert fault[:3] in str(failed["letter-1"])


@pytest.mark.parametrize("fault", ["drop", "421 closing down"])
def test_a_line_that_breaks_is_made_anew_for_the_next_mail(mail: MailPlace, fault: str) -> None:
    mail.post.faults += [fault]
    failed = line(mail).send([letter(1), letter(2)])
    assert list(failed) == ["letter-1"]
    assert not isinstance(failed["letter-1"], MailRefused)
    assert mail.post.to == ["someone2@example.org"]


def test_a_server_that_says_nothing_is_given_up(mail: MailPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_server, "SECONDS", 0.3)
    mail.post.faults += ["slow"]
    failed = line(mail).send([letter(1), letter(2)])
    assert list(failed) == ["letter-1"]
    assert mail.post.to == ["someone2@example.org"]


def test_a_server_that_is_not_there_is_told_for_all(mail: MailPlace) -> None:
    nowhere = MailServer("localhost", 1, "STARTTLS", USER, USER, lambda: PASSWORD, lambda: NOW)
    failed = nowhere.send([letter(1), letter(2)])
    assert list(failed) == ["letter-1", "letter-2"]
    assert "no reaching" in str(failed["letter-1"])


@pytest.mark.parametrize(
    "address",
    [
        "a@example.org\nBcc: b@example.org", "a@example.org\r\n\r\nText", "a@example.org, b@example.org",
        "Name <a@example.org>", "a@exa mple.org", "no address", "",
    ],
)  # fmt: skip
def test_no_address_smuggles_anything_into_a_mail(mail: MailPlace, address: str) -> None:
    failed = line(mail).send([Letter("x", address or " ", "Subject", "Text", "<p>Text</p>")])
    assert isinstance(failed["x"], MailRefused)
    assert not mail.post.mails


def test_mails_of_one_wording_are_of_one_length() -> None:
    sizes = {len(bytes(message(letter(number), USER, NOW))) for number in range(10)}
    assert len(sizes) == 1


def test_the_password_comes_from_the_environment_or_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring
    from keyring.backends.fail import Keyring

    keyring.set_keyring(Keyring())  # type: ignore[no-untyped-call] # keyring leaves this out
    assert password(USER, {"CRT_MAIL_PASSWORD": "one"}) == "one"
    with pytest.raises(MailError, match=re.escape("CRT_MAIL_PASSWORD")):
        password(USER, {})
    monkeypatch.setattr(keyring, "get_password", lambda service, user: f"{service} of {user}")
    assert password(USER, {}) == f"crt-mail of {USER}"
