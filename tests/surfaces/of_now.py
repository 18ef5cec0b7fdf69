"""Samples of a quarter of an hour now."""

from collections.abc import Mapping
from typing import Any

from bot.blocks import told
from bot.now import views as now
from bot.now.search import Search
from bot.posts import Message
from tests.surfaces.scene import BEN, NOW

SEARCH = Search(7, BEN.id, NOW, NOW)

MESSAGES: Mapping[str, Message] = {
    "now-looking": now.looking_message(),
    "now-looking-already": now.looking_message(again=True),
    "now-nobody": now.nobody_message(),
    "now-question": now.question_message(SEARCH, BEN),
    "now-passed": now.passed_message(),
    "now-accepted": now.accepted_message(BEN),
    "now-declined": told(now.DECLINED),
    "now-never": told(now.NEVER_AGAIN),
    "now-called-off": told(now.CALLED_OFF),
    "now-nothing-to-call-off": told(now.NOTHING_TO_CALL_OFF),
    "now-not-in": told(now.NOT_IN),
    "now-paused": told(now.PAUSED),
    "now-stands-still": told(now.STANDS_STILL),
    "now-not-at-work": told(now.NOT_AT_WORK),
}

VIEWS: Mapping[str, dict[str, Any]] = {}
