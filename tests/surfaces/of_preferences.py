"""Samples of preferences."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from typing import Any

from bot.hours import Break
from bot.people import UserId
from bot.posts import Message
from bot.preferences import forms
from bot.preferences import views as preferences
from bot.preferences.standing import Preferences
from bot.wishes import Place, Way, Wishes
from tests.surfaces.scene import ANA

WISHES = Wishes(
    ways=frozenset(Way),
    largest=6,
    place=Place.ON_SITE,
    town="<!channel> *b*",
    languages=frozenset({"de", "en"}),
    skips="Football & <!channel> *b*",
    questions_first=True,
    now=True,
)
FULL = Preferences(
    replace(
        ANA,
        days=frozenset({0, 2}),
        start=time(22),
        end=time(6),
        earliest=time(21),
        latest=time(7),
        breaks=(Break(time(1), time(2)), Break(time(3), time(3, 30))),
        region="DE-BY",
        wishes=WISHES,
    ),
    every_weeks=0,
    ask_first=True,
    avoided=frozenset({UserId("U2"), UserId("U3")}),
    most_a_week=1,
    spent=1,
)
TYPED = replace(FULL, person=replace(FULL.person, wishes=replace(WISHES, town="Lisbon", skips="Football")))
PLAIN = Preferences(ANA)

MESSAGES: Mapping[str, Message] = {}

VIEWS: Mapping[str, dict[str, Any]] = {
    "preferences": preferences.root_modal(PLAIN),
    "preferences-saved": preferences.root_modal(FULL, note=preferences.SAVED),
    "preferences-one-avoided": preferences.root_modal(replace(PLAIN, avoided=frozenset({UserId("U2")}))),
    "preferences-who-sees": preferences.who_sees_modal(ANA),
    **{f"{name.replace(':', '-')}-form": made(PLAIN) for name, made in forms.FORMS.items()},
    **{f"{name.replace(':', '-')}-form-full": made(TYPED) for name, made in forms.FORMS.items()},
    "preferences-hours-form-nowhere": forms.hours_form(Preferences(replace(ANA, zone="Etc/UTC"))),
}
