"""The question before a round, and what its buttons answer."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.posts import Message
from bot.rsvp import views
from tests.surfaces.scene import WEEKLY

MESSAGES: Mapping[str, Message] = {
    "rsvp-question": views.question_message(WEEKLY),
    "rsvp-question-titled": views.question_message(replace(WEEKLY, title="Books <!channel> *b*")),
    "rsvp-question-turned": views.question_message(WEEKLY, turned=True),
    "rsvp-yes": views.question_message(WEEKLY, said=True),
    "rsvp-no": views.question_message(WEEKLY, said=False),
    "rsvp-as-before": views.as_before_message(),
}

VIEWS: Mapping[str, dict[str, Any]] = {}
