"""`watch` killed at random moments: `python scripts/kills.py 200 files` (or `google`). What is not as it must
be afterwards is printed; the same seed kills at the same moments, as far as a machine repeats itself.
"""

import argparse
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
from tests.watch_kills import kill_day_after_day


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("platform", choices=("files", "google"))
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory()))
        (folder / "mail").mkdir()
        mail = held.enter_context(serving(folder / "mail"))
        os.environ |= {"SSL_CERT_FILE": str(mail.authority), VARIABLE: PASSWORD}
        on_google = options.platform == "google"
        place = (
            GooglePlace(folder, held.enter_context(serve(strict_auth=True))) if on_google else Place(folder)
        )
        found = kill_day_after_day(place, mail, options.count, options.seed)
    print(
        f"{options.platform}: {found.rounds} kills, {found.left} before the pass had done everything; "
        f"{found.twice} mails came twice; damage: {len(found.damage)}"
    )
    print(*found.damage, sep="\n")
    return 1 if found.damage else 0


if __name__ == "__main__":
    raise SystemExit(main())
