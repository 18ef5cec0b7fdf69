"""Samples of several messages as one."""

from collections.abc import Mapping
from typing import Any

from bot.intros.checkin_views import checkin_message
from bot.posts import Message, Worth
from bot.week.bundle import Part, bundled, with_part
from tests.surfaces.of_away import MESSAGES as AWAY
from tests.surfaces.of_intros import PAIR
from tests.surfaces.of_rsvp import MESSAGES as RSVP
from tests.surfaces.of_topics import MESSAGES as TOPICS

PARTS = (
    Part(1, Worth.QUESTION, checkin_message(3, PAIR, PAIR.people[0].id, unsure=False)),
    Part(2, Worth.QUESTION, RSVP["rsvp-question"]),
    Part(3, Worth.EXTRA, TOPICS["topics-look"]),
    Part(4, Worth.EXTRA, AWAY["away-proposal"]),
)
FULL = bundled(PARTS)
ANSWERED = with_part(FULL, "week:1", RSVP["rsvp-yes"])
assert ANSWERED is not None

MESSAGES: Mapping[str, Message] = {"week": FULL, "week-of-two": bundled(PARTS[:2]), "week-answered": ANSWERED}

VIEWS: Mapping[str, dict[str, Any]] = {}
