"""Encrypting and decrypting in the age format (age-encryption.org/v1), in memory alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from automations.errors import BackupError, SettingsError

try:
    import pyrage
    from pyrage import x25519
except ImportError:
    # There is none for Windows on ARM, and everything else shall work there.
    raise BackupError(
        "The library for backups, pyrage, is not installed. Run python3 scripts/start.py once more; on "
        "Windows for ARM use Python for x64."
    ) from None

_SECRET = "AGE-SECRET-KEY-"  # noqa: S105 - how every secret key begins, none itself


@dataclass(frozen=True, slots=True)
class KeyPair:
    """`public` encrypts and may be seen by anybody; `secret` is the text of the file that decrypts."""

    public: str
    secret: str = field(repr=False)


def new_pair() -> KeyPair:
    """As `age-keygen` writes one, so that the program `age` reads it too."""
    identity = x25519.Identity.generate()
    public = str(identity.to_public())
    return KeyPair(public, f"# public key: {public}\n{identity}\n")


def seal(content: bytes, recipients: Sequence[str]) -> bytes:
    """So that any one of the recipients' secret keys opens it. Raises SettingsError for what is no key."""
    return pyrage.encrypt(content, [_recipient(r, n) for n, r in enumerate(recipients, 1)])


def _recipient(text: str, number: int) -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError:
        raise SettingsError(
            f"backup.recipients: no. {number} is not a public key, which begins with age1. Copy it again, or "
            "make a pair with `backup --new-key FILE`."
        ) from None


def unseal(content: bytes, identities: str) -> bytes:
    """`identities` is the text of a key file. Raises BackupError."""
    keys = [_identity(line.strip()) for line in identities.splitlines() if line.strip().startswith(_SECRET)]
    if not keys:
        raise BackupError(
            "The key file holds no secret key (a line that begins with AGE-SECRET-KEY-). Give the file that "
            "`backup --new-key` or age-keygen made."
        )
    try:
        return pyrage.decrypt(content, keys)
    except pyrage.DecryptError as error:
        # The library's only word for it.
        if str(error) == "No matching keys found":
            raise BackupError(
                "This key does not open this backup: it was made for others. Try another coordinator's key."
            ) from None
        raise BackupError(
            "The backup is damaged: it was cut short or changed. Nothing was restored. Copy it again from "
            "where it was kept, or take an older one."
        ) from None


def _identity(line: str) -> x25519.Identity:
    try:
        return x25519.Identity.from_str(line)
    except pyrage.IdentityError:
        raise BackupError(
            "A secret key in the key file is damaged. Take the copy of it that was put away, or another "
            "coordinator's."
        ) from None
