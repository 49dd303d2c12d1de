"""The jobs on their schedule until somebody stops them."""

import logging
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta

import schedule

from automations.core.running.timetable import Turns, again
from automations.errors import unforeseen

log = logging.getLogger("automations")

LONGEST_WAIT = timedelta(seconds=30)
"""A machine that slept does not count the time: so soon after it wakes, what was missed is caught up."""

Clock = Callable[[], datetime]


class _Job(schedule.Job):
    """One whose turns are ours. The library's own reckon in the machine's clock without a zone, where an hour
    is missing after clocks were put back (https://github.com/dbader/schedule/pull/648), and know other zones
    only with pytz.
    """

    def __init__(self, scheduler: schedule.Scheduler, turns: Turns, clock: Clock) -> None:
        super().__init__(1, scheduler)
        self.turns, self.clock = turns, clock
        self.unit = "minutes"

    @property
    def should_run(self) -> bool:
        return self.next_run is not None and self.clock() >= self.next_run

    def _schedule_next_run(self) -> None:
        self.next_run = self.turns.after(self.clock())


class Timetable:
    """Which jobs are due. All are when it begins: what was missed is caught up once."""

    def __init__(self, turns: Mapping[str, Turns], clock: Clock) -> None:
        self.turns, self.clock = turns, clock
        self.failures: Counter[str] = Counter()
        self._now = clock()
        self._due: list[str] = []
        self._scheduler = schedule.Scheduler()
        self._jobs = {name: _Job(self._scheduler, found, clock) for name, found in turns.items()}
        for name, job in self._jobs.items():
            # What the library runs only notes the name: it stops at the first error.
            job.do(self._due.append, name)
            job.next_run = clock()

    def due(self) -> list[str]:
        """The names of the jobs whose turn has come, in their order; each turn is told once."""
        self._due.clear()
        self._scheduler.run_pending()
        return [name for name in self.turns if name in self._due]

    def done(self, names: Sequence[str], failed: Collection[str]) -> None:
        """Those that failed are tried again earlier than their next turn, with growing pauses."""
        for name in names:
            if name in failed:
                self.failures[name] += 1
                self._jobs[name].next_run = again(self.turns[name], self.failures[name], self.clock())
            else:
                del self.failures[name]

    def pause(self) -> timedelta:
        """How long to wait before asking again what is due."""
        now, before = self.clock(), self._now
        self._now = now
        if now < before:
            # Somebody put the machine's clock back: nothing waits until it has caught up.
            for name, job in self._jobs.items():
                job.next_run = self.turns[name].after(now)
        first = min(job.next_run for job in self._jobs.values() if job.next_run is not None)
        return min(max(first - now, timedelta()), LONGEST_WAIT)


def watch(
    timetable: Timetable,
    perform: Callable[[Sequence[str]], Collection[str]],
    stopped: Callable[[timedelta], bool],
) -> None:
    """`perform` does the named jobs and returns which failed. `stopped` waits so long, or until somebody
    stops the watch, and says whether they did.
    """
    pause = timedelta()
    while not stopped(pause):
        if names := timetable.due():
            timetable.done(names, _performed(perform, names))
        pause = timetable.pause()


def _performed(perform: Callable[[Sequence[str]], Collection[str]], names: Sequence[str]) -> Collection[str]:
    try:
        return perform(names)
    except Exception as error:  # noqa: BLE001 - the watch goes on whatever happens
        log.error(unforeseen("The watch", error))  # noqa: TRY400 - a traceback may quote a cell
        return names
