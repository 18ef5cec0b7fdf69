"""What was filled in of a goal, by value."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from bot.calendar import read_time
from bot.goals.form import LONGEST, GoalForm, decide_goal, new_goal
from bot.goals.goal import MOST, Goal, GoalState, Partner, Partnership, SeenBy, Slot
from bot.people import Absence, Person, UserId
from bot.refusal import Refusal
from bot.topic import Doubt, Topic

NOW = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)  # the 25th in Berlin
SLOT = Slot("Europe/Berlin")
ANA, BEN, CHI, DEE = (
    Person(UserId(f"U{at}"), name, "Europe/Berlin") for at, name in enumerate(["Ana", "Ben", "Chi", "Dee"])
)
GONE = Person(UserId("U9"), "Gone", "Europe/Berlin", absence=Absence.GONE)
CHOSEN = {one.id: one for one in (ANA, BEN, CHI, DEE, GONE)}
FORM = GoalForm("query plan", " Reading  plans ", "why\n", "2027-01-20", "step ", "team", (BEN.id,), CHOSEN)
NEW = new_goal(ANA.id, today=date(2026, 11, 25))
KEPT = replace(NEW, id=7, topic="Query plans", what="Reading plans", until=date(2026, 11, 25), ending=True)


def decide(before: Goal = NEW, *, live: int = 0, **more: Any) -> Goal | Refusal | Doubt:
    return decide_goal(replace(FORM, **more), before, {"query plan": Topic(1, "Query plans")}, SLOT, live=live, now=NOW)


def test_a_goal_is_as_it_was_meant() -> None:
    assert decide() == Goal(
        0,
        ANA.id,
        "Query plans",
        "Reading plans",
        date(2027, 1, 20),
        why="why",
        step="step",
        seen_by=SeenBy.TEAM,
        partners=(Partner(BEN, Partnership.ASKED),),
        ask_at=datetime(2026, 12, 8, 9, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("more", "field", "why"),
    [
        ({"what": " \n"}, "what", "Say in a few words"),
        ({"what": "x" * (LONGEST + 1)}, "what", "longer than 300"),
        ({"why": "x" * 3000}, "why", "longer than 300"),
        ({"step": "x" * (LONGEST + 1)}, "step", "longer than 300"),
        ({"topic": "!"}, "topic", "no word"),
        ({"topic": "x" * 61}, "topic", "longer than 60"),
        ({"until": ""}, "until", "choose a day"),
        ({"until": "2026-02-30"}, "until", "choose a day"),
        ({"until": "2026-11-25"}, "until", "not ahead"),
        ({"until": "2027-11-27"}, "until", "more than a year"),
        ({"seen_by": "world"}, "seen_by", "choose one"),
        ({"seen_by": "me"}, "seen_by", "Partners see the goal"),
        ({"partners": (BEN.id, CHI.id, DEE.id)}, "partners", "2 partners at most"),
        ({"partners": (ANA.id,)}, "partners", "somebody else"),
        ({"partners": (GONE.id,)}, "partners", "Gone cannot be asked"),
        ({"partners": (UserId("U77"),)}, "partners", "This person cannot be asked"),
        ({"live": MOST}, "what", "You have 12 goals"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_at_its_field(more: dict[str, Any], field: str, why: str) -> None:
    refused = decide(**more)
    assert isinstance(refused, Refusal)
    assert refused.field == field
    assert why in refused.why


@pytest.mark.parametrize("partnership", [Partnership.DECLINED, Partnership.LEFT])
def test_nobody_is_asked_twice(partnership: Partnership) -> None:
    refused = decide(replace(KEPT, partners=(Partner(BEN, partnership),)))
    assert isinstance(refused, Refusal)
    assert refused.why.startswith("Ben was asked about this goal before")
    assert isinstance(decide(replace(KEPT, partners=(Partner(BEN, partnership),)), partners=()), Goal)


def test_who_is_not_chosen_again_is_a_partner_no_longer_and_who_is_new_is_asked() -> None:
    before = replace(KEPT, partners=(Partner(CHI, Partnership.ACCEPTED), Partner(DEE, Partnership.ASKED)))
    changed = decide(before)
    assert isinstance(changed, Goal)
    assert changed.partners == (Partner(CHI, Partnership.LEFT), Partner(BEN, Partnership.ASKED))
    kept = decide(before, partners=(CHI.id, DEE.id))
    assert isinstance(kept, Goal)
    assert kept.partners == before.partners


def test_another_end_is_planned_anew_and_the_same_one_may_be_over() -> None:
    later = decide(replace(KEPT, ask_at=None), live=MOST)
    assert isinstance(later, Goal)
    assert (later.ending, later.ask_at) == (False, datetime(2026, 12, 8, 9, tzinfo=UTC))
    same = decide(replace(KEPT, ask_at=NOW), until="2026-11-25")
    assert isinstance(same, Goal)
    assert (same.ending, same.ask_at) == (True, NOW)


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("", ""),
        ("k8s", "Kubernetes"),
        ("query plans", "Query plans"),
        ("say no more often", ""),
        ("Getting things done, well", "GTD"),
        ("!!", ""),
    ],
)
def test_words_that_may_name_a_topic_are_one(words: str, topic: str) -> None:
    known = {"getting things done well": Topic(3, "GTD")}
    goal = new_goal(ANA.id, today=date(2026, 11, 25), words=words, known=known)
    assert (goal.what, goal.topic) == (words, topic)


@pytest.mark.parametrize(
    ("typed", "wall"),
    [("14:00", time(14)), ("09:30:12+01:00", time(9, 30)), ("", None), ("25:99", None), ("noon", None)],
)
def test_a_wall_time_is_read_and_anything_else_is_none(typed: str, wall: time | None) -> None:
    assert read_time(typed) == wall


def test_a_slip_is_asked_about_once() -> None:
    assert decide(topic="Kubernets") == Doubt({"Kubernets": Topic(0, "Kubernetes")})
    meant = decide(topic="Kubernets", asked=("kubernet",))
    assert isinstance(meant, Goal)
    assert meant.topic == "Kubernets"


def test_a_new_goal_ends_in_eight_weeks_and_takes_the_words_that_fit() -> None:
    assert NEW.until == date(2027, 1, 20)
    assert len(new_goal(ANA.id, today=date(2026, 11, 25), words="x" * 4000).what) == LONGEST
    assert replace(NEW, state=GoalState.DONE).state.live is False
    assert date(2026, 11, 25) + timedelta(weeks=8) == NEW.until
