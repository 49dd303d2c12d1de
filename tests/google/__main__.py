"""python -m tests.google: the server on its own."""

from __future__ import annotations

import argparse
import json
import signal
import threading
from pathlib import Path

from tests.google import state
from tests.google.server import Server, serve
from tests.google.world import Switches, World


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.google", description=__doc__)
    parser.add_argument("--port", type=int, default=8085, help="0 picks a free one")
    parser.add_argument("--latency-ms", type=float, default=0, metavar="MS", help="hold every answer back")
    parser.add_argument("--state", type=Path, metavar="FILE", help="loaded at start, saved at the end")
    parser.add_argument("--seed", type=Path, metavar="FILE", help="what a POST to /admin/seed takes")
    parser.add_argument("--strict-auth", action="store_true", help="take only tokens issued here")
    parser.add_argument("--quota", action="store_true", help="enforce Google's limits per minute")
    parser.add_argument("--forms-filter", choices=("created", "submitted"), default="created")
    order = ("submitted", "reversed", "shuffled")
    parser.add_argument("--forms-order", choices=order, default="submitted")
    parser.add_argument("--metadata-follows-sort", choices=("yes", "no"), default="yes")
    return parser.parse_args()


def _world(options: argparse.Namespace) -> World:
    world = World()
    if options.state and options.state.exists():
        state.load(world, options.state)
    world.switches = Switches(
        forms_filter=options.forms_filter,
        forms_order=options.forms_order,
        metadata_follows_sort=options.metadata_follows_sort == "yes",
        strict_auth=options.strict_auth,
        latency_ms=options.latency_ms,
    )
    world.quota.enforced = options.quota
    return world


def _run(server: Server, options: argparse.Namespace) -> None:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    print(f"listening on {server.url}", flush=True)
    stop.wait()


def main() -> None:
    options = _options()
    world = _world(options)
    if options.seed:
        from tests.google.admin import seeded

        seeded(world, json.loads(options.seed.read_text(encoding="utf-8")))
    with serve(world, options.port) as server:
        _run(server, options)
    if options.state:
        state.save(world, options.state)


if __name__ == "__main__":
    main()
