"""What a member prefers, but for hours: how often and how many, in which ways and languages, and whom and what not."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.languages import find_language, suggest_languages
from bot.people import UserId
from bot.preferences import sentences
from bot.preferences.standing import Preferences
from bot.refusal import Refusal
from bot.wishes import Place, Way

CADENCES = (1, 2, 4, 0)  # weeks; 0 is only when they ask
MESSAGES = (3, 2, 1)  # a week
SIZES = (2, 3, 4, 5, 6)
LONGEST_TOWN = 80
LONGEST_SKIPS = 300
MOST_LANGUAGES = 10
MOST_AVOIDED = 25
ASK_FIRST, QUESTIONS_FIRST, NOW = "ask-first", "questions-first", "now"
EXTRAS = (ASK_FIRST, QUESTIONS_FIRST, NOW)
_BETWEEN = re.compile(r"[,;/\n]|\band\b")


@dataclass(frozen=True, slots=True)
class OftenForm:
    """How often and how many, as it was sent; the `extras` are what is ticked."""

    every: str
    largest: str
    extras: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class WaysForm:
    """Ways, place and languages, as they were sent."""

    ways: Sequence[str]
    place: str
    town: str = ""
    languages: str = ""


@dataclass(frozen=True, slots=True)
class LimitsForm:
    """Whom and what somebody would rather not, as it was sent; `bots` are the names of those who are no people."""

    avoided: Collection[UserId]
    skips: str = ""
    bots: Mapping[UserId, str] = field(default_factory=dict[UserId, str])


def decide_often(mine: Preferences, form: OftenForm) -> Preferences | Refusal:
    """How often and with how many somebody meets, and when they are asked."""
    for name, value, known in (("every", form.every, CADENCES), ("largest", form.largest, SIZES)):
        if value not in [str(one) for one in known]:
            return Refusal(sentences.NO_CHOICE, field=name)
    if not set(form.extras) <= set(EXTRAS):
        return Refusal(sentences.NO_CHOICE, field="extras")
    wishes = replace(
        mine.person.wishes,
        largest=int(form.largest),
        questions_first=QUESTIONS_FIRST in form.extras,
        now=NOW in form.extras,
    )
    person = replace(mine.person, wishes=wishes)
    return replace(mine, person=person, every_weeks=int(form.every), ask_first=ASK_FIRST in form.extras)


def decide_messages(mine: Preferences, most: str) -> Preferences | Refusal:
    """How much comes to somebody of our own accord in a week at most."""
    if most not in [str(one) for one in MESSAGES]:
        return Refusal(sentences.NO_CHOICE, field="most")
    return replace(mine, most_a_week=int(most))


def decide_ways(mine: Preferences, form: WaysForm) -> Preferences | Refusal:
    """How, from where and in which languages somebody meets."""
    ways = frozenset(way for way in Way if way in form.ways)
    if not ways or len(ways) != len(form.ways):
        return Refusal(sentences.NO_WAY, field="ways")
    if form.place not in list(Place):
        return Refusal(sentences.NO_CHOICE, field="place")
    town = " ".join(form.town.split())
    if len(town) > LONGEST_TOWN:
        return Refusal(sentences.too_long(LONGEST_TOWN, len(town)), field="town")
    languages = _languages(form.languages)
    if isinstance(languages, Refusal):
        return languages
    wishes = replace(mine.person.wishes, ways=ways, place=Place(form.place), town=town, languages=languages)
    return replace(mine, person=replace(mine.person, wishes=wishes))


def _languages(text: str) -> frozenset[str] | Refusal:
    typed = [one.strip() for one in _BETWEEN.split(text) if one.strip()]
    if len(typed) > MOST_LANGUAGES:
        return Refusal(sentences.too_many(MOST_LANGUAGES), field="languages")
    found = {one: find_language(one) for one in typed}
    for one, code in found.items():
        if code is None:
            return Refusal(sentences.no_language(one, suggest_languages(one)), field="languages")
    return frozenset(code for code in found.values() if code is not None)


def decide_limits(mine: Preferences, form: LimitsForm) -> Preferences | Refusal:
    """Whom somebody would rather not meet, and what they would rather not talk about."""
    if len(form.avoided) > MOST_AVOIDED:
        return Refusal(sentences.too_many(MOST_AVOIDED), field="avoided")
    if mine.person.id in form.avoided:
        return Refusal(sentences.YOURSELF, field="avoided")
    if form.bots:
        return Refusal(sentences.bots(sorted(form.bots.values())), field="avoided")
    skips = " ".join(form.skips.split())
    if len(skips) > LONGEST_SKIPS:
        return Refusal(sentences.too_long(LONGEST_SKIPS, len(skips)), field="skips")
    wishes = replace(mine.person.wishes, skips=skips)
    return replace(mine, person=replace(mine.person, wishes=wishes), avoided=frozenset(form.avoided))
