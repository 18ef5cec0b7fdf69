"""Samples of teams and their hosts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from typing import Any

from bot.hosts import views as hosts
from bot.hosts.deck import MOVES
from bot.people import ChannelId
from bot.posts import Message
from bot.team import Team
from tests.surfaces.scene import ANA, BEN

TEAM = Team(
    ChannelId("C1"),
    (ANA, BEN),
    "America/New_York",
    charter="Thursdays <!channel> *b* are for learning",
    meets_on=3,
    meets_at=time(15),
    begun=7,
)
EMPTY = Team(ChannelId("C2"), (), "Europe/Berlin")

MESSAGES: Mapping[str, Message] = {
    "hosts-announced": hosts.announcement_message(TEAM),
    "hosts-announced-nobody": hosts.announcement_message(EMPTY),
    "hosts-ended": hosts.ended_message(),
    "hosts-yours": hosts.yours_message(TEAM),
    "hosts-lost": hosts.lost_message(TEAM.channel),
    "hosts-left": hosts.left_message(TEAM.channel),
    "hosts-none": hosts.none_message(TEAM.channel),
    "hosts-teams": hosts.teams_message((TEAM, EMPTY)),
    "hosts-not-yours": hosts.not_yours_message(TEAM),
    "hosts-nobodys": hosts.not_yours_message(EMPTY),
    **{f"hosts-move-{move.name}": hosts.move_message(move) for move in MOVES},
}

VIEWS: Mapping[str, dict[str, Any]] = {
    "hosts-modal-new": hosts.team_modal(TEAM.channel, None, zone=ANA.zone),
    "hosts-modal": hosts.team_modal(TEAM.channel, replace(TEAM, charter="Ask first"), zone=ANA.zone),
    "hosts-modal-nobody": hosts.team_modal(EMPTY.channel, EMPTY, zone=ANA.zone),
    "hosts-saved-new": hosts.saved_modal(TEAM, new=True),
    "hosts-saved": hosts.saved_modal(replace(EMPTY, hosts=(ANA,)), new=False),
    "hosts-ended-modal": hosts.ended_modal(),
    "hosts-home-quiet": {"type": "home", "blocks": hosts.hosts_blocks((TEAM,), moves=False)},
    **{f"hosts-how-{move.name}": hosts.how_modal(move) for move in MOVES if move.how},
}
