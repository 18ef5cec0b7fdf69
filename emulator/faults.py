"""What can go wrong between a bot and Slack, on demand: slowness, refusals and broken connections."""

import math
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from random import Random

from emulator.methods import METHODS

A_MINUTE = {"t1": 1, "t2": 20, "t3": 50, "t4": 100}  # requests of each tier; Slack promises no less


class Fault(Enum):
    """One way a Web API request goes wrong; BEFORE leaves the request undone, AFTER carries it out."""

    SLOW = "slow"
    RATE_LIMITED = "rate_limited"
    LOST_BEFORE = "lost_before"
    LOST_AFTER = "lost_after"
    STATUS_500_BEFORE = "status_500_before"
    STATUS_500_AFTER = "status_500_after"
    STATUS_503_BEFORE = "status_503_before"
    STATUS_503_AFTER = "status_503_after"
    GARBAGE_BEFORE = "garbage_before"
    GARBAGE_AFTER = "garbage_after"
    FATAL_ERROR_BEFORE = "fatal_error_before"
    FATAL_ERROR_AFTER = "fatal_error_after"
    INTERNAL_ERROR_BEFORE = "internal_error_before"
    INTERNAL_ERROR_AFTER = "internal_error_after"

    @property
    def carries_out(self) -> bool:
        """Whether the workspace does what was asked all the same."""
        return self is Fault.SLOW or self.value.endswith("_after")


@dataclass(frozen=True, slots=True)
class Mishap:
    """A fault about to happen: `seconds` to be slow for, or to ask the bot to wait."""

    fault: Fault
    seconds: float


@dataclass(slots=True)
class _Planned:
    mishap: Mishap
    method: str | None
    times: int


@dataclass(frozen=True, slots=True)
class _Share:
    share: float
    kinds: tuple[Fault, ...]
    methods: frozenset[str] | None
    rng: Random
    seconds: float


@dataclass(frozen=True, slots=True)
class _Limit:
    per_second: float
    burst: float
    per_channel: bool
    seconds: Callable[[], float]


class _Bucket:
    """Holds `burst` requests, refilled at `per_second`."""

    def __init__(self, limit: _Limit) -> None:
        self._per_second = limit.per_second
        self._burst = limit.burst
        self._seconds = limit.seconds
        self._left = limit.burst
        self._at = self._seconds()

    def wait(self) -> int:
        """Take one request: 0 when there was room, else whole seconds to wait."""
        now = self._seconds()
        self._left = min(self._burst, self._left + (now - self._at) * self._per_second)
        self._at = now
        if self._left >= 1:
            self._left -= 1
            return 0
        return max(1, math.ceil((1 - self._left) / self._per_second))


class Faults:
    """Plans faults by method; `happened` counts those that came to pass. None by default."""

    def __init__(self) -> None:
        self.happened: Counter[Fault] = Counter()
        self.clear()

    def clear(self) -> None:
        """Forget every planned fault, share and limit."""
        self._planned: list[_Planned] = []
        self._shares: list[_Share] = []
        self._limits: dict[str, _Limit] = {}
        self._buckets: dict[tuple[str, str | None], _Bucket] = {}

    def add(self, fault: Fault, *, method: str | None = None, times: int = 1, seconds: float = 1) -> None:
        """Let the next `times` requests (of one method, or of any) suffer `fault`."""
        self._planned.append(_Planned(Mishap(fault, seconds), method, times))

    def slow(self, seconds: float, *, method: str | None = None, times: int = 1) -> None:
        """Keep the next requests waiting for some real seconds before they are carried out."""
        self.add(Fault.SLOW, method=method, times=times, seconds=seconds)

    def share(
        self,
        share: float,
        *,
        kinds: Iterable[Fault],
        rng: Random,
        methods: Iterable[str] | None = None,
        seconds: float = 1,
    ) -> None:
        """Let this share (0 to 1) of requests suffer one of `kinds`, drawn with `rng`."""
        chosen = None if methods is None else frozenset(methods)
        self._shares.append(_Share(share, tuple(kinds), chosen, rng, seconds))

    def limit(
        self,
        method: str,
        *,
        per_second: float,
        burst: int = 1,
        per_channel: bool = False,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """Answer 429 beyond this rate, for the method as a whole or for each channel, on a clock in `seconds`."""
        self._limits[method] = _Limit(per_second, burst, per_channel, seconds)

    def limit_to_tiers(self, *, burst: int = 1, seconds: Callable[[], float] = time.monotonic) -> None:
        """Hold every method to the requests a minute that its tier is promised, and to no more than `burst` at once."""
        for name, method in METHODS.items():
            if method.tier in A_MINUTE:
                self.limit(name, per_second=A_MINUTE[method.tier] / 60, burst=burst, seconds=seconds)

    def next_for(self, method: str, *, channel: str | None) -> Mishap | None:
        """Return what goes wrong with this request, if anything, and count it as happened."""
        mishap = self._limited(method, channel) or self._next_planned(method) or self._drawn(method)
        if mishap is not None:
            self.happened[mishap.fault] += 1
        return mishap

    def _limited(self, method: str, channel: str | None) -> Mishap | None:
        if method not in self._limits:
            return None
        limit = self._limits[method]
        bucket = self._buckets.setdefault((method, channel if limit.per_channel else None), _Bucket(limit))
        seconds = bucket.wait()
        return Mishap(Fault.RATE_LIMITED, seconds) if seconds else None

    def _next_planned(self, method: str) -> Mishap | None:
        for planned in self._planned:
            if planned.method in {None, method}:
                planned.times -= 1
                if planned.times <= 0:
                    self._planned.remove(planned)
                return planned.mishap
        return None

    def _drawn(self, method: str) -> Mishap | None:
        for each in self._shares:
            fits = each.methods is None or method in each.methods
            if fits and each.rng.random() < each.share:
                return Mishap(each.rng.choice(each.kinds), each.seconds)
        return None
