"""Who may see what somebody shares: the people of a team of theirs, or everyone."""

from dataclasses import dataclass, replace
from typing import Any

from bot.blocks import plain
from bot.card import Audience, Card
from bot.people import ChannelId
from bot.refusal import Refusal

MOST_TEAMS = 9  # with everyone, as many as there are round buttons in a form
EVERYONE = "everyone"
NO_CHOICE = "Please choose one of these."
NO_TEAM = "As a guest, you share with a team, and none of your channels is one yet. Ask an admin of this workspace."


@dataclass(frozen=True, slots=True)
class Sharer:
    """Somebody who shares something: the channels of their teams, and whether they are a guest here."""

    channels: tuple[ChannelId, ...]
    guest: bool = False

    @property
    def reaches(self) -> tuple["Reach", ...]:
        """Whom they can share with; guests with their teams alone."""
        teams = tuple(Reach(Audience.TEAM, channel) for channel in self.channels[:MOST_TEAMS])
        return teams if self.guest else (*teams, Reach(Audience.EVERYONE, next(iter(self.channels), None)))


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a card reaches; what everyone may see stands with a team, too, where its author has one."""

    audience: Audience
    channel: ChannelId | None

    @property
    def name(self) -> str:
        """What a form calls it."""
        return EVERYONE if self.audience is Audience.EVERYONE else f"{self.audience} {self.channel}"

    @property
    def label(self) -> str:
        """What people read."""
        return "Everyone here but guests" if self.audience is Audience.EVERYONE else f"My team, <#{self.channel}>"

    def within(self, card: Card) -> bool:
        """Whether all whom it reaches may see a card."""
        here = self.audience is Audience.TEAM and card.channel == self.channel
        return card.audience is Audience.EVERYONE or (here and card.audience is Audience.TEAM)


def reach_of(card: Card) -> Reach:
    """Whom a card reaches."""
    return Reach(card.audience, card.channel)


def read_reach(name: str, sharer: Sharer) -> Reach | Refusal:
    """Whom somebody means, where they can share with those."""
    found = next((one for one in sharer.reaches if one.name == name), None)
    return found or Refusal(NO_CHOICE if sharer.reaches else NO_TEAM, field="reach")


def with_reach(card: Card, name: str, sharer: Sharer) -> Card:
    """The card, for those whom a form named, where its author can share with them."""
    reach = read_reach(name, sharer)
    return card if isinstance(reach, Refusal) else replace(card, audience=reach.audience, channel=reach.channel)


def reach_choice(sharer: Sharer, chosen: Reach | None = None) -> dict[str, Any]:
    """The element of a form that asks who may see it; their first team, unless another is chosen."""
    options = {one.name: _option(one) for one in sharer.reaches}
    first = next(iter(options.values()), _option(Reach(Audience.EVERYONE, None)))
    return {
        "type": "radio_buttons",
        "options": list(options.values()) or [first],
        "initial_option": options.get(chosen.name, first) if chosen else first,
    }


def _option(reach: Reach) -> dict[str, Any]:
    words = {"type": "mrkdwn", "text": reach.label} if reach.audience is Audience.TEAM else plain(reach.label)
    return {"text": words, "value": reach.name}
