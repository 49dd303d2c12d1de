"""python stopwatch.py PROGRAM ARGUMENT …: runs it, then says on a last line of standard error how many
seconds it took by the clock and of the processor, and how many bytes of memory it had at its peak.

A small process of its own: on Linux, what is told of a process's peak begins with that of whoever started
it, until it became another program. So this imports next to nothing.
"""

import os
import sys
import time


def main() -> int:
    start = time.perf_counter()
    child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
    _, status, used = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    peak = used.ru_maxrss if sys.platform == "darwin" else used.ru_maxrss * 1024
    print(f"\n{seconds} {used.ru_utime + used.ru_stime} {peak}", file=sys.stderr)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main())
