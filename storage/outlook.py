"""What lies ahead, who was matched and why, and what became of each post, all at once: for the demo to show."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.intros.views import reason
from bot.people import UserId
from bot.posts import PostKind, PostState
from storage import coffee, courses, intros, programmes, swaps
from storage.courses import Course
from storage.database import Tx
from storage.intros import CheckinRow, IntroFound, IntroRow
from storage.posts import PostRow


@dataclass(frozen=True, slots=True)
class Ahead:
    """Something that falls due at an instant, in Slack's markup."""

    at: datetime
    what: str


@dataclass(frozen=True, slots=True)
class Match:
    """People brought together then, with the one reason they were told; `here` once one message to all has come."""

    at: datetime
    people: tuple[UserId, ...]
    why: str
    here: bool


@dataclass(frozen=True, slots=True)
class Posted:
    """A post to a channel or to people (their ids), its `PostState`, and Slack's `ts` once it is known."""

    to: tuple[str, ...]
    state: str
    ts: str | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """The bot at one instant; what is `ahead` soonest first, `matches` oldest first, and who is in now.

    `asks` are offers, too. `over_cap` counts introductions in which somebody helps more often than they like.
    """

    ahead: tuple[Ahead, ...]
    matches: tuple[Match, ...]
    posts: tuple[Posted, ...]
    people_in: frozenset[UserId]
    asks: Course
    proposals: Course
    introductions: Course
    over_cap: int


def load_outlook(tx: Tx, *, now: datetime) -> Outlook:
    """The outlook of a workspace."""
    all_ = programmes.load_programmes(tx)
    rows = list(tx.scalars(select(IntroRow).where(IntroRow.team_id == tx.team_id).order_by(IntroRow.id)))
    found = intros.load_found(tx, rows)
    return Outlook(
        ahead=tuple(sorted(_ahead(tx), key=lambda one: one.at)),
        matches=tuple(_match(one, row.made_at) for one, row in zip(found, rows, strict=True)),
        posts=tuple(_posts(tx)),
        people_in=frozenset(person.id for one in all_ for person in coffee.people_in(tx, one, now=now)),
        asks=courses.course_of_asks(tx, now=now),
        proposals=courses.course_of_proposals(tx, now=now),
        introductions=courses.course_of_introductions(found),
        over_cap=courses.count_over_cap(tx),
    )


def _ahead(tx: Tx) -> Iterator[Ahead]:
    for one in programmes.load_programmes(tx):
        if one.running:
            yield Ahead(one.next.at, f"the next round in <#{one.channel}>")
    asked = select(CheckinRow.due_at).where(CheckinRow.team_id == tx.team_id, CheckinRow.settled.is_(False))
    for at, count in Counter(tx.scalars(asked)).items():
        yield Ahead(at, f"{_many(count, 'person is', 'people are')} asked whether they met")
    for at, count in Counter(swaps.ends_of_swaps(tx)).items():
        yield Ahead(at, f"{_many(count, 'text swap ends', 'text swaps end')}")
    owed = select(PostRow.due_at).where(
        PostRow.team_id == tx.team_id, PostRow.state == PostState.DUE, PostRow.kind == PostKind.MESSAGE
    )
    for at, count in Counter(tx.scalars(owed)).items():
        yield Ahead(at, f"{_many(count, 'message goes', 'messages go')} out")


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def _match(found: IntroFound, made_at: datetime) -> Match:
    intro = found.intro
    here = not intro.apart and PostState.SENT in found.posts.values()
    return Match(made_at, tuple(person.id for person in intro.people), reason(intro), here)


def _posts(tx: Tx) -> Iterator[Posted]:
    rows = tx.execute(
        select(PostRow.audience, PostRow.state, PostRow.slack_ts)
        .where(PostRow.team_id == tx.team_id, PostRow.kind == PostKind.MESSAGE)
        .order_by(PostRow.id)
    )
    for audience, state, ts in rows:
        yield Posted(tuple(audience.split(",")), state, ts)
