"""The program `chancery`, as `python -m chancery` and as the command that comes with the package."""

from __future__ import annotations

import signal
import sys

from ._native import run


def main() -> int:
    """Runs the program on the arguments of this process; returns its exit code."""
    # Ctrl-C ends the program, which does not return to Python to look for it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run(["chancery", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
