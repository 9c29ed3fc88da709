"""Every measure, one after the other: `python -m tests.bench`. Fails when one misses its target."""

import subprocess
import sys

MEASURES = ("search", "handler", "lighthouse")


def main() -> int:
    """Run each measure; return how many missed a target."""
    missed = 0
    for name in MEASURES:
        print(f"\n{name}\n{'=' * len(name)}", flush=True)
        command = [sys.executable, "-m", f"tests.bench.{name}"]
        missed += subprocess.run(command, check=False).returncode != 0
    return missed


if __name__ == "__main__":
    sys.exit(main())
