"""The checks beside the tests, as `uv run tests/check.py`; the coverage is that of the last `uv run pytest`."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter

HERE = Path(__file__).parent
TOOLS = Path(sys.executable).parent

CHECKS = {
    "style": "ruff check .",
    "format": "ruff format --check .",
    "layers": "lint-imports",
    "types": "mypy .",
    "strict types of bot/": "basedpyright",
    "dependencies": "deptry .",
    "coverage, at least 95 %": "coverage report --skip-covered --fail-under=95",
    "coverage of bot/, 100 %": "coverage report --skip-covered --fail-under=100 --include=bot/*",
}


def run(name: str) -> tuple[bool, str]:
    """Whether the check passed, and what to print about it."""
    tool, *arguments = CHECKS[name].split()
    began = perf_counter()
    done = subprocess.run(  # noqa: S603 - our own commands
        [TOOLS / tool, *arguments], cwd=HERE.parent, capture_output=True, text=True, check=False
    )
    passed = done.returncode == 0
    line = f"{'passed' if passed else 'FAILED'}  {perf_counter() - began:5.1f} s  {name}"
    return passed, line if passed else f"{line}: {CHECKS[name]}\n{done.stdout}{done.stderr}"


def main() -> int:
    """Run all checks, two at a time; 1 if any failed."""
    with ThreadPoolExecutor(2) as pool:
        results = []
        for passed, said in pool.map(run, CHECKS):
            print(said, flush=True)  # noqa: T201 - a command speaks
            results.append(passed)
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
