"""Samples of setting up and of looking after what was sent."""

from collections.abc import Mapping
from typing import Any

from bot.posts import Message, PostState, Trouble
from bot.setup import views as setup
from tests.surfaces.scene import ANA, NOW, WEEKLY

TROUBLES = tuple(
    Trouble(number, key, NOW, state, error)
    for number, (key, state, error) in enumerate(
        [
            ("intros:intro:5", PostState.UNCONFIRMED, "ServerDisconnectedError"),
            ("intros:checkin:9", PostState.FAILED, "user_disabled"),
            ("setup:invitation:7", PostState.FAILED, "is_archived"),
            ("coffee:alone:7:2026-11-30", PostState.FAILED, "<b>"),
        ],
        start=1,
    )
)

MESSAGES: Mapping[str, Message] = {
    "setup-troubles": setup.troubles_message(TROUBLES, zone=ANA.zone),
    "setup-no-troubles": setup.troubles_message((), zone=ANA.zone),
}

VIEWS: Mapping[str, dict[str, Any]] = {
    "setup-modal-new": setup.setup_modal(None, channel="C1", zone="Europe/Berlin"),
    "setup-modal-change": setup.setup_modal(WEEKLY, channel="C1", zone="Asia/Tokyo"),
    "setup-done-new": setup.done_modal(WEEKLY, new=True),
    "setup-done-change": setup.done_modal(WEEKLY, new=False),
}
