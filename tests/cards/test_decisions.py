"""What is decided about asks and offers, by value."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from bot.card import Audience, Card, CardKind, CardState
from bot.cards import sentences
from bot.cards.claims import ClaimFacts, NamedFacts, decide_claim, refuse_named
from bot.cards.form import LONGEST, MOST, CardForm, Places, decide_card, new_card, typed_card
from bot.cards.life import KEPT, LASTS, claimed, decide_turn, ended, opened, stays, until
from bot.cards.messages import (
    asks_author,
    plan_card,
    plan_news,
    plan_question,
    plan_shut,
    plan_still_open,
    plan_thanks,
    questions_of,
)
from bot.intro import Exchange, IntroPlan, Turns
from bot.intros.asides import why_modal
from bot.intros.introductions import as_intro
from bot.people import Absence, ChannelId, Person, UserId
from bot.posts import Post, Worth
from bot.refusal import Refusal
from bot.topic import Doubt, Topic

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DAY = timedelta(days=1)
STAMP = int(NOW.timestamp())
C1, C2 = ChannelId("C1"), ChannelId("C2")
ANA, BEN, CHI = (Person(UserId(f"U{at}"), name, "Europe/Berlin") for at, name in enumerate(["Ana", "Ben", "Chi"]))
PLACES = Places((C1, C2), frozenset({C2}))
NEW = new_card(ANA, CardKind.ASK, PLACES, now=NOW)
FORM = CardForm(" how  do\nI ", "query plan", "C1", "team")
CARD = opened(Card(7, ANA, CardKind.ASK, "how do I", NOW, channel=C1, topic="asyncio"), now=NOW)
OFFER = replace(CARD, kind=CardKind.OFFER)
KNOWN = {"query plan": Topic(1, "Query plans")}


def decide(before: Card = NEW, places: Places = PLACES, *, live: int = 0, **more: Any) -> Card | Refusal | Doubt:
    return decide_card(replace(FORM, **more), before, KNOWN, places, live=live)


def test_an_ask_is_as_it_was_meant() -> None:
    assert decide() == Card(
        0, ANA, CardKind.ASK, "how do I", NOW, channel=C1, topic="Query plans", due_at=NOW + 10 * DAY
    )
    assert isinstance(bare := decide(topic=" ", seen_by="everyone"), Card)
    assert (bare.topic, bare.audience) == ("", Audience.EVERYONE)


@pytest.mark.parametrize(
    ("more", "field", "why"),
    [
        ({"what": " \n"}, "what", sentences.NO_WORDS[CardKind.ASK]),
        ({"what": "x" * (LONGEST + 1)}, "what", "longer than 300"),
        ({"topic": "!"}, "topic", "no word"),
        ({"topic": "x" * 61}, "topic", "longer than 60"),
        ({"channel": ""}, "channel", sentences.NO_TEAM),
        ({"channel": "C9"}, "channel", sentences.NO_TEAM),
        ({"channel": "C2"}, "channel", sentences.CLOSED_CHANNEL),
        ({"seen_by": "two"}, "seen_by", sentences.NO_CHOICE),
        ({"live": MOST}, "what", "You have 5 asks and offers"),
        ({"places": Places(guest=True)}, "what", sentences.GUEST),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_at_its_field(more: dict[str, Any], field: str, why: str) -> None:
    refused = decide(**more)
    assert isinstance(refused, Refusal)
    assert refused.field == field
    assert why in refused.why


def test_a_slip_is_asked_about_once() -> None:
    assert decide(topic="Kubernets") == Doubt({"Kubernets": Topic(0, "Kubernetes")})
    assert isinstance(meant := decide(topic="Kubernets", asked=("kubernet",)), Card)
    assert meant.topic == "Kubernets"


def test_a_card_stays_where_it_stands() -> None:
    assert isinstance(kept := decide(CARD, Places(), channel="C2", seen_by="everyone", live=MOST), Card)
    assert (kept.channel, kept.audience) == (C1, Audience.EVERYONE)
    alone = replace(CARD, channel=None, audience=Audience.EVERYONE)
    assert isinstance(kept := decide(alone, PLACES), Card)
    assert (kept.channel, kept.audience) == (None, Audience.EVERYONE)
    assert isinstance(first := decide(NEW, Places(), channel="C9"), Card)
    assert (first.channel, first.audience) == (None, Audience.EVERYONE)


def test_the_form_shows_what_was_typed_whatever_is_wrong_with_it() -> None:
    wrong = replace(FORM, what="x" * 400, channel="", seen_by="world")
    shown = typed_card(wrong, NEW)
    assert (len(shown.text), shown.channel, shown.audience) == (LONGEST, None, Audience.TEAM)
    shown = typed_card(replace(FORM, channel="C2", seen_by="everyone"), NEW)
    assert (shown.channel, shown.audience) == (C2, Audience.EVERYONE)
    assert typed_card(FORM, CARD).channel == C1


@pytest.mark.parametrize(
    ("places", "channel", "audience"),
    [
        (Places(), None, Audience.EVERYONE),
        (Places((C1,)), C1, Audience.TEAM),
        (Places((C1, C2)), None, Audience.TEAM),
        (Places((C1, C2), here="C2"), C2, Audience.TEAM),
        (Places((C1,), here="C9"), C1, Audience.TEAM),
    ],
)
def test_the_form_begins_where_somebody_is(places: Places, channel: str | None, audience: Audience) -> None:
    card = new_card(ANA, CardKind.OFFER, places, now=NOW)
    assert (card.channel, card.audience, card.kind) == (channel, audience, CardKind.OFFER)


@pytest.mark.parametrize(
    ("words", "topic", "found"),
    [
        ("running k8s pods", "", "Kubernetes"),
        ("running k8s pods", "Rust", "Rust"),
        ("about query plans", "x" * 61, "Query plans"),
        ("hm", "", ""),
        ("", "", ""),
    ],
)
def test_a_topic_is_proposed_where_one_is_named(words: str, topic: str, found: str) -> None:
    card = new_card(ANA, CardKind.ASK, PLACES, now=NOW, words=words, topic=topic, known=KNOWN)
    assert (card.text, card.topic) == (words, found)
    assert len(new_card(ANA, CardKind.ASK, PLACES, now=NOW, words="x" * 999).text) == LONGEST


def test_it_is_asked_once_then_its_time_is_over_and_in_a_year_it_goes() -> None:
    asked = decide_turn(CARD, now=NOW + 10 * DAY)
    assert asked.asks
    assert asked.card == replace(CARD, asked=True, due_at=NOW + LASTS)
    assert until(CARD) == until(asked.card) == NOW + LASTS
    late = decide_turn(CARD, now=NOW + 20 * DAY).card
    assert late == replace(CARD, asked=True, due_at=NOW + 22 * DAY)
    over = decide_turn(asked.card, now=NOW + LASTS)
    assert over.card == replace(asked.card, state=CardState.EXPIRED, due_at=NOW + LASTS + KEPT)
    assert not over.asks
    assert decide_turn(over.card, now=NOW + 2 * KEPT).card is None
    done = decide_turn(claimed(CARD, now=NOW), now=NOW + LASTS)
    assert done.card == ended(CARD, CardState.CLOSED, now=NOW + LASTS)


def test_it_stays_open_for_two_more_weeks_and_no_longer() -> None:
    assert stays(CARD, now=NOW) is None, "nobody has asked"
    asked = replace(CARD, asked=True)
    kept = stays(asked, now=NOW + 11 * DAY)
    assert kept is not None
    assert until(kept) == NOW + 28 * DAY
    assert stays(kept, now=NOW + 20 * DAY) == kept
    expired = replace(asked, state=CardState.EXPIRED)
    assert stays(expired, now=NOW + 20 * DAY) == kept
    assert stays(expired, now=NOW + 28 * DAY) is None
    assert stays(replace(asked, state=CardState.CLAIMED), now=NOW) is None


def test_whoever_helps_is_introduced_and_it_counts() -> None:
    plan = decide_claim(ClaimFacts(CARD, BEN, left=1), turns=Turns(), now=NOW)
    assert isinstance(plan, IntroPlan)
    assert [one.id for one in plan.people] == [ANA.id, BEN.id]
    assert plan.why.said == "Ben can help with: how do I"
    assert plan.why.topics == (Exchange(0, 1, "asyncio", helps=True),)
    offered = decide_claim(ClaimFacts(OFFER, BEN, left=1), turns=Turns(), now=NOW)
    assert isinstance(offered, IntroPlan)
    assert offered.why.said == "Ana offers: how do I"
    assert offered.why.topics == (Exchange(1, 0, "asyncio", helps=True),)
    assert plan.times
    assert max(plan.times) <= NOW + 8 * DAY
    why = str(why_modal(as_intro(plan, 1)))
    assert "Ben can help with: how do I" in why
    assert "chance decided" not in why


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (ClaimFacts(CARD, ANA, left=3), sentences.OWN),
        (ClaimFacts(CARD, BEN, left=3, already=True), sentences.AGAIN),
        (ClaimFacts(replace(CARD, state=CardState.CLOSED), BEN, left=3), sentences.OVER),
        (ClaimFacts(replace(CARD, state=CardState.EXPIRED), BEN, left=3), sentences.OVER),
        (ClaimFacts(CARD, BEN, left=3, paused=True, apart=True), sentences.PAUSED),
        (ClaimFacts(CARD, BEN, left=0, apart=True), sentences.ENOUGH),
        (ClaimFacts(CARD, BEN, left=3, apart=True), sentences.TAKEN[CardKind.ASK]),
        (ClaimFacts(CARD, BEN, left=3, author_free=False), sentences.TAKEN[CardKind.ASK]),
        (ClaimFacts(replace(CARD, state=CardState.CLAIMED), BEN, left=3), sentences.TAKEN[CardKind.ASK]),
        (ClaimFacts(OFFER, BEN, left=0), sentences.TAKEN[CardKind.OFFER]),
    ],
)
def test_what_is_private_to_others_looks_taken(facts: ClaimFacts, why: str) -> None:
    assert decide_claim(facts, turns=Turns(), now=NOW) == Refusal(why)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (NamedFacts(CARD, BEN.id, CHI), None),
        (NamedFacts(claimed(CARD, now=NOW), BEN.id, CHI), sentences.OVER),
        (NamedFacts(CARD, BEN.id, CHI, before=True), sentences.NAMED_BEFORE),
        (NamedFacts(CARD, BEN.id, CHI, count=3), sentences.NAMED_ENOUGH),
        (NamedFacts(CARD, BEN.id, None), sentences.NOBODY),
        (NamedFacts(CARD, BEN.id, BEN), sentences.YOURSELF),
        (NamedFacts(CARD, BEN.id, ANA), sentences.ITS_AUTHOR),
        (NamedFacts(CARD, BEN.id, CHI, sees=False), sentences.UNSEEN),
        (NamedFacts(CARD, BEN.id, replace(CHI, absence=Absence.GONE)), sentences.UNSEEN),
    ],
)
def test_who_may_be_named(facts: NamedFacts, why: str | None) -> None:
    assert refuse_named(facts) == (None if why is None else Refusal(why, field="person"))


def test_a_card_without_a_channel_is_posted_nowhere() -> None:
    assert plan_card(replace(CARD, channel=None), now=NOW) == ()
    (post,) = plan_card(CARD, now=NOW)
    assert (post.key, post.to, post.worth) == ("cards:card:7", C1, None)


@pytest.mark.parametrize(
    ("plan", "key", "to", "worth", "lasts"),
    [
        (plan_question, "cards:card:7:for:U1:asked", BEN, Worth.QUESTION, 7),
        (plan_news, "cards:card:7:too:U1:told", BEN, Worth.EXTRA, 7),
        (partial(plan_thanks, line="Thanks"), f"cards:card:7:thanks:U1:{STAMP}", BEN, Worth.QUESTION, 7),
        (plan_still_open, f"cards:card:7:open:U0:{STAMP}", ANA, Worth.QUESTION, 14),
        (plan_shut, f"cards:card:7:shut:U0:{STAMP}", ANA, Worth.QUESTION, 14),
    ],
)
def test_what_single_people_hear_is_owed_once_and_within_their_budget(
    plan: Callable[..., Post], key: str, to: Person, worth: Worth, lasts: int
) -> None:
    more = {} if to is ANA else {"user_id": to.id}
    post = plan(claimed(CARD, now=NOW), **more, now=NOW)
    assert (post.key, post.to, post.worth, post.unless_away) == (key, (to.id,), worth, True)
    assert post.expires_at == NOW + lasts * DAY
    assert post.key.startswith((questions_of(CARD), asks_author(CARD))) is (plan in {plan_question, plan_still_open})
