"""What was filled in of thanks, by value."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.card import Audience, Card, CardKind
from bot.people import Absence, ChannelId, Person, UserId
from bot.refusal import Refusal, too_long
from bot.thanks import sentences
from bot.thanks.form import BETWEEN_US, LONGEST, ThanksForm, begin, decide_thanks

ANA, BEN = (Person(UserId(f"U{at}"), name, "Europe/Berlin") for at, name in enumerate(["Ana", "Ben"]))
NEW = Card(0, ANA, CardKind.THANKS, "", datetime(2026, 11, 24, 9, tzinfo=UTC))
DATA, WEB, OPS = ChannelId("C1"), ChannelId("C2"), ChannelId("C3")
FORM = ThanksForm(" the  review ", BETWEEN_US, BEN)


def decide(**more: Any) -> Card | Refusal:
    return decide_thanks(replace(FORM, **more), NEW, teams=(DATA, WEB), theirs=(DATA, OPS))


def test_thanks_are_between_two_and_may_name_a_place_where_both_are() -> None:
    kept = replace(NEW, text="the review", audience=Audience.TWO, to=BEN.id)
    assert decide() == kept
    assert decide(place=DATA) == replace(kept, channel=DATA)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"chosen": None}, Refusal(sentences.NOBODY, field="to")),
        ({"chosen": ANA}, Refusal(sentences.YOURSELF, field="to")),
        ({"chosen": replace(BEN, absence=Absence.BOT)}, Refusal(sentences.gone("Ben"), field="to")),
        ({"text": " "}, Refusal(sentences.NO_WORDS, field="text")),
        ({"text": "x" * (LONGEST + 1)}, Refusal(too_long(LONGEST), field="text")),
        ({"place": OPS}, Refusal(sentences.NO_CHOICE, field="place")),
        ({"place": WEB}, Refusal(sentences.NOT_BOTH, field="place")),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(more: dict[str, Any], refusal: Refusal) -> None:
    assert decide(**more) == refusal


@pytest.mark.parametrize(
    ("words", "begun"),
    [
        ("", (None, "")),
        ("<@U2|ben> for the review", ("U2", "the review")),
        ("<@U2> the review", ("U2", "the review")),
        ("@ben for the review", (None, "@ben for the review")),
        ("for the review", (None, "the review")),
        ("formidable help", (None, "formidable help")),
    ],
)
def test_the_form_begins_with_what_was_typed(words: str, begun: tuple[str | None, str]) -> None:
    assert begin(words) == begun
