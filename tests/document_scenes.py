"""A fresh copy of the project for each document, in which its commands are typed one after the other, and
what a person does between them.
"""

import os
import re
import signal
import subprocess
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.backups import lose_everything
from tests.copies import copy_of_the_project, with_an_environment
from tests.documents import blocks
from tests.google import keys
from tests.google.admin_forms import make_form
from tests.google.admin_sheets import make_spreadsheet
from tests.google.server import Server
from tests.google_place import OWNER, GooglePlace
from tests.mail_server import MailPlace
from tests.place import Place, addressed, response

OUTSIDE = ("opt", "etc/systemd/system", "var/lib", "var/backups", "srv")
"""Folders of the machine that recipes write to; they lie in a folder of the test's own."""


@dataclass
class Scene:
    """`project`: where commands are typed; `machine`: what stands for the root of the machine."""

    folder: Path
    server: Server
    mail: MailPlace
    google: bool = False
    where: Path = Path()
    told: str = ""
    """What the last command printed."""
    variables: dict[str, str] = field(default_factory=dict)
    running: list[subprocess.Popen[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.project, self.machine = self.folder / "project", self.folder / "machine"
        copy_of_the_project(self.project)
        python = self.folder / "bin/python"
        with_an_environment(self.project, python, python.with_name("python3"))
        for name in ("Downloads", *(f"../machine/{name}" for name in OUTSIDE)):
            (self.folder / "home" / name).mkdir(parents=True)
        self.where = self.project
        self.files, self.hosted = Place(self.project), GooglePlace(self.project, self.server, case_files=True)

    @property
    def place(self) -> Place:
        return self.hosted if self.google else self.files

    @property
    def environment(self) -> Mapping[str, str]:
        kept = {name: os.environ[name] for name in ("LANG", "TMPDIR") if name in os.environ}
        own = {"HOME": str(self.folder / "home"), "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}"}
        mail = {"SSL_CERT_FILE": str(self.mail.authority), "CRT_MAIL_PASSWORD": "pass word"}
        return kept | own | mail | self.variables

    def type(self, command: str) -> int:
        """The exit code; the folder that the command leaves the shell in is where the next one is typed."""
        told = self.folder / "where"
        script = f"{command}\ncode=$?\npwd > '{told}'\nexit $code"
        done = subprocess.run(
            ["sh", "-c", script], cwd=self.where, env=self.environment, check=False, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.told = done.stdout
        self.where = Path(told.read_text(encoding="utf-8").strip())
        return done.returncode

    def leave_running(self, command: str, until: str) -> None:
        """Begun, and left alone once it has said so."""
        process = subprocess.Popen(
            ["sh", "-c", f"exec {command}"], cwd=self.where, env=self.environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.running.append(process)
        assert process.stdout is not None
        self.told = ""
        for line in process.stdout:
            self.told += line
            if until in line:
                return

    def stop(self) -> list[int]:
        """Told to end, as Ctrl-C and systemd do; the exit codes."""
        codes = []
        while self.running:
            process = self.running.pop()
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)
            codes.append(process.returncode)
        return codes

    def newest_backup(self) -> str:
        return str(max((self.project / "backups").glob("*.age"), default=""))

    # What people do.

    def write_settings(self, more: str) -> None:
        path = self.project / "settings.toml"
        path.write_text(
            f"{path.read_text(encoding='utf-8') if path.exists() else ''}\n{more}", encoding="utf-8"
        )

    def make_things_on_google(self) -> None:
        """A key in the downloads; an empty form, spreadsheets and a folder, shared with the robot."""
        self.google, world = True, self.server.world
        key = keys.service_account(world, self.server.url)
        keys.written(self.folder / "home/Downloads/crt-automations-1a2b3c.json", key)
        self.hosted.robot = key["client_email"]
        blank = {"info": {"title": "Untitled"}}
        self.hosted.files["form"] = make_form(world, {"owner": OWNER, "form": blank})
        for name in ("board", "office"):
            self.hosted.files[name] = make_spreadsheet(world, {"owner": OWNER, "name": name})
        for file in self.hosted.files.values():
            self.hosted.share(file, self.hosted.robot)
        self.hosted.files["case_files_folder"] = self.hosted.make_folder()

    def write_the_guides_settings(self) -> None:
        """Those of docs/google-setup.md, with the addresses that the browser shows."""
        text = next(block for block in blocks("docs/google-setup.md", "toml") if "kind" in block)
        for name, file in self.hosted.files.items():
            text = re.sub(rf'^({name} = "https://.*/)…', rf"\g<1>{file.id}", text, flags=re.M)
        text = text.replace("[google]", f'[google]\nendpoint = "{self.server.url}"')
        assert tomllib.loads(text)["google"]["office"].endswith("/edit")
        (self.project / "settings.toml").write_text(text, encoding="utf-8")

    def type_the_roster(self) -> None:
        self.place.roster(*addressed(), {"Volunteer": "Owner", "Email": OWNER, "Coordinator": "yes"})

    def put_an_export(self) -> None:
        self.files.drop(response(what_happened="A matter of ours"), response("2026/11/04 9:15:22 AM GMT-8"))

    def send_a_made_up_request(self) -> None:
        self.hosted.drop(response(what_happened="A matter of ours"))

    def share_with_the_team(self) -> None:
        for volunteer in addressed():
            self.hosted.share(self.hosted.files["board"], str(volunteer["Email"]))
            if volunteer["Coordinator"]:
                self.hosted.share(self.hosted.files["office"], str(volunteer["Email"]))

    def let_everybody_answer(self) -> None:
        anyone = {"id": "anyoneWithLink", "type": "anyone", "role": "reader", "view": "published"}
        self.hosted.files["form"].permissions.append(anyone)

    def put_the_public_key_into_the_settings(self) -> None:
        line = re.search(r"recipients = .*", self.told)
        assert line
        path = self.project / "settings.toml"
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"^recipients = .*$", line[0], text, flags=re.M), encoding="utf-8")

    def lose_the_folder(self) -> None:
        lose_everything(self.files)
