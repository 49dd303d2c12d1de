"""mutmut as a library: the mutants of these sources, and what becomes of some of them.

Of what `mutmut run` does only the run of all tests without a mutant is left out: it takes most of the time,
and CI has just done it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import mutmut.__main__ as mutmut
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state
from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir, setup_source_paths
from mutmut.utils.format_utils import mangled_name_from_mutant_name
from mutmut.workers.isolation import MutantRunner, get_mutant_runner

LEAST = 120
"""Seconds that a mutant has at least: one that takes longer goes round for ever."""

TIMES = 3
"""As often as long as its tests took without it."""


class Reach(NamedTuple):
    """Which tests reach what, and how long each took."""

    tests: Mapping[str, set[str]]
    """Of each mutant, by their ids; empty for one that no test reaches."""
    took: Mapping[str, float]
    """Of each test, in seconds."""


def prepared(workers: int) -> tuple[MutantRunner, Reach]:
    """All mutants written, and learnt which tests reach them: from a run of all tests the first time, then of
    those that are new. Called once, in the project's folder."""
    set_mutant_under_test("mutant_generation")
    Path("mutants").mkdir(exist_ok=True)
    copy_src_dir()
    copy_also_copy_files()
    setup_source_paths()
    mutmut.create_mutants(workers)
    runner = get_mutant_runner(workers)
    mutmut.collect_or_load_stats(runner)
    set_mutant_under_test("")
    of, _ = mutmut.collect_source_file_mutation_data(mutant_names=())
    reached = state().tests_by_mangled_function_name
    tests = {name: reached.get(mangled_name_from_mutant_name(name), set()) for _, name, _ in of}
    return runner, Reach(tests, state().duration_by_test)


def met(
    runner: MutantRunner, tests: Mapping[str, list[str]], took: Mapping[str, float]
) -> Iterator[tuple[str, int]]:
    """Each mutant with the exit code of its tests, as they end."""
    for name, ids in tests.items():
        while not runner.has_capacity():
            yield _result(runner)
        seconds = sum(took[test] for test in ids)
        runner.submit(name, ids, int(2 * (LEAST + TIMES * seconds)), seconds)
    while runner.pending_count():
        yield _result(runner)


def _result(runner: MutantRunner) -> tuple[str, int]:
    result = runner.wait_for_result()
    return result.mutant_name, result.exit_code
