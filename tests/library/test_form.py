"""What was filled in of a page, and with whom somebody shares, by value."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.audiences import NO_CHOICE, NO_TEAM, Reach, Sharer, reach_choice, reach_of, read_reach, with_reach
from bot.card import Audience, Card, CardKind
from bot.library import sentences
from bot.library.form import LONGEST, ResourceForm, begin, decide_resource
from bot.people import ChannelId, Person, UserId
from bot.refusal import Refusal
from bot.topic import Doubt, Topic

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ANA = Person(UserId("U1"), "Ana", "Europe/Berlin")
DATA, WEB = ChannelId("C1"), ChannelId("C2")
SHARER = Sharer((DATA, WEB))
NEW = Card(0, ANA, CardKind.RESOURCE, "", NOW)
KNOWN = {"query plan": Topic(1, "Query plans")}
FORM = ResourceForm(" https://Example.org#a ", "query plan", " so  good ", "everyone")


def decide(before: Card = NEW, sharer: Sharer = SHARER, **more: Any) -> Card | Refusal | Doubt:
    return decide_resource(replace(FORM, **more), before, KNOWN, sharer, now=NOW)


def test_a_page_is_as_it_was_meant_and_its_title_is_asked_for_anew() -> None:
    kept = replace(
        NEW,
        url="https://example.org/#a",
        topic="Query plans",
        text="so good",
        audience=Audience.EVERYONE,
        channel=DATA,
        due_at=NOW,
    )
    assert decide() == kept
    titled = replace(kept, id=7, title="A title", due_at=None)
    assert decide(titled) == titled
    assert decide(titled, url="https://example.net/") == replace(
        titled, url="https://example.net/", title="", due_at=NOW
    )
    assert decide(topic=" ", reach="team C2") == replace(kept, topic="", audience=Audience.TEAM, channel=WEB)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"url": "example"}, Refusal(sentences.NO_ADDRESS, field="url")),
        ({"why": " "}, Refusal(sentences.NO_WHY, field="why")),
        ({"why": "x" * (LONGEST + 1)}, Refusal(sentences.too_long(LONGEST), field="why")),
        ({"reach": "team C9"}, Refusal(NO_CHOICE, field="reach")),
        ({"reach": "everyone", "sharer": Sharer((), guest=True)}, Refusal(NO_TEAM, field="reach")),
        ({"reach": "everyone", "sharer": Sharer((DATA,), guest=True)}, Refusal(NO_CHOICE, field="reach")),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(more: dict[str, Any], refusal: Refusal) -> None:
    assert decide(**more) == refusal


def test_a_topic_has_words_and_a_slip_is_asked_about_once() -> None:
    refused = decide(topic="!")
    assert isinstance(refused, Refusal)
    assert refused.field == "topic"
    assert decide(topic="query plams") == Doubt({"query plams": KNOWN["query plan"]})
    kept = decide(topic="query plams", asked=("query plam",))
    assert isinstance(kept, Card)
    assert kept.topic == "query plams"


def test_the_form_begins_with_an_address_and_what_is_said_of_it() -> None:
    begun = begin(" https://example.org/a  because it helps ", NEW)
    assert (begun.url, begun.text) == ("https://example.org/a", "because it helps")
    assert begin("", NEW) == NEW


def test_a_card_reaches_whom_its_author_can_share_with() -> None:
    team, everyone = Reach(Audience.TEAM, DATA), Reach(Audience.EVERYONE, DATA)
    assert read_reach("team C1", SHARER) == team
    assert with_reach(NEW, "team C1", SHARER) == replace(NEW, audience=Audience.TEAM, channel=DATA)
    assert with_reach(NEW, "team C9", SHARER) == NEW
    in_data = replace(NEW, audience=Audience.TEAM, channel=DATA)
    for_all = replace(in_data, audience=Audience.EVERYONE)
    between = replace(in_data, audience=Audience.TWO)
    assert [team.within(one) for one in (in_data, for_all, between)] == [True, True, False]
    assert [everyone.within(one) for one in (in_data, for_all)] == [False, True]
    assert not Reach(Audience.TEAM, WEB).within(in_data)


def test_the_first_team_is_chosen_unless_another_can_be() -> None:
    assert reach_choice(SHARER)["initial_option"]["value"] == "team C1"
    assert reach_choice(SHARER, reach_of(replace(NEW, channel=WEB)))["initial_option"]["value"] == "team C2"
    assert reach_choice(SHARER, Reach(Audience.TEAM, ChannelId("C9")))["initial_option"]["value"] == "team C1"
    assert reach_choice(Sharer(()))["initial_option"]["value"] == "everyone"
