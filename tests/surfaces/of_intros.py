"""Samples of introductions."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.intro import Answer, Intro, Why
from bot.intros import views as intros
from bot.posts import Message
from tests.surfaces.scene import ANA, BEN, CHI, NOW

PAIR = Intro(5, (ANA, BEN), Why(None, 600), (NOW + timedelta(days=1, hours=5), NOW + timedelta(days=2, hours=6)))
TRIO = Intro(6, (ANA, BEN, CHI), Why(3, 0), ())

MESSAGES: Mapping[str, Message] = {
    "intros-pair": intros.intro_message(PAIR),
    "intros-again": intros.intro_message(replace(PAIR, why=Why(0, 20))),
    "intros-trio": intros.intro_message(TRIO),
    "intros-checkin": intros.checkin_message(9, PAIR, ANA.id),
    "intros-checkin-unsure": intros.checkin_message(9, PAIR, ANA.id, unsure=True),
    **{f"intros-checkin-{one}": intros.checkin_message(9, PAIR, ANA.id, answer=one) for one in Answer},
    "intros-called-off": intros.called_off_message(),
    "intros-skipped-pair": intros.skipped_message(BEN, ()),
    "intros-skipped-trio": intros.skipped_message(BEN, (ANA, CHI)),
}

VIEWS: Mapping[str, dict[str, Any]] = {}
