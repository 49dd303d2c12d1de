"""A file open to exactly those it is for, as far as Google lets it be."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from automations.core.casework.access import Circle
from automations.platforms.google.client import Client
from automations.platforms.google.drive import FILES, Share
from automations.platforms.google.refusals import Refused
from automations.ports import Opened

NO_ACCOUNT = "invalidSharingRequest"
"""Google adds an address that is none of its own only by sending it a mail."""


@dataclass
class Sharing:
    """The shares of one file, which are `there`. `own` is the account's address where it is known; `above`
    gives the ids of those whom the folder is shared with.
    """

    client: Client
    file_id: str
    own: str
    there: list[Share]
    above: Callable[[], Collection[str]]
    _no_account: set[str] = field(default_factory=set)
    _ids: dict[str, str] = field(default_factory=dict)
    _troubles: list[str] = field(default_factory=list)

    def make(self, circle: Circle) -> Opened:
        """Editors, without a mail of Google's. Let in first: who can't be shut out keeps nobody else out,
        and Google may tell a person under another address than we have.
        """
        let_in = {id_ for email in self._missing(circle) if (id_ := self._let_in(email))}
        extra = [share for share in self.there if share.id not in let_in and not self._belongs(share, circle)]
        # What the folder is shared with can't be taken back here: `doctor` tells of it.
        above = self.above() if extra else ()
        for share in extra:
            if share.id not in above:
                self._shut_out(share)
        return Opened(frozenset(self._no_account), self._ids, _problem(self._troubles))

    def _missing(self, circle: Circle) -> list[str]:
        editors = [share for share in self.there if share.may_edit and share.is_person]
        emails, ids = {share.email.casefold() for share in editors}, {share.id for share in editors}
        wanted = sorted(circle.emails - circle.refused)
        return [e for e in wanted if e.casefold() not in emails and circle.ids.get(e) not in ids]

    def _belongs(self, share: Share, circle: Circle) -> bool:
        emails = {email.casefold() for email in (*circle.emails, self.own) if email}
        ids = {circle.ids[email] for email in circle.emails & circle.ids.keys()}
        known = share.email.casefold() in emails or share.id in ids
        return (share.is_person and known) or share.inherited or share.role == "owner"

    def _let_in(self, email: str) -> str:
        """Their id; blank where it could not be done."""
        params = {"sendNotificationEmail": "false", "supportsAllDrives": "true", "fields": "id,emailAddress"}
        body = {"type": "user", "role": "writer", "emailAddress": email}
        try:
            made = self.client.request("post", self._url, params=params, json=body).json()
        except Refused as refused:
            if refused.reason == NO_ACCOUNT:
                self._no_account.add(email)
            else:
                self._troubles.append("somebody it is for could not be let in")
            return ""
        if str(made.get("emailAddress", "")).casefold() != email.casefold():
            self._ids[email] = str(made["id"])
        return str(made["id"])

    def _shut_out(self, share: Share) -> None:
        params = {"supportsAllDrives": "true"}
        try:
            self.client.request("delete", f"{self._url}/{share.id}", params=params)
        except Refused as refused:
            if refused.status != 404:
                self._troubles.append("somebody it is not for could not be shut out")

    @property
    def _url(self) -> str:
        return f"{FILES}/{self.file_id}/permissions"


def _problem(troubles: list[str]) -> str:
    if not troubles:
        return ""
    return (
        f"Google refused, so {' and '.join(dict.fromkeys(troubles))}. The next run tries again; until then "
        "see to it yourself, under Share in the file."
    )
