"""The same facts and the same seed give the same bytes, whatever machine works on them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PLAY = """
import json
from random import Random
from bot.matching import group_up
from tests.bench.people import workplace
made = [group_up(*workplace(count, seed=1), size=size, rng=Random("round:1:1")) for count, size in CASES]
print(json.dumps([[one.groups, one.reasons, [one.certificate.value, one.certificate.bound]] for one in made]))
"""
HERE = Path(__file__).parents[2]
CASES = [(21, 2), (320, 2), (2101, 2), (30, 4)]
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS")


@pytest.fixture(scope="module")
def played() -> list[bytes]:
    """What fresh processes with one, two and four threads print."""
    return [
        subprocess.run(  # noqa: S603 - our own code
            [sys.executable, "-c", f"CASES = {CASES}\n{PLAY}"],
            env=dict.fromkeys((*THREADS, "PYTHONHASHSEED"), threads),
            cwd=HERE,
            capture_output=True,
            check=True,
        ).stdout
        for threads in ("1", "2", "4")
    ]


def test_a_round_can_be_replayed_with_any_number_of_threads(played: list[bytes]) -> None:
    assert len(set(played)) == 1
    assert [len(groups) for groups, _, _ in json.loads(played[0])] == [10, 160, 1050, 8]
