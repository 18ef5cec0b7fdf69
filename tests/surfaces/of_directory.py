"""Samples of what people hear of a directory that changes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.directory import views as directory
from bot.directory.closed import Closed
from bot.headcount import Headcount
from bot.people import Absence, UserId
from bot.posts import Message
from tests.surfaces.scene import WEEKLY

BOOKS = replace(WEEKLY, title="Books <!channel> *b*", guests=True)
KEPT_OUT = (Absence.BOT, Absence.GUEST, Absence.GONE, Absence.OUTSIDE)
OUT = tuple((UserId(f"U{number}"), KEPT_OUT[number // 20]) for number in range(80))
COUNT = Headcount(4920, dict.fromkeys(KEPT_OUT, 20), unread=60)

MESSAGES: Mapping[str, Message] = {
    "directory-left": directory.left_message(WEEKLY.channel),
    "directory-left-by-admin": directory.left_message(WEEKLY.channel, owns=True),
    **{f"directory-closed-{one}": directory.closed_message(WEEKLY, one) for one in Closed},
    "directory-reopened": directory.reopened_message(WEEKLY),
    "directory-people": directory.left_out_message(WEEKLY, COUNT, OUT[:4], start=0),
    "directory-people-first": directory.left_out_message(WEEKLY, COUNT, OUT[: directory.PAGE + 1], start=0),
    "directory-people-last": directory.left_out_message(BOOKS, COUNT, OUT[directory.PAGE :], start=directory.PAGE),
    "directory-people-none": directory.left_out_message(WEEKLY, Headcount(12), (), start=0),
    "directory-people-unread": directory.left_out_message(WEEKLY, None, (), start=0),
    "directory-people-of-several": directory.counts_message(((WEEKLY, COUNT), (BOOKS, Headcount(3)), (WEEKLY, None))),
    "directory-taken-over": directory.taken_over_message(WEEKLY),
}

VIEWS: Mapping[str, dict[str, Any]] = {}
