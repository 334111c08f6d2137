#!/usr/bin/env python3
"""Runs a command and says how long it took and how much memory it held at most (Linux, macOS).

Usage: tools/measure.py COMMAND ARGUMENT... > OUTPUT
"""

import resource
import subprocess
import sys
import time


def main() -> None:
    start = time.monotonic()
    code = subprocess.run(sys.argv[1:], check=False).returncode
    seconds = time.monotonic() - start
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = usage.ru_maxrss / (1024 if sys.platform.startswith("linux") else 1024 * 1024)
    cpu = usage.ru_utime + usage.ru_stime
    print(f"exit {code}, {seconds:.1f} s, {cpu:.1f} s of processor, at most {peak:.0f} MiB", file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    main()
