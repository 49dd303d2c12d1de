"""A team's place with nothing in it yet, ready for a story."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

from automations.core import phrases
from automations.platforms.google import patience
from soaking.delivery import Exports, Submissions
from soaking.files_hands import FilesHands
from soaking.google_hands import GoogleHands
from soaking.mishaps import ON_FILES, OnGoogle, broken_settings
from soaking.story import Plan, Story
from tests.google.server import serve
from tests.google_place import GooglePlace
from tests.place import Place

CHEAP = 2**4
"""Rounds of the phrases' hash: what is kept is the same, and a guess costs nothing."""


def begin(platform: str, folder: Path, plan: Plan, told: Callable[[str], None], held: ExitStack) -> Story:
    held.enter_context(mock.patch.object(phrases, "N", CHEAP))
    held.enter_context(mock.patch("os.fsync"))
    if platform == "files":
        place = Place(folder)
        place.set_up()
        return Story(place, FilesHands(place.folder), Exports(place), ON_FILES, plan, told)
    held.enter_context(mock.patch.object(patience, "sleep", lambda _: None))
    on_google = GooglePlace(folder, held.enter_context(serve(strict_auth=True)), case_files=True)
    on_google.set_up()
    story = Story(on_google, GoogleHands(on_google), Submissions(on_google), (), plan, told)
    failing = OnGoogle(story.roster.disorder).failing
    story.mishaps = (failing, failing, failing, failing, broken_settings)
    return story
