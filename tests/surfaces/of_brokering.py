"""Samples of bringing two people together."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.brokering import views as brokering
from bot.brokering.desk import MOST, Suggestion
from bot.brokering.proposal import Proposal, Side
from bot.posts import Message
from tests.surfaces.scene import ANA, BEN, CHI, NOW

PROPOSAL = Proposal(3, CHI.id, ANA.id, BEN.id, "query plans <!channel> *b*", NOW, NOW)
PAIR = Suggestion(4, ANA, CHI, "Query plans <!channel> *b*", goal=1, weekday=1)
HOSTILE = Suggestion(4, BEN, CHI, "Query plans", goal=1)
DESK = (PAIR, *(replace(PAIR, id=5 + number, owner=CHI, helper=ANA, weekday=None) for number in range(MOST - 1)))

MESSAGES: Mapping[str, Message] = {
    "brokering-learner": brokering.learner_message(PROPOSAL, BEN, CHI),
    "brokering-helper": brokering.helper_message(PROPOSAL, BEN, ANA, Side(CHI, cap=3, helped=1)),
    "brokering-proposed": brokering.proposed_message(PROPOSAL, ANA, BEN),
    "brokering-introduced": brokering.introduced_message(PROPOSAL, ANA, BEN),
    "brokering-over": brokering.over_message(PROPOSAL, (ANA, BEN)),
    "brokering-over-one-gone": brokering.over_message(replace(PROPOSAL, about=""), (ANA,)),
    "brokering-over-for-me": brokering.over_for_me_message(),
    "brokering-dismissed": brokering.dismissed_message(4),
    "brokering-line-asked": brokering.line_question(PROPOSAL, ANA, BEN),
    "brokering-line": brokering.line_message(BEN, CHI, "That helped <!channel> *b*"),
    "brokering-line-alone": brokering.line_message(ANA, None, "That helped"),
}

VIEWS: Mapping[str, dict[str, Any]] = {
    "brokering-form": brokering.proposal_modal(),
    "brokering-form-filled": brokering.proposal_modal(learner=ANA.id, helper=BEN.id, about="query plans"),
    "brokering-suggestion": brokering.suggestion_modal(HOSTILE),
    "brokering-line-form": brokering.line_modal(PROPOSAL, CHI, ANA),
    "brokering-no-form": brokering.notice_modal("Guests cannot introduce people here."),
    "brokering-desk": {"type": "home", "blocks": brokering.desk_blocks(DESK, under_way=2)},
    "brokering-desk-one": {"type": "home", "blocks": brokering.desk_blocks(DESK[:1], under_way=0)},
    "brokering-desk-empty": {"type": "home", "blocks": brokering.desk_blocks((), under_way=1)},
}
