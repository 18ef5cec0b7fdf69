"""One sample of every surface that the bot shows, by name; names are hostile on purpose in some."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.calendar import Rhythm, Slot
from bot.coffee import views as coffee
from bot.coffee.intros import Answer, Intro, Why
from bot.coffee.standing import CardFacts, Standing
from bot.home.views import home
from bot.hours import Hours
from bot.people import ChannelId, Person, UserId
from bot.posts import Message, PostState, Trouble
from bot.programme import Programme
from bot.setup import views as setup

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
PAIR = Intro(5, (ANA, BEN), Why(None, 600), (NOW + timedelta(days=1, hours=5), NOW + timedelta(days=2, hours=6)))
TRIO = Intro(6, (ANA, BEN, CHI), Why(3, 0), ())
IN = CardFacts(ANA.id, ANA.zone, None, (Standing(WEEKLY, joined=True),))
TROUBLES = tuple(
    Trouble(number, key, NOW, state, error)
    for number, (key, state, error) in enumerate(
        [
            ("coffee:intro:5", PostState.UNCONFIRMED, "ServerDisconnectedError"),
            ("coffee:checkin:9", PostState.FAILED, "user_disabled"),
            ("setup:invitation:7", PostState.FAILED, "is_archived"),
            ("coffee:alone:7:2026-11-30", PostState.FAILED, "<b>"),
        ],
        start=1,
    )
)

MESSAGES: Mapping[str, Message] = {
    "coffee-card-empty": coffee.card(replace(IN, standings=()), now=NOW),
    "coffee-card-not-in": coffee.card(replace(IN, standings=(Standing(WEEKLY, joined=False),)), now=NOW),
    "coffee-card-in": coffee.card(IN, now=NOW, note=coffee.JOINED),
    "coffee-card-seldom": coffee.card(replace(IN, every_weeks=2), now=NOW),
    "coffee-card-paused": coffee.card(replace(IN, paused_until=NOW + timedelta(days=7)), now=NOW, note=coffee.PAUSED),
    "coffee-card-met": coffee.card(replace(IN, intro=PAIR), now=NOW),
    "coffee-card-unsure": coffee.card(replace(IN, intro=PAIR, unsure=True), now=NOW),
    "coffee-invitation": coffee.invitation_message(WEEKLY),
    "coffee-intro-pair": coffee.intro_message(PAIR),
    "coffee-intro-again": coffee.intro_message(replace(PAIR, why=Why(0, 20))),
    "coffee-intro-trio": coffee.intro_message(TRIO),
    "coffee-checkin": coffee.checkin_message(9, PAIR, ANA.id),
    "coffee-checkin-unsure": coffee.checkin_message(9, PAIR, ANA.id, unsure=True),
    **{f"coffee-checkin-{one}": coffee.checkin_message(9, PAIR, ANA.id, answer=one) for one in Answer},
    "coffee-alone": coffee.alone_message(WEEKLY, ANA, WEEKLY.next),
    "coffee-passed-over": coffee.passed_over_message(WEEKLY, WEEKLY.next),
    "coffee-called-off": coffee.called_off_message(),
    "coffee-skipped-pair": coffee.skipped_message(BEN, ()),
    "coffee-skipped-trio": coffee.skipped_message(BEN, (ANA, CHI)),
    "setup-troubles": setup.troubles_message(TROUBLES, zone=ANA.zone),
    "setup-no-troubles": setup.troubles_message((), zone=ANA.zone),
}

VIEWS: Mapping[str, dict[str, Any]] = {
    "home": home(coffee.card(replace(IN, intro=PAIR), now=NOW)),
    "coffee-preferences": coffee.preferences_modal(ANA, every_weeks=1),
    "coffee-preferences-saved": coffee.preferences_saved_modal(
        Hours(ANA.zone, time(22), time(6), frozenset({0, 2})), every_weeks=4
    ),
    "setup-modal-new": setup.setup_modal(None, channel="C1", zone="Europe/Berlin"),
    "setup-modal-change": setup.setup_modal(WEEKLY, channel="C1", zone="Asia/Tokyo"),
    "setup-done-new": setup.done_modal(WEEKLY, new=True),
    "setup-done-change": setup.done_modal(WEEKLY, new=False),
}

SURFACES: Mapping[str, dict[str, Any]] = {
    **{name: {"text": one.text, "blocks": list(one.blocks)} for name, one in MESSAGES.items()},
    **VIEWS,
}
