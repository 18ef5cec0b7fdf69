"""What can go wrong between a bot and Slack, on demand: slowness, refusals and broken connections."""

import math
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from random import Random


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


class _Bucket:
    """Holds `burst` requests, refilled at `per_second` on the real clock."""

    def __init__(self, *, per_second: float, burst: float) -> None:
        self._per_second = per_second
        self._burst = burst
        self._left = burst
        self._at = time.monotonic()

    def wait(self) -> int:
        """Take one request: 0 when there was room, else whole seconds to wait."""
        now = time.monotonic()
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
        self._limits: dict[str, tuple[float, float, bool]] = {}
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

    def limit(self, method: str, *, per_second: float, burst: int = 1, per_channel: bool = False) -> None:
        """Answer 429 beyond this rate, for the method as a whole or for each channel."""
        self._limits[method] = (per_second, burst, per_channel)

    def next_for(self, method: str, *, channel: str | None) -> Mishap | None:
        """Return what goes wrong with this request, if anything, and count it as happened."""
        mishap = self._limited(method, channel) or self._next_planned(method) or self._drawn(method)
        if mishap is not None:
            self.happened[mishap.fault] += 1
        return mishap

    def _limited(self, method: str, channel: str | None) -> Mishap | None:
        if method not in self._limits:
            return None
        per_second, burst, per_channel = self._limits[method]
        key = (method, channel if per_channel else None)
        bucket = self._buckets.setdefault(key, _Bucket(per_second=per_second, burst=burst))
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
