"""What was filled in of thanks, and what it comes to."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from bot.card import Audience, Card
from bot.mentions import read_mentions
from bot.people import ChannelId, Person, UserId
from bot.refusal import Refusal, too_long
from bot.thanks import sentences

LONGEST = 300  # characters
BETWEEN_US = "between us"


def begin(words: str) -> tuple[UserId | None, str]:
    """What was typed after the command: whom it is for, where somebody is mentioned, and what for."""
    people, text = read_mentions(words)
    return next(iter(people), None), text.removeprefix("for ")[:LONGEST]


@dataclass(frozen=True, slots=True)
class ThanksForm:
    """The form as it was sent; `chosen` is whom it is for, as Slack knows them, where one was chosen."""

    text: str
    place: str
    chosen: Person | None


def decide_thanks(
    form: ThanksForm, new: Card, *, teams: Collection[ChannelId], theirs: Collection[ChannelId]
) -> Card | Refusal:
    """The thanks that were meant; of the `teams` that the giver is in, `theirs` has those of the other."""
    refusal = next(_refusals(form, new.author.id, teams=teams, theirs=theirs), None)
    if refusal is not None or form.chosen is None:
        return refusal or Refusal(sentences.NOBODY, field="to")
    place = None if form.place == BETWEEN_US else ChannelId(form.place)
    return replace(new, text=" ".join(form.text.split()), channel=place, audience=Audience.TWO, to=form.chosen.id)


def _refusals(
    form: ThanksForm, giver: UserId, *, teams: Collection[ChannelId], theirs: Collection[ChannelId]
) -> Iterator[Refusal]:
    if form.chosen is not None and form.chosen.id == giver:
        yield Refusal(sentences.YOURSELF, field="to")
    if form.chosen is not None and not form.chosen.here:
        yield Refusal(sentences.gone(form.chosen.name), field="to")
    if not form.text.strip() or len(form.text) > LONGEST:
        yield Refusal(too_long(LONGEST) if form.text.strip() else sentences.NO_WORDS, field="text")
    if form.place != BETWEEN_US and form.place not in teams:
        yield Refusal(sentences.NO_CHOICE, field="place")
    elif form.place != BETWEEN_US and form.place not in theirs:
        yield Refusal(sentences.NOT_BOTH, field="place")
