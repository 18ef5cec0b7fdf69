"""Samples of introductions."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.intro import Answer, Exchange, Intro, IntroState, Why
from bot.intros import asides
from bot.intros import checkin_views as checkins
from bot.intros import views as intros
from bot.intros.facts import CheckinFacts
from bot.people import Person, UserId
from bot.posts import Message, PostState
from bot.wishes import Way, Wishes
from tests.surfaces.scene import ANA, BEN, CHI, NOW

TIMES = (
    NOW + timedelta(days=1, hours=5),
    NOW + timedelta(days=2, hours=6),
    NOW + timedelta(days=3, hours=7),
)
DEE = Person(UserId("U4"), "Dee", "Europe/London", wishes=Wishes(questions_first=True))
FAY = Person(UserId("U5"), "Fay", "Africa/Lagos", wishes=Wishes(town="Berlin"))
PAIR = Intro(5, (ANA, BEN), Why(None, 600), TIMES, offered=TIMES)
FAR = Intro(6, (ANA, CHI), Why(3, 0), (), apart=True)
TRIO = Intro(7, (ANA, BEN, DEE), Why(None, 600), TIMES, way=Way.WALK)
PICKED = replace(PAIR, planned_at=TIMES[0], times=())
AT_ONCE = replace(PAIR, planned_at=NOW, times=(), offered=(), at_once=True)
BROKERED = replace(
    PAIR, broker=CHI.id, why=Why(None, 600, topics=(Exchange(0, 1, "", helps=True),), said="query plans <!channel>")
)
SKIPPED = replace(PAIR, skipped=frozenset({BEN.id}), state=IntroState.SKIPPED)

MESSAGES: Mapping[str, Message] = {
    "intros-pair": intros.intro_message(PAIR),
    "intros-again": intros.intro_message(replace(PAIR, why=Why(0, 20))),
    "intros-apart": intros.intro_message(FAR, CHI.id),
    "intros-trio": intros.intro_message(TRIO),
    "intros-trio-left": intros.intro_message(replace(TRIO, people=(ANA, DEE, FAY), skipped=frozenset({FAY.id}))),
    "intros-four": intros.intro_message(replace(PAIR, people=(ANA, BEN, DEE, FAY))),
    "intros-second": intros.intro_message(replace(PAIR, second=True)),
    "intros-no-card": intros.intro_message(replace(PAIR, card=None)),
    "intros-in-person": intros.intro_message(replace(PAIR, people=(FAY, ANA), way=Way.IN_PERSON)),
    "intros-in-writing": intros.intro_message(replace(PAIR, times=(), way=Way.SWAP)),
    "intros-by-voice": intros.intro_message(replace(PAIR, times=(), way=Way.VOICE)),
    "intros-fresh": intros.intro_message(replace(PAIR, fresh=True)),
    "intros-picked": intros.intro_message(PICKED),
    "intros-picked-link": intros.intro_message(replace(PICKED, meeting="https://meet.example.org/a?b=1&c=2")),
    "intros-moving": intros.intro_message(replace(PICKED, times=TIMES[1:])),
    "intros-now": intros.intro_message(AT_ONCE),
    "intros-now-again": intros.intro_message(replace(AT_ONCE, why=Why(0, 20), meeting="https://meet.example.org/a")),
    "intros-now-moving": intros.intro_message(replace(AT_ONCE, times=TIMES)),
    "intros-now-moved": intros.intro_message(replace(AT_ONCE, planned_at=TIMES[0], sequence=1)),
    "intros-now-skipped": intros.intro_message(replace(AT_ONCE, skipped=frozenset({BEN.id}), state=IntroState.SKIPPED)),
    "intros-brokered": intros.intro_message(BROKERED),
    "intros-brokered-by-nobody": intros.intro_message(replace(BROKERED, broker=None)),
    "intros-skipped": intros.intro_message(SKIPPED),
    "intros-skipped-all": intros.intro_message(replace(SKIPPED, skipped=frozenset({ANA.id, BEN.id}))),
    "intros-called-off": intros.called_off_message(),
    "intros-openers": asides.openers_message(PAIR, ANA.id),
    "intros-checkin": checkins.checkin_message(9, PAIR, ANA.id),
    "intros-checkin-unsure": checkins.checkin_message(9, PAIR, ANA.id, unsure=True),
    **{f"intros-checkin-{one}": checkins.checkin_message(9, PAIR, ANA.id, answer=one) for one in Answer},
}

MET = CheckinFacts(9, ANA.id, PAIR, IntroState.INTRODUCED, PostState.SENT, NOW, Answer.MET, "Ask *Ben* about <Kafka>")

VIEWS: Mapping[str, dict[str, Any]] = {
    "intros-why": asides.why_modal(PAIR),
    "intros-why-an-hour": asides.why_modal(replace(PAIR, why=Why(None, 60))),
    "intros-why-edges": asides.why_modal(replace(FAR, why=Why(None, 0, {"new": 50, "edges": 20}))),
    "intros-why-little": asides.why_modal(replace(PAIR, why=Why(0, 20))),
    "intros-why-trio": asides.why_modal(replace(TRIO, why=Why(2, 0))),
    "intros-why-now": asides.why_modal(AT_ONCE),
    "intros-say-now": asides.openers_modal(AT_ONCE, ANA.id),
    "intros-say": asides.openers_modal(PAIR, ANA.id),
    "intros-say-apart": asides.openers_modal(FAR, ANA.id),
    "intros-say-picked": asides.openers_modal(PICKED, BEN.id),
    "intros-calendar": asides.calendar_modal(PICKED, ANA.id, TIMES[0]),
    "intros-calendar-file": asides.calendar_modal(
        replace(PICKED, calendar="https://coffee.example.org/calendar/abc.ics"), BEN.id, TIMES[0]
    ),
    "intros-unfit": asides.unfit_modal(FAR, ANA.id),
    "intros-unfit-trio": asides.unfit_modal(replace(TRIO, people=(ANA, CHI, DEE)), DEE.id),
    "intros-unfit-noted": asides.unfit_noted_modal(),
    "intros-takeaway": checkins.takeaway_modal(MET),
    "intros-takeaway-new": checkins.takeaway_modal(replace(MET, takeaway="")),
    "intros-takeaway-kept": checkins.takeaway_kept_modal("Kafka"),
    "intros-takeaway-deleted": checkins.takeaway_kept_modal(""),
}
