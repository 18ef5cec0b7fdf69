"""Who and what the samples are made of; names are hostile on purpose in some."""

from datetime import UTC, date, datetime, time, timedelta

from bot.calendar import Rhythm, Slot
from bot.people import ChannelId, Person, UserId
from bot.programme import Programme

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
ANA = Person(UserId("U1"), "Ana", "Europe/Berlin", admin=True)
BEN = Person(UserId("U2"), "Ben <!channel> *b* & Co", "America/New_York")
CHI = Person(UserId("U3"), "Chi", "Asia/Tokyo")
WEEKLY = Programme(
    7,
    ChannelId("C1"),
    private=False,
    rhythm=Rhythm(1, 0, time(10), "Europe/Berlin"),
    next=Slot(date(2026, 12, 7), NOW + timedelta(days=7)),
    owner=ANA.id,
)
