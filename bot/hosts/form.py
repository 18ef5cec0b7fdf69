"""What was filled in of a team, and what it comes to."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import DAYS, read_time, read_zone
from bot.hosts import sentences
from bot.people import ChannelId, Person, UserId
from bot.refusal import Refusal
from bot.team import LONGEST_CHARTER, MOST_HOSTS, Team

NO_DAY = "none"  # they do not meet, or nobody says when


@dataclass(frozen=True, slots=True)
class TeamForm:
    """The form as it was sent; `chosen` are the people chosen as hosts, as Slack knows them."""

    hosts: tuple[UserId, ...]
    charter: str
    on: str
    at: str
    zone: str
    chosen: Mapping[UserId, Person] = field(default_factory=dict[UserId, Person])


def decide_team(
    form: TeamForm, channel: ChannelId, before: Team | None, *, people: Collection[UserId] | None, now: datetime
) -> Team | Refusal:
    """The team that was meant, where `before` was; `people` are in the channel, None where they are too many to say."""
    refusal = next(_refusals(form, people), None)
    if refusal is not None:
        return refusal
    zone, at = read_zone(form.zone), read_time(form.at)
    if isinstance(zone, Refusal):
        return zone
    return Team(
        channel,
        tuple(form.chosen[one] for one in form.hosts),
        zone.key,
        charter=" ".join(form.charter.split()),
        meets_on=None if at is None else int(form.on),
        meets_at=at,
        begun=int(now.timestamp()) if before is None else before.begun,
    )


def _refusals(form: TeamForm, people: Collection[UserId] | None) -> Iterator[Refusal]:
    yield from _refuse_hosts(form, people)
    if len(" ".join(form.charter.split())) > LONGEST_CHARTER:
        yield Refusal(sentences.TOO_LONG, field="charter")
    if form.on != NO_DAY and form.on not in map(str, range(len(DAYS))):
        yield Refusal(sentences.NO_CHOICE, field="on")
    at = read_time(form.at)
    if at is None and form.on != NO_DAY:
        yield Refusal(sentences.NO_TIME, field="at")
    if at is not None and form.on == NO_DAY:
        yield Refusal(sentences.NO_DAY, field="on")


def _refuse_hosts(form: TeamForm, people: Collection[UserId] | None) -> Iterator[Refusal]:
    if not form.hosts:
        yield Refusal(sentences.NO_HOST, field="hosts")
    if len(form.hosts) > MOST_HOSTS:
        yield Refusal(sentences.TOO_MANY, field="hosts")
    for one in form.hosts:
        person = form.chosen.get(one)
        if person is None:
            yield Refusal(sentences.UNKNOWN, field="hosts")
        elif person.absence is not None:
            yield Refusal(sentences.cannot_host(person.name, person.absence), field="hosts")
        elif people is not None and one not in people:
            yield Refusal(sentences.not_there(person.name), field="hosts")
