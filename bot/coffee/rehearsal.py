"""Coming rounds, played in memory: who would be introduced to whom and why, if nothing changed until then."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations
from statistics import mean

from bot.calendar import Slot, day_text, decide_due
from bot.coffee.rounds import LATE, RoundFacts, chance_of, plan_round
from bot.coffee.seasons import Season
from bot.intro import IntroPlan
from bot.matching.knowledge import TRIO, Pair, in_order
from bot.people import Person, UserId
from bot.programme import Programme
from bot.wishes import Place

WEEK_IN_DAYS = 5
ENOUGH = 5  # people at home, and on site: of fewer nobody hears how often they are introduced
FEW = 3  # people left out: of fewer an admin does not hear, as that would be about somebody


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One round as it would be, whom it would introduce to nobody, and the points of its matches."""

    programme: Programme
    slot: Slot
    intros: tuple[IntroPlan, ...]
    left_out: tuple[Person, ...]
    value: int
    season: Season | None

    @property
    def repeats(self) -> int:
        """How many intros bring people together who have met in earlier rounds."""
        return sum(intro.why.rounds_since is not None for intro in self.intros)


def coming_rounds(programme: Programme, *, now: datetime, weeks: int) -> Iterator[Programme]:
    """The programme before each of its rounds within so many weeks, as if each of them ran."""
    while programme.running and (at := max(programme.next.at, now)) < now + timedelta(weeks=weeks):
        due = decide_due(programme.rhythm, due=programme.next, now=at, late=LATE)
        if due.run is not None:
            yield replace(programme, next=due.run)
            programme = replace(programme, rounds=programme.rounds + 1)
        programme = replace(programme, next=due.next)


def rehearse(
    coming: Sequence[RoundFacts], *, patience: Mapping[UserId, timedelta], now: datetime
) -> tuple[Rehearsed, ...]:
    """One programme's coming rounds, each on its facts of today and on what the ones before it brought.

    Some members have `patience`: they want no other introduction within that time.
    """
    done: list[Rehearsed] = []
    for facts in coming:
        at = max(facts.programme.next.at, now)
        so_far = _carry_on(facts, done, patience, at=at)
        plan = plan_round(so_far, now=at, rng=chance_of(facts.programme))
        met = {person.id for intro in plan.intros for person in intro.people}
        left_out = tuple(person for person in so_far.people if person.id not in met)
        value, season = plan.certificate.value, plan.season
        done.append(Rehearsed(facts.programme, facts.programme.next, plan.intros, left_out, value, season))
    return tuple(done)


def _carry_on(
    facts: RoundFacts, done: Sequence[Rehearsed], patience: Mapping[UserId, timedelta], *, at: datetime
) -> RoundFacts:
    """The facts of a round after those that are done."""
    since: dict[Pair, int] = dict(facts.rounds_since)
    trios, helped, met_at = Counter(facts.trios), Counter(facts.helped), dict[UserId, datetime]()
    for ago, one in zip(range(len(done) - 1, -1, -1), done, strict=True):
        for intro in one.intros:
            ids = [person.id for person in intro.people]
            since |= {in_order(a, b): ago for a, b in combinations(ids, 2)}
            helped.update({ids[exchange.other] for exchange in intro.why.topics if exchange.helps})
            trios.update(ids if len(ids) >= TRIO else ())
            met_at |= dict.fromkeys(ids, one.slot.at)
    people = tuple(
        person
        for person in facts.people
        if person.id not in met_at or at - met_at[person.id] >= patience.get(person.id, timedelta())
    )
    if done:
        first, season = frozenset(person.id for person in done[-1].left_out), done[-1].season
        facts = replace(facts, first=first, season=season)
    return replace(facts, people=people, rounds_since=since, trios=trios, helped=helped)


def without_horizon(coming: Sequence[RoundFacts]) -> tuple[RoundFacts, ...]:
    """The same rounds, where whoever met may meet again at once."""
    return tuple(replace(facts, programme=replace(facts.programme, horizon=0)) for facts in coming)


def as_text(
    rounds: Sequence[Rehearsed], *, channels: Mapping[str, str], weeks: int, freely: Sequence[Rehearsed] = ()
) -> str:
    """The rounds for a terminal, soonest first, and what they come to; beside them, `freely`, those without horizon."""
    told = [_round_text(one, channels) for one in sorted(rounds, key=lambda one: one.slot.at)]
    return "\n\n".join([*told, "\n".join([*_measures(rounds, freely), _sum(rounds, weeks)])])


def look_ahead(coming: Sequence[RoundFacts], *, patience: Mapping[UserId, timedelta], now: datetime) -> tuple[str, ...]:
    """What one programme's coming rounds come to, in sentences that are about nobody; none if nobody would meet."""
    rounds, freely = (rehearse(some, patience=patience, now=now) for some in (coming, without_horizon(coming)))
    intros, left_out = sum(len(one.intros) for one in rounds), sum(len(one.left_out) for one in rounds)
    if not intros:
        return ()
    repeats = sum(one.repeats for one in rounds)
    counts = f"{_many(len(rounds), 'round')}, {_many(intros, 'introduction')}, {_many(repeats, 'repeat')}."
    left = f"Left without anybody to meet: {left_out if left_out >= FEW else 'two at most'}."
    return counts, *_measures(rounds, freely), left


def _measures(rounds: Sequence[Rehearsed], freely: Sequence[Rehearsed]) -> list[str]:
    """What all rounds come to; nothing where nobody meets."""
    if not any(one.intros for one in rounds):
        return []
    return [line for line in (_ties(rounds), _parity(rounds), _price(rounds, freely)) if line]


def _ties(rounds: Sequence[Rehearsed]) -> str:
    """How many pairs meet for the first time, and the working time that introductions have in common."""
    intros = [intro for one in rounds for intro in one.intros]
    apart = sum(intro.why.minutes == 0 for intro in intros)
    hours = mean(intro.why.minutes / 60 / WEEK_IN_DAYS for intro in intros)
    new = sum(intro.why.rounds_since is None for intro in intros)
    none = f", none for {apart}" if apart else ""
    return f"All new to each other: {new} of {len(intros)}. In common on average: {hours:.1f} h of a working day{none}."


def _parity(rounds: Sequence[Rehearsed]) -> str:
    """How often somebody at home is introduced, and how often somebody on site; nothing where either are few."""
    times = Counter(person.id for one in rounds for intro in one.intros for person in intro.people)
    everybody = (
        person for one in rounds for group in (one.left_out, *(i.people for i in one.intros)) for person in group
    )
    places = {person.id: person.wishes.place for person in everybody}
    home, site = ([times[one] for one, at in places.items() if at is place] for place in (Place.HOME, Place.ON_SITE))
    if min(len(home), len(site)) < ENOUGH:
        return ""
    return f"Introductions for each at home: {mean(home):.1f}, on site: {mean(site):.1f}."


def _price(rounds: Sequence[Rehearsed], freely: Sequence[Rehearsed]) -> str:
    """How much less the matches are worth because nobody meets again within the horizon."""
    value, best = sum(one.value for one in rounds), sum(one.value for one in freely)
    if not best:
        return ""
    saved = sum(one.repeats for one in freely) - sum(one.repeats for one in rounds)
    price, spared = max(0, 1 - value / best), _many(max(0, saved), "repeat")
    return f"Waiting for new faces costs {price:.0%} of the matches' points, and spares {spared}."


def _round_text(one: Rehearsed, channels: Mapping[str, str]) -> str:
    programme, rhythm = one.programme, one.programme.rhythm
    where = f"{programme.title} in {channels.get(programme.channel, programme.channel)}"
    lines = [f"{where}, {day_text(one.slot.on)}, {rhythm.at:%H:%M} ({rhythm.zone})"]
    lines += [f"  {_names(intro.people)}: {_why(intro)}" for intro in one.intros]
    if one.left_out:
        lines.append(f"  nobody to meet: {_names(one.left_out)}")
    if len(lines) == 1:
        lines.append("  nobody is in")
    return "\n".join(lines)


def _names(people: Sequence[Person]) -> str:
    *others, last = [person.name for person in people]
    return f"{', '.join(others)} and {last}" if others else last


def _why(intro: IntroPlan) -> str:
    since, hours = intro.why.rounds_since, round(intro.why.minutes / 60 / WEEK_IN_DAYS)
    ago = "last round" if since == 0 else f"{(since or 0) + 1} rounds ago"
    history = "new to each other" if since is None else f"met {ago}"
    return f"{history}, {hours} h of a working day in common" if hours else f"{history}, hardly an hour in common"


def _sum(rounds: Sequence[Rehearsed], weeks: int) -> str:
    intros, repeats = sum(len(one.intros) for one in rounds), sum(one.repeats for one in rounds)
    return (
        f"{_many(weeks, 'week')}, {_many(len(rounds), 'round')}, {_many(intros, 'introduction')}; "
        f"repeats: {repeats}, left out: {sum(len(one.left_out) for one in rounds)}. Nothing was sent or saved."
    )


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
