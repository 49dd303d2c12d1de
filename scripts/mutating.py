"""mutmut as a library: the mutants of these sources, and what becomes of them.

Its own command asks for single tests by their ids, of which pytest finds some no more: here whole files of
tests are run, those first that have most of the tests that reach the mutant.
"""

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import mutmut.__main__ as mutmut
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state
from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir, setup_source_paths
from mutmut.utils.format_utils import mangled_name_from_mutant_name
from mutmut.workers.isolation import MutantRunner, get_mutant_runner

LONGEST = 80
"""Seconds of the processor that a mutant has: one that takes longer goes round for ever."""

NOTICED = frozenset({1, 3, -11, -24, 24, 152})
"""Exit codes that tell of it: a test fails, pytest or Python crashes, the time is up."""


def prepared(workers: int) -> tuple[MutantRunner, Mapping[str, list[str]]]:
    """All mutants written, and of each by its name the files of tests that reach it. Called once, in the
    project's folder.
    """
    set_mutant_under_test("mutant_generation")
    shutil.rmtree("mutants", ignore_errors=True)
    Path("mutants").mkdir()
    copy_src_dir()
    copy_also_copy_files()
    setup_source_paths()
    mutmut.create_mutants(workers)
    runner = get_mutant_runner(workers)
    mutmut.collect_or_load_stats(runner)
    set_mutant_under_test("")
    of, _ = mutmut.collect_source_file_mutation_data(mutant_names=())
    reached = state().tests_by_mangled_function_name
    tests = {name: _files(reached[mangled_name_from_mutant_name(name)]) for _, name, _ in of}
    return runner, tests


def _files(tests: Iterable[str]) -> list[str]:
    """Those with the most tests among these first."""
    return [file for file, _ in Counter(test.partition("::")[0] for test in sorted(tests)).most_common()]


def ended(runner: MutantRunner, tests: Mapping[str, list[str]]) -> Iterator[tuple[str, int]]:
    """Each mutant with the exit code of its tests, as they end."""
    runner.startup()
    for name, files in tests.items():
        while not runner.has_capacity():
            yield _result(runner)
        runner.submit(name, files, LONGEST, LONGEST / 2)
    while runner.pending_count():
        yield _result(runner)
    runner.shutdown()


def _result(runner: MutantRunner) -> tuple[str, int]:
    result = runner.wait_for_result()
    return result.mutant_name, result.exit_code


def change(name: str) -> str:
    """The lines that the mutant takes away and adds."""
    lines = get_diff_for_mutant(name).splitlines()
    return "\n".join(line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---"))
