"""A letter as an e-mail message."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from automations.core.mail.letters import Letter


def message(letter: Letter, sender: str, now: datetime) -> EmailMessage:
    """In plain text and HTML. Raises ValueError or MessageError for an address that is none: nothing can be
    smuggled into a header.
    """
    made = EmailMessage(policy=SMTP)
    # No display name: the team's would tell whoever looks over a shoulder.
    made["From"] = Address(addr_spec=sender)
    made["To"] = Address(addr_spec=letter.to)
    made["Subject"] = letter.subject
    made["Date"] = now
    made["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2]}>"
    # RFC 3834: no holiday notice answers it.
    made["Auto-Submitted"] = "auto-generated"
    # Spaces at the end of a line, which make mails alike in length, survive this.
    made.set_content(letter.text, cte="quoted-printable")
    made.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    return made
