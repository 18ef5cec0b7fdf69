"""The emulated workspace's own time: frozen until a test moves it, or flowing for a demo."""

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """Tells aware UTC instants, starting at `at`; flows in real time when `running`."""

    def __init__(self, at: datetime, *, running: bool = False) -> None:
        self._running = running
        self.set(at)

    def now(self) -> datetime:
        """Return the instant it is in the workspace."""
        if not self._running:
            return self._at
        return self._at + timedelta(seconds=time.monotonic() - self._since)

    def advance(self, by: timedelta) -> None:
        """Move on by a span of time; a clock never runs backwards this way."""
        if by < timedelta(0):
            raise ValueError("a clock advances forwards; use set() to go back")
        self.set(self.now() + by)

    def set(self, at: datetime) -> None:
        """Put the clock at an aware instant, earlier or later."""
        if at.tzinfo is None:
            raise ValueError("the clock takes aware instants")
        self._at = at.astimezone(UTC)
        self._since = time.monotonic()
