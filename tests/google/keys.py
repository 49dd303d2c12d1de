"""Files with credentials, as Google's console gives them out, registered with a server."""

from __future__ import annotations

import json
import secrets
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.google.accounts import Client, Grant, ServiceAccount
from tests.google.wire import Json
from tests.google.world import World

CERTS = "https://www.googleapis.com/oauth2/v1/certs"
PROJECT = "helpers-421907"
FORMS = (
    "https://www.googleapis.com/auth/forms.body",
    "https://www.googleapis.com/auth/forms.responses.readonly",
)
SCOPES = ("https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive", *FORMS)


@cache
def _pair(number: int) -> tuple[str, str]:
    """A private and a public key in PEM; made once, as that takes a while."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public.decode()


def service_account(
    world: World, url: str, name: str = "helper", project: str = PROJECT, number: int = 0
) -> Json:
    """What stands in a service account's key file; another `number` gives another key."""
    private, public = _pair(number)
    email = f"{name}@{project}.iam.gserviceaccount.com"
    certificate = "https://www.googleapis.com/robot/v1/metadata/x509/" + email.replace("@", "%40")
    key_id = secrets.token_hex(20)
    account = world.accounts.service_accounts.setdefault(email, ServiceAccount(email, project))
    account.keys[key_id] = public
    return {
        "type": "service_account",
        "project_id": project,
        "private_key_id": key_id,
        "private_key": private,
        "client_email": email,
        "client_id": str(10**20 + secrets.randbelow(10**20)),
        "auth_uri": f"{url}/o/oauth2/auth",
        "token_uri": f"{url}/token",
        "auth_provider_x509_cert_url": CERTS,
        "client_x509_cert_url": certificate,
        "universe_domain": "googleapis.com",
    }


def client_secrets(world: World, url: str, project: str = PROJECT) -> Json:
    """The client secrets of an installed app."""
    client_id = f"{secrets.randbelow(10**12):012d}-{secrets.token_hex(16)}.apps.googleusercontent.com"
    client = Client(client_id, "GOCSPX-" + secrets.token_urlsafe(21), project)
    world.accounts.clients[client_id] = client
    installed = {
        "client_id": client_id,
        "project_id": project,
        "auth_uri": f"{url}/o/oauth2/auth",
        "token_uri": f"{url}/token",
        "auth_provider_x509_cert_url": CERTS,
        "client_secret": client.secret,
        "redirect_uris": ["http://localhost"],
    }
    return {"installed": installed}


def authorized_user(
    world: World, url: str, email: str, scopes: tuple[str, ...] = SCOPES, project: str = PROJECT
) -> Json:
    """A person's consent already given: what google-auth keeps of it."""
    installed = client_secrets(world, url, project)["installed"]
    grant = Grant(email, list(scopes), project, client=installed["client_id"])
    return {
        "type": "authorized_user",
        "client_id": installed["client_id"],
        "client_secret": installed["client_secret"],
        "refresh_token": world.accounts.new_refresh(grant),
        "token_uri": installed["token_uri"],
        "scopes": list(scopes),
        "account": email,
        "universe_domain": "googleapis.com",
    }


def access_token(world: World, email: str, scopes: tuple[str, ...] = SCOPES, project: str = PROJECT) -> str:
    """A token as if the account had just asked for one."""
    return world.accounts.new_access(Grant(email, list(scopes), project))


def written(path: Path, value: Json) -> Path:
    path.write_text(json.dumps(value, indent=2), encoding="utf-8")
    path.chmod(0o600)
    return path
