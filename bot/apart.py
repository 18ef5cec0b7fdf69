"""Heavy work in a process of its own, as the matching of many people would hold up all our threads."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# Its server imports us once and forks from then on, while a spawned process would import all of us each time.
START = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"


def apart(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `work` returns, done in a fresh process; the calling thread waits. Everything that travels is pickled."""
    with ProcessPoolExecutor(1, mp_context=get_context(START)) as process:
        return process.submit(work, *args, **kwargs).result()
