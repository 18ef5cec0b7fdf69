"""Samples of setting up and of looking after what was sent."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.blocks import section
from bot.coffee.views import invitation_message
from bot.directory.closed import Closed
from bot.directory.views import closed_text
from bot.headcount import Headcount
from bot.hosts.views import team_blocks
from bot.people import Absence
from bot.posts import Message, PostState, Trouble
from bot.programme import ProgrammeState
from bot.setup import views as setup
from bot.setup.decisions import suggest
from bot.setup.form import form_of
from tests.surfaces.of_hosts import TEAM
from tests.surfaces.scene import ANA, BEN, CHI, NOW, WEEKLY

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

LEFT_OUT = {Absence.BOT: 2, Absence.GUEST: 1, Absence.GONE: 1200, Absence.OUTSIDE: 1}
NEW = suggest("C1", zone="Europe/Berlin", now=NOW)
FRESH = "you have not been introduced before, and your working days share about 2 hours."
APART = "you have not been introduced before, and your clocks are far apart."
SAMPLES = (
    setup.Sample((ANA, BEN), FRESH, NOW + timedelta(days=1, hours=5)),
    setup.Sample((ANA, BEN, CHI), APART, None),
)
INVITATION = invitation_message(WEEKLY)

MESSAGES: Mapping[str, Message] = {
    "setup-troubles": setup.troubles_message(TROUBLES, zone=ANA.zone),
    "setup-troubles-more": setup.troubles_message(TROUBLES, zone=ANA.zone, more=True),
    "setup-overview": setup.overview_message(
        (
            setup.Shown(WEEKLY, 1),
            setup.Shown(replace(WEEKLY, rounds=3, size=5, title="Books & co"), 12),
            setup.Shown(replace(WEEKLY, state=ProgrammeState.PAUSED), 3),
            setup.Shown(replace(WEEKLY, state=ProgrammeState.ENDED), 3),
            setup.Shown(WEEKLY, 3, closed_text(WEEKLY, Closed.ARCHIVED)),
        ),
        note=setup.resumed(WEEKLY),
    ),
    "setup-with-team": setup.overview_message((), team=team_blocks(TEAM, TEAM.channel)),
    "setup-nothing-yet": setup.overview_message((), note=setup.NOTHING_HERE),
    "setup-help-for-admins": Message(setup.HELP, (section(setup.HELP), *setup.set_up_blocks())),
    "setup-no-troubles": setup.troubles_message((), zone=ANA.zone),
}

VIEWS: Mapping[str, dict[str, Any]] = {
    "setup-modal-new": setup.setup_modal(NEW),
    "setup-modal-no-team": setup.setup_modal(NEW, team=team_blocks(None, TEAM.channel)),
    "setup-modal-another": setup.setup_modal(replace(NEW, settled=True, title="Coffee 2")),
    "setup-modal-change": setup.setup_modal(form_of(replace(WEEKLY, title="Books & co", guests=True))),
    "setup-preview": setup.preview_modal(WEEKLY, NEW, SAMPLES, count=Headcount(12), invitation=INVITATION),
    "setup-preview-few": setup.preview_modal(
        WEEKLY, NEW, SAMPLES[:1], count=Headcount(4, LEFT_OUT), invitation=INVITATION
    ),
    "setup-preview-nobody": setup.preview_modal(
        WEEKLY, NEW, (), count=Headcount(2, unread=4998), invitation=INVITATION
    ),
    "setup-looking-ahead": setup.looking_modal(WEEKLY),
    "setup-ahead": setup.ahead_modal(
        WEEKLY, ("4 rounds, 24 introductions, 0 repeats.", "All new to each other: 24 of 24.")
    ),
    "setup-ahead-nobody": setup.ahead_modal(WEEKLY, ()),
    "setup-done-new": setup.done_modal(WEEKLY, new=True),
    "setup-done-change": setup.done_modal(WEEKLY, new=False),
}
