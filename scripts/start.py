"""Set everything up and run every job on a made-up example: python3 scripts/start.py"""

import sys

import environment

if __name__ == "__main__":
    environment.ensure("requirements.txt")
    sys.exit(environment.run("-m", "automations", "demo"))
