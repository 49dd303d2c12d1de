"""Forms, Sheets and Drive as Google serves them, on this machine: `python -m tests.google --port 8085`."""
