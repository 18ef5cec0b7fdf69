"""What people began, held against what the bot says became of it."""

from collections.abc import Awaitable, Sized
from typing import Protocol

from emulator.demo.record import Books, Tally
from emulator.demo.stage import Bot


class Course(Protocol):
    """How many of one kind are live, and over."""

    @property
    def live(self) -> int:
        """How many go on."""

    @property
    def over(self) -> int:
        """How many have come to an end."""


class Outlook(Protocol):
    """What the bot tells of itself."""

    @property
    def asks(self) -> Course:
        """Asks and offers."""

    @property
    def proposals(self) -> Course:
        """Proposals of brokers."""

    @property
    def introductions(self) -> Course:
        """Introductions of all kinds."""

    @property
    def matches(self) -> Sized:
        """Each introduction."""

    @property
    def over_cap(self) -> int:
        """Introductions in which somebody was to help more often than they like."""


class TellingBot(Bot, Protocol):
    """A bot that tells of itself, too."""

    def outlook(self) -> Awaitable[Outlook]:
        """What it says became of everything."""


async def close_books(bot: TellingBot, *, goals: Tally, asks: int, proposals: int) -> Books:
    """What became of the goals, and of so many asks and proposals."""
    seen = await bot.outlook()
    return Books(
        goals=goals,
        asks=Tally(asks, seen.asks.live, seen.asks.over),
        proposals=Tally(proposals, seen.proposals.live, seen.proposals.over),
        introductions=Tally(len(seen.matches), seen.introductions.live, seen.introductions.over),
        over_cap=seen.over_cap,
    )
