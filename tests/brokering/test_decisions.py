"""What is decided about a proposal, by value."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.brokering import sentences
from bot.brokering.decisions import (
    decide_answer,
    decide_end,
    decide_first,
    decide_lines,
    plan_farewells,
    plan_line,
    plan_meeting,
    questions_of,
)
from bot.brokering.form import ProposalForm, decide_proposal, refuse_broker
from bot.brokering.proposal import LASTS, LONGEST, MOST_OPEN, Consent, Facts, Proposal, ProposalState, Side
from bot.intro import Turns
from bot.mentions import read_mentions
from bot.people import Absence, Person, UserId
from bot.posts import Worth
from bot.refusal import Refusal

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
KIM, ANA, ELI = (Person(UserId(f"U{name}"), name, "Europe/Berlin") for name in ("Kim", "Ana", "Eli"))
ASKED = Proposal(3, KIM.id, ANA.id, ELI.id, "query plans", NOW, NOW + LASTS, consents={ANA.id: Consent.ASKED})
AGREED = replace(ASKED, state=ProposalState.ASKED_HELPER, consents={ANA.id: Consent.YES, ELI.id: Consent.ASKED})
INTRODUCED = replace(AGREED, state=ProposalState.INTRODUCED, consents={ANA.id: Consent.YES, ELI.id: Consent.YES})
FIRST = Facts(ASKED, KIM, Side(ANA, cap=3), Side(ELI, cap=3, helped=1))
SECOND = replace(FIRST, proposal=AGREED)
GONE = Side(replace(ANA, absence=Absence.GONE), cap=3)


def test_who_would_learn_is_asked_once_within_the_week() -> None:
    post = decide_first(FIRST, now=NOW)
    assert post is not None
    assert (post.key, post.to, post.worth) == ("brokering:proposal:3:learner", (ANA.id,), Worth.QUESTION)
    assert (post.due_at, post.expires_at) == (NOW, NOW + LASTS)


def test_whoever_is_paused_is_asked_afterwards_where_that_is_within_the_week() -> None:
    soon, late = NOW + timedelta(days=2), NOW + LASTS
    post = decide_first(replace(FIRST, learner=Side(ANA, soon)), now=NOW)
    assert post is not None
    assert post.due_at == soon
    assert decide_first(replace(FIRST, learner=Side(ANA, late)), now=NOW) is None


@pytest.mark.parametrize(
    "changed",
    [{"broker": None}, {"learner": None}, {"helper": None}, {"barred": True}, {"learner": GONE}],
)
def test_nobody_is_asked_where_it_leads_nowhere(changed: Mapping[str, Any]) -> None:
    assert decide_first(replace(FIRST, **changed), now=NOW) is None
    assert decide_first(replace(FIRST, proposal=replace(ASKED, due_at=None)), now=NOW) is None


def test_a_first_yes_asks_the_other_and_a_no_nobody() -> None:
    yes = decide_answer(FIRST, ANA.id, yes=True, now=NOW)
    assert yes.question is not None
    assert yes.question.to == (ELI.id,)
    assert yes.proposal == AGREED
    assert "You have 2 of 3 left this month." in yes.question.message.text
    no = decide_answer(FIRST, ANA.id, yes=False, now=NOW)
    assert (no.question, no.proposal.state) == (None, ProposalState.NOT_THIS_TIME)


@pytest.mark.parametrize(
    "helper", [None, Side(replace(ELI, absence=Absence.GONE), cap=3), Side(ELI, cap=1, helped=1), Side(ELI, cap=0)]
)
def test_what_is_seen_after_a_first_yes_does_not_tell_whether_the_other_is_asked(helper: Side | None) -> None:
    asked = decide_answer(FIRST, ANA.id, yes=True, now=NOW)
    unasked = decide_answer(replace(FIRST, helper=helper), ANA.id, yes=True, now=NOW)
    assert unasked.question is None
    assert unasked.proposal.state is ProposalState.NOT_THIS_TIME
    assert unasked.proposal.due_at == asked.proposal.due_at
    assert helper is None or unasked.message == asked.message


def test_a_second_yes_introduces_unless_something_has_come_between() -> None:
    yes = decide_answer(SECOND, ELI.id, yes=True, now=NOW)
    assert yes.introduces
    assert yes.proposal == replace(INTRODUCED, due_at=NOW + timedelta(weeks=2))
    for between in ({"learner": GONE}, {"barred": True}, {"learner": None}, {"helper": None}):
        step = decide_answer(replace(SECOND, **between), ELI.id, yes=True, now=NOW)
        assert (step.introduces, step.message.text) == (False, sentences.NOT_AFTER_ALL)
    spent = decide_answer(replace(SECOND, helper=Side(ELI, cap=2, helped=2)), ELI.id, yes=True, now=NOW)
    assert (spent.introduces, spent.message.text) == (False, sentences.NONE_LEFT)


def test_an_introduction_counts_as_help_and_says_the_brokers_words_and_no_topic() -> None:
    plan = plan_meeting(AGREED, ANA, ELI, Turns(), now=NOW)
    assert (plan.broker, plan.why.said, plan.people) == (KIM.id, "query plans", (ANA, ELI))
    assert [(one.learner, one.other, one.topic, one.helps) for one in plan.why.topics] == [(0, 1, "", True)]
    assert plan.times


def test_the_end_is_told_alike_whatever_came_between() -> None:
    told = [
        decide_end(replace(FIRST, proposal=replace(ASKED, state=state, consents=consents)), now=NOW + LASTS)
        for state, consents in (
            (ProposalState.ASKED_LEARNER, {ANA.id: Consent.ASKED}),
            (ProposalState.NOT_THIS_TIME, {ANA.id: Consent.NO}),
            (ProposalState.ASKED_HELPER, {ANA.id: Consent.YES, ELI.id: Consent.ASKED}),
            (ProposalState.NOT_THIS_TIME, {ANA.id: Consent.YES, ELI.id: Consent.NO}),
        )
    ]
    ends = [[post for post in posts if post.to == (KIM.id,)] for _, posts in told]
    assert ends[0] == ends[1] == ends[2] == ends[3] != []
    assert [[post.to for post in posts if post.to != (KIM.id,)] for _, posts in told] == [
        [],
        [],
        [(ANA.id,)],
        [(ANA.id,)],
    ]
    assert told[2][1][0] == told[3][1][0]
    assert [one.state for one, _ in told][::2] == [ProposalState.EXPIRED, ProposalState.EXPIRED]
    assert {one.due_at for one, _ in told} == {None}


def test_what_was_withdrawn_and_who_has_gone_hear_nothing() -> None:
    withdrawn = replace(SECOND, proposal=replace(AGREED, state=ProposalState.WITHDRAWN))
    assert [post.to for post in decide_end(withdrawn, now=NOW)[1]] == [(ANA.id,)]
    assert decide_end(replace(SECOND, broker=None, learner=GONE), now=NOW)[1] == ()
    left = replace(SECOND, broker=replace(KIM, absence=Absence.GONE), learner=None)
    assert decide_end(left, now=NOW)[1] == ()
    assert [post.to for post in plan_farewells(AGREED, now=NOW)] == [(ANA.id,)]
    assert plan_farewells(INTRODUCED, now=NOW) == ()


def test_each_of_two_is_asked_for_a_line_once() -> None:
    facts = replace(FIRST, proposal=INTRODUCED)
    after, posts = decide_lines(facts, skipped=frozenset(), now=NOW)
    assert after.due_at is None
    assert {post.key: post.to for post in posts} == {
        f"brokering:proposal:3:line:{one.id}:asked": (one.id,) for one in (ANA, ELI)
    }
    assert all(post.worth is Worth.QUESTION for post in posts)
    for changed in (
        {"broker": None},
        {"broker": replace(KIM, absence=Absence.GONE)},
        {"learner": None},
        {"helper": None},
    ):
        assert decide_lines(replace(facts, **changed), skipped=frozenset(), now=NOW)[1] == ()
    assert decide_lines(facts, skipped=frozenset({ANA.id}), now=NOW)[1] == ()
    alone = decide_lines(replace(facts, learner=GONE), skipped=frozenset(), now=NOW)[1]
    assert [post.to for post in alone] == [(ELI.id,)]
    line = plan_line(INTRODUCED, ANA, ELI, "Good talk", now=NOW)
    assert (line.to, line.worth) == ((KIM.id,), None)


def test_an_answer_counts_for_whose_turn_it_is() -> None:
    assert ASKED.open
    assert not INTRODUCED.open
    assert (ASKED.awaits(ANA.id), ASKED.awaits(ELI.id), AGREED.awaits(ANA.id), AGREED.awaits(ELI.id)) == (
        True,
        False,
        False,
        True,
    )
    assert not replace(ASKED, consents={}).awaits(ANA.id)
    assert not INTRODUCED.awaits(ANA.id)
    assert list(questions_of(ASKED).values()) == [ANA.id, ELI.id]


FORM = ProposalForm(ANA.id, ELI.id, " query  plans ", {ANA.id: ANA, ELI.id: ELI})


def test_a_form_becomes_a_proposal() -> None:
    made = decide_proposal(FORM, KIM, under_way=0, lately=False, now=NOW, goal=5)
    assert made == Proposal(0, KIM.id, ANA.id, ELI.id, "query plans", NOW, NOW + LASTS, goal=5)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (replace(FORM, learner=""), "learner"),
        (replace(FORM, helper=""), "helper"),
        (replace(FORM, helper=ANA.id), "helper"),
        (replace(FORM, learner=KIM.id), "learner"),
        (replace(FORM, helper=KIM.id), "helper"),
        (replace(FORM, chosen={ANA.id: ANA}), "helper"),
        (replace(FORM, chosen={ANA.id: ANA, ELI.id: replace(ELI, absence=Absence.BOT)}), "helper"),
        (replace(FORM, chosen={ELI.id: ELI, ANA.id: replace(ANA, absence=Absence.GUEST)}), "learner"),
        (replace(FORM, about="  "), "about"),
        (replace(FORM, about="x" * (LONGEST + 1)), "about"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(form: ProposalForm, field: str) -> None:
    refusal = decide_proposal(form, KIM, under_way=0, lately=False, now=NOW)
    assert isinstance(refusal, Refusal)
    assert refusal.field == field


def test_too_many_the_same_two_and_who_may_not_are_refused() -> None:
    for broker, under_way, lately, why in (
        (KIM, MOST_OPEN, False, sentences.too_many(MOST_OPEN)),
        (KIM, 0, True, sentences.AGAIN),
        (replace(KIM, absence=Absence.GUEST), 0, False, sentences.GUEST),
        (replace(KIM, absence=Absence.OUTSIDE), 0, False, sentences.NOT_HERE),
    ):
        refusal = decide_proposal(FORM, broker, under_way=under_way, lately=lately, now=NOW)
        assert isinstance(refusal, Refusal)
        assert refusal.why == why
    assert refuse_broker(KIM) is None


def test_mentions_are_read_and_the_words_around_them_stay_as_they_were_typed() -> None:
    text = "<@U1|ana> and <@U2> <@U1> R&amp;D in <#C1|data> <#C2> <https://a.example|a>"
    assert read_mentions(text) == (("U1", "U2"), "and R&D in #data # https://a.example")
    assert read_mentions("  ") == ((), "")
