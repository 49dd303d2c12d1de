"""Set everything up and run lint, types and tests: python3 scripts/test.py"""

import sys

import environment

CHECKS = (
    ("lint", ("-m", "ruff", "check", ".")),
    ("format", ("-m", "ruff", "format", "--check", ".")),
    ("types", ("-m", "mypy")),
    ("tests", ("-m", "pytest", "-n", "auto", *sys.argv[1:])),
)


def main() -> int:
    """Every check runs, whatever the ones before found; 1 if any found something."""
    environment.ensure("requirements-dev.txt")
    failed = []
    for name, command in CHECKS:
        print(f"== {name}", flush=True)
        if environment.run(*command):
            failed.append(name)
    if failed:
        print(f"Not in order: {', '.join(failed)}.")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
