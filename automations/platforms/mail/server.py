"""A mail server, spoken to over an encrypted line with a checked certificate, or not at all."""

import smtplib
import ssl
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError

from automations.core.mail.letters import Letter
from automations.errors import MailError, MailRefused
from automations.platforms.mail.message import message

SECONDS = 30.0
"""How long the server may take for an answer."""


@dataclass(frozen=True)
class MailServer:
    """`security` is STARTTLS or TLS; with a blank `user` nobody signs in. `password` may raise MailError."""

    server: str
    port: int
    security: str
    user: str
    sender: str
    password: Callable[[], str]
    now: Callable[[], datetime]

    def send(self, letters: Sequence[Letter]) -> Mapping[str, MailError]:
        """Hands them over one by one; by the letter's id what could not be. MailRefused: never will be."""
        failed: dict[str, MailError] = {}
        line: smtplib.SMTP | None = None
        for number, letter in enumerate(letters):
            try:
                line = line or self._connect()
                self._hand_over(line, letter)
            except MailError as error:
                failed[letter.id] = error
                if line is None:
                    return failed | {other.id: error for other in letters[number:]}
                line = line if line.sock else None
        if line is not None:
            with suppress(smtplib.SMTPException, OSError):
                line.quit()
        return failed

    def _connect(self) -> smtplib.SMTP:
        try:
            return self._signed_in()
        except ssl.SSLCertVerificationError:
            trouble = "its certificate can't be trusted. Check [mail] server"
        except smtplib.SMTPNotSupportedError:
            trouble = f"no encrypted line or sign-in on port {self.port}. Check [mail] port and security"
        except smtplib.SMTPAuthenticationError:
            trouble = "it does not take the user and password. Check [mail] user, and the password"
        except (smtplib.SMTPException, OSError, ValueError) as error:
            trouble = f"there is no reaching it ({_why(error)}). The next run tries again"
        raise MailError(f"{self.server}: {trouble}. Nothing was sent, nothing is lost.")

    def _signed_in(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        # What it calls itself stands in every mail: not this machine's own name.
        here = self.sender.rpartition("@")[2]
        if self.security == "TLS":
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                self.server, self.port, here, timeout=SECONDS, context=context
            )
        else:
            line = smtplib.SMTP(self.server, self.port, here, timeout=SECONDS)
        try:
            if self.security != "TLS":
                line.starttls(context=context)
            if self.user:
                line.login(self.user, self.password())
        except BaseException:
            line.close()
            raise
        return line

    def _hand_over(self, line: smtplib.SMTP, letter: Letter) -> None:
        try:
            line.send_message(message(letter, self.sender, self.now()), self.sender, [letter.to])
        except smtplib.SMTPRecipientsRefused as error:
            ((code, _),) = error.recipients.values()
            raise _refusal(code) from None
        except smtplib.SMTPSenderRefused as error:
            raise MailError(f"{self.server} refused [mail] sender ({error.smtp_code}). Check it.") from None
        except smtplib.SMTPResponseException as error:
            raise _refusal(error.smtp_code) from None
        except (ValueError, MessageError, smtplib.SMTPNotSupportedError):
            raise MailRefused("an address can't be written to. Mend it on the Roster.") from None
        except (smtplib.SMTPException, OSError) as error:
            line.close()
            raise MailError(f"{self.server} broke off ({_why(error)}). The next run tries again.") from None


def _refusal(code: int) -> MailError:
    """In our own words: the server's quote addresses."""
    if 500 <= code < 600:
        return MailRefused(f"the mail server refused an address or a mail for good ({code}).")
    return MailError(f"the mail server did not take a mail now ({code}). The next run tries again.")


def _why(error: Exception) -> str:
    code = getattr(error, "smtp_code", None)
    return str(code) if code else type(error).__name__
