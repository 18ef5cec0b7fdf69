"""How people are introduced: the gentlest way they all chose, together or apart, and who goes first."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.intro import Turns, Why
from bot.intros.introductions import introductions
from bot.people import Person, UserId
from bot.planning import plan_intro
from bot.wishes import Way, Wishes, gentlest

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
ANA = Person(UserId("U1"), "Ana", "Europe/Berlin")
CHI = Person(UserId("U2"), "Chi", "Europe/London")
HANA = Person(UserId("U3"), "Hana", "Asia/Tokyo")


def liking(*ways: Way, town: str = "") -> Wishes:
    return Wishes(ways=frozenset(ways), town=town)


@pytest.mark.parametrize(
    ("one", "other", "way"),
    [
        (Wishes(), Wishes(), Way.VIDEO),
        (liking(Way.VIDEO, Way.WALK), liking(Way.WALK, Way.VIDEO), Way.WALK),
        (liking(Way.VIDEO), liking(Way.WALK), Way.SWAP),
        (liking(Way.IN_PERSON, town="Berlin"), liking(Way.IN_PERSON, town="berlin"), Way.IN_PERSON),
        (liking(Way.IN_PERSON, town="Berlin"), liking(Way.IN_PERSON, town="Bonn"), Way.SWAP),
        (liking(Way.IN_PERSON), liking(Way.IN_PERSON), Way.SWAP),
    ],
)
def test_the_gentlest_way_that_all_chose_is_taken(one: Wishes, other: Wishes, way: Way) -> None:
    assert gentlest((one, other)) is way


def test_who_shares_hours_hears_together_and_who_does_not_hears_apart() -> None:
    near = plan_intro((ANA, CHI), Why(None, 600), soonest=NOW, on=date(2026, 11, 30), turns=Turns())
    far = plan_intro((ANA, HANA), Why(None, 0), soonest=NOW, on=date(2026, 11, 30), turns=Turns({ANA.id: 1}))
    assert [post.to for post in introductions([near], [7])] == [(ANA.id, CHI.id)]
    posts = introductions([far], [8])
    assert {post.key: post.to for post in posts} == {"intros:intro:8:U1": (ANA.id,), "intros:intro:8:U3": (HANA.id,)}
    assert (near.starter, far.starter) == (ANA.id, HANA.id)


def test_hours_that_edges_reach_give_times_to_people_who_hear_apart() -> None:
    early = replace(ANA, earliest=time(8))
    plan = plan_intro((early, HANA), Why(None, 0), soonest=NOW, on=date(2026, 11, 30), turns=Turns())
    assert plan.apart
    assert plan.stretched == {ANA.id}
    assert {at.hour for at in plan.times} == {7}
