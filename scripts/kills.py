"""`watch` killed at random moments: `python scripts/kills.py 200 files` (or `google`). What is not as it must
be afterwards is printed; the same seed kills at the same moments, as far as a machine repeats itself.
"""

import argparse
import logging
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from automations.platforms.mail.password import VARIABLE
from tests.google.server import serve
from tests.google_place import GooglePlace
from tests.mail_server import PASSWORD, serving
from tests.place import Place
from tests.watch_kills import Killings, kill_day_after_day

SEASON = 25
"""Days after which a new team begins, so that its sheets stay of a usual size."""


def season(platform: str, days: int, seed: int) -> Killings:
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory()))
        (folder / "mail").mkdir()
        mail = held.enter_context(serving(folder / "mail"))
        os.environ |= {"SSL_CERT_FILE": str(mail.authority), VARIABLE: PASSWORD}
        on_google = platform == "google"
        place = (
            GooglePlace(folder, held.enter_context(serve(strict_auth=True))) if on_google else Place(folder)
        )
        return kill_day_after_day(place, mail, days, seed)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("platform", choices=("files", "google"))
    parser.add_argument("--first", type=int, default=0, metavar="SEED")
    options = parser.parse_args()
    # The mail server complains of a name of its own library at each sign-in.
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    rounds = range(0, options.count, SEASON)
    damage = 0
    for number, begun in enumerate(rounds, options.first):
        found = season(options.platform, min(SEASON, options.count - begun), number)
        print(
            f"{options.platform}, seed {number}: {found.rounds} kills, {found.left} before all was done; "
            f"{found.twice} mails came twice; damage: {len(found.damage)}",
            *found.damage, sep="\n", flush=True,
        )  # fmt: skip
        damage += len(found.damage)
    return 1 if damage else 0


if __name__ == "__main__":
    raise SystemExit(main())
