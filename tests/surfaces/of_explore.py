"""Samples of exploring."""

from collections.abc import Mapping
from typing import Any

from bot.explore import sentences
from bot.explore import views as explore
from bot.explore.questions import Drafts, Kept
from bot.goals.form import LONGEST
from bot.posts import Message
from bot.topic import LONGEST as LONGEST_TOPIC
from bot.topic import Doubt
from bot.topics.stances import MOST, NO_STANCES, Stance
from tests.surfaces.of_goals import PRIVATE
from tests.surfaces.of_topics import KUBERNETES, MINE, ODD, PLANS

DRAFTS = Drafts("Kubernets", "R & <@U1>", "Reading <@U9> *query* plans", "Query plans", "Explain one slow query")
_TOPICS = ", ".join(["x" * LONGEST_TOPIC] * MOST)
_LONG = "x" * LONGEST

MESSAGES: Mapping[str, Message] = {}

VIEWS: Mapping[str, dict[str, Any]] = {
    "explore-questions": explore.questions_modal(),
    "explore-drafts": explore.drafts_modal(DRAFTS),
    "explore-drafts-none": explore.drafts_modal(Drafts()),
    "explore-drafts-longest": explore.drafts_modal(Drafts(_TOPICS, _TOPICS, _LONG, "x" * LONGEST_TOPIC, _LONG)),
    "explore-drafts-doubt": explore.drafts_modal(DRAFTS, doubt=Doubt({"Kubernets": KUBERNETES})),
    "explore-empty": explore.told_modal(sentences.EMPTY),
    "explore-nothing-kept": explore.told_modal(f"{sentences.NOTHING_KEPT} {sentences.EMPTY}"),
    "explore-not-here": explore.told_modal(sentences.NOT_HERE),
    "explore-kept": explore.kept_modal(
        Kept(MINE, {Stance.LEARN: (PLANS, ODD), Stance.HELP: (KUBERNETES,)}, (ODD,), PRIVATE)
    ),
    "explore-kept-topics": explore.kept_modal(Kept(MINE, {Stance.LEARN: (PLANS,), Stance.HELP: ()}, (), None)),
    "explore-kept-had": explore.kept_modal(Kept(NO_STANCES, {Stance.LEARN: (), Stance.HELP: ()}, (PLANS,), None)),
}
