"""python -m automations"""

import sys

try:
    from automations.cli.app import main
except ModuleNotFoundError as missing:
    sys.exit(
        f"{missing.name} is not installed for this Python. Run python3 scripts/start.py once, then start "
        "the program with .venv/bin/python (on Windows .venv\\Scripts\\python) in its place."
    )

main()
