"""What a text swap decides, by value; above all that nobody learns what others did before all is shown."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people import Person, UserId
from bot.refusal import Refusal
from bot.swaps import views
from bot.swaps.decisions import SwapPlan, decide_another, decide_answer, decide_leaving, next_moment, plan_swap, settled
from bot.swaps.deck import DECK, deal
from bot.swaps.swap import Question, Said, Swap

NOW = datetime(2026, 11, 30, 10, tzinfo=UTC)
ANA = Person(UserId("U1"), "Ana", "Europe/Berlin")
BEN = Person(UserId("U2"), "Ben", "America/New_York")
CHI = Person(UserId("U3"), "Chi", "Asia/Tokyo")
FIRST = Question(1, 1, DECK[0][:1], 0, {})
TRIO = Swap(1, (ANA, BEN, CHI), (), (FIRST, replace(FIRST, id=2, number=2)))

SAID = st.dictionaries(st.sampled_from([BEN.id, CHI.id]), st.builds(Said, st.text(max_size=20), st.just(0)), max_size=2)


@given(SAID, st.none() | st.builds(Said, st.text(max_size=20), st.just(0)))
def test_what_somebody_sees_does_not_depend_on_others_before_all_is_shown(
    others: dict[UserId, Said], mine: Said | None
) -> None:
    own = {} if mine is None else {ANA.id: mine}
    alone = TRIO.with_question(replace(FIRST, said=own))
    swap = settled(TRIO.with_question(replace(FIRST, said=own | others)))
    if not swap.question(1).shown:
        assert views.question_message(swap, swap.question(1), ANA.id) == views.question_message(
            alone, alone.question(1), ANA.id
        )
    assert swap.question(1).shown == (mine is not None and len(others) == 2)


def test_each_is_asked_on_the_first_second_and_fourth_of_their_own_working_days() -> None:
    part_time = replace(BEN, days=frozenset({1, 3}))
    plan = plan_swap((ANA, part_time), ANA.id, seen=frozenset(), now=NOW)
    assert isinstance(plan, SwapPlan)
    assert [f"{at:%a %d %H:%M}" for at in plan.asked_at[ANA.id]] == ["Mon 30 10:00", "Tue 01 08:00", "Thu 03 08:00"]
    assert [f"{at:%a %d %H:%M}" for at in plan.asked_at[BEN.id]] == ["Mon 30 10:00", "Thu 03 14:00", "Thu 10 14:00"]
    assert plan.over_at == datetime(2026, 12, 13, 14, tzinfo=UTC)


@pytest.mark.parametrize("people", [(ANA,), (BEN, CHI)])
def test_no_swap_begins_where_there_is_nobody_to_swap_with(people: tuple[Person, ...]) -> None:
    assert plan_swap(people, ANA.id, seen=frozenset(), now=NOW) == Refusal(views.NOBODY_LEFT)


def test_somebody_who_never_works_is_written_to_at_once() -> None:
    assert next_moment(replace(ANA, days=frozenset()).hours, now=NOW) == NOW


def test_a_question_that_somebody_has_had_is_not_dealt_again_while_there_is_another() -> None:
    assert deal(1, seen=frozenset(DECK[0][:3])) == DECK[0][3]
    assert deal(1, seen=frozenset(DECK[0])) == DECK[0][0]


def test_the_deck_is_short_and_asks_each_thing_once() -> None:
    everything = [question for step in DECK for question in step]
    assert len(set(everything)) == len(everything)
    assert all(question.endswith("?") and len(question) < 100 for question in everything)


def test_other_questions_of_a_step_come_round() -> None:
    swap = TRIO
    seen = [swap.question(1).asks(ANA.id)]
    for _ in DECK[0]:
        after = decide_another(swap, swap.question(1), ANA.id)
        assert isinstance(after, Swap)
        swap = after
        seen.append(swap.question(1).asks(ANA.id))
    assert seen == [*DECK[0], DECK[0][0]]


@pytest.mark.parametrize("said", [Said("x" * 3001, 0), Said("x", -1), Said("x", 1)])
def test_an_answer_that_cannot_be_is_refused(said: Said) -> None:
    assert isinstance(decide_answer(TRIO, FIRST, ANA.id, said), Refusal)


def test_the_longest_answer_is_kept() -> None:
    after = decide_answer(TRIO, FIRST, ANA.id, Said("x" * 3000, 0))
    assert isinstance(after, Swap)
    assert after.question(1).said[ANA.id].text == "x" * 3000


def test_at_the_end_what_nobody_has_seen_is_forgotten_and_what_was_shown_stays() -> None:
    shown = replace(FIRST, said={one.id: Said("yes", 0) for one in TRIO.people}, shown=True)
    swap = replace(TRIO, questions=(shown, replace(FIRST, id=2, said={ANA.id: Said("unseen", 0)})))
    after = decide_leaving(swap, (), over=True)
    assert after.over
    assert after.question(1) == shown
    assert after.question(2).said == {}
    assert after.people == TRIO.people
