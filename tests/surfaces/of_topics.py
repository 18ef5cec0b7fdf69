"""Samples of topics."""

from collections.abc import Mapping
from typing import Any

from bot.posts import Message
from bot.topic import Doubt, Topic, find_topic
from bot.topics import sentences
from bot.topics import views as topics
from bot.topics.stances import Stance, Stances
from bot.topics.who import Helper
from tests.surfaces.scene import ANA, BEN, CHI

PLANS, KUBERNETES, ODD = Topic(1, "Query plans"), Topic(2, "Kubernetes"), find_topic("<@U1> *R* & co", {})
MINE = Stances(
    {Stance.LEARN: (PLANS, ODD), Stance.HELP: (KUBERNETES,), Stance.CURIOUS: (Topic(3, "Threat modeling"),)}, 5, 1
)
TYPED = {Stance.LEARN: "Kubernets", Stance.HELP: "", Stance.CURIOUS: ""}
HELPERS = (Helper(BEN, 2400, ("Query plans",), 2), Helper(CHI, 300, (), 1), Helper(ANA, 20, (), 1))

MESSAGES: Mapping[str, Message] = {
    "topics-mine": topics.mine_message(MINE, note=sentences.WANTED),
    "topics-nothing-yet": topics.mine_message(Stances({})),
    "topics-who": topics.who_message(KUBERNETES, HELPERS, more=4),
    "topics-who-nobody": topics.nobody_message(
        ODD, learners=(ANA, BEN), near=((PLANS, 2), (KUBERNETES, 1)), meant=None, wanted=False
    ),
    "topics-who-meant": topics.nobody_message(
        Topic(0, "Kubernets"), learners=(), near=(), meant=KUBERNETES, wanted=True
    ),
    "topics-words": topics.words_message(((PLANS, 2), (ODD, 1)), {"ship it": ODD}),
    "topics-words-none": topics.words_message((), {}),
    "topics-look": topics.look_message(MINE),
    "topics-all": topics.topics_message(((PLANS, 2), (ODD, 1))),
    "topics-all-nobody": topics.topics_message(()),
}

VIEWS: Mapping[str, dict[str, Any]] = {
    "topics-modal": topics.topics_modal(MINE),
    "topics-modal-empty": topics.topics_modal(Stances({})),
    "topics-modal-doubt": topics.topics_modal(
        Stances({}), typed=TYPED, cap="2", doubt=Doubt({"Kubernets": KUBERNETES})
    ),
    "topics-words-modal": topics.words_modal(),
    "topics-words-saved": topics.words_saved_modal({"ship it": ODD}),
    "topics-saved": topics.saved_modal(MINE),
    "topics-saved-none": topics.saved_modal(Stances({})),
}
