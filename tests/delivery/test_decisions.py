"""What an answer of Slack's means, when to try again, and when a post is not worth saying any more."""

from datetime import timedelta

import pytest

from bot.delivery import (
    AMBIGUOUS,
    WAITS,
    Answer,
    DueFacts,
    End,
    Outcome,
    decide_end,
    error_name,
    judge,
    next_attempt_at,
)
from bot.posts import PostState
from tests.stage import TUESDAY


@pytest.mark.parametrize(
    ("answer", "posting", "opening"),
    [
        (Answer(channel="C1", ts="1.2"), Outcome.SENT, Outcome.SENT),
        (Answer("not_connected", refused=True), Outcome.RETRY, Outcome.RETRY),
        (Answer("ratelimited", refused=True, retry_after=timedelta(seconds=1)), Outcome.RETRY, Outcome.RETRY),
        (Answer("is_archived", refused=True), Outcome.FAILED, Outcome.FAILED),
        (Answer("connection lost"), Outcome.UNCONFIRMED, Outcome.RETRY),
        *((Answer(error, refused=True), Outcome.UNCONFIRMED, Outcome.RETRY) for error in sorted(AMBIGUOUS)),
        *((Answer(error, refused=True), Outcome.RETRY, Outcome.RETRY) for error in sorted(WAITS)),
    ],
)
def test_only_what_leaves_no_doubt_is_tried_again_or_given_up(
    answer: Answer, posting: Outcome, opening: Outcome
) -> None:
    assert judge(answer) is posting
    assert judge(answer, idempotent=True) is opening


def test_slack_says_when_to_try_again_and_else_the_waits_double_up_to_five_minutes() -> None:
    asked = Answer("ratelimited", refused=True, retry_after=timedelta(minutes=20))
    assert next_attempt_at(1, asked, now=TUESDAY) == TUESDAY + timedelta(minutes=20)
    waits = [next_attempt_at(attempts, Answer("x"), now=TUESDAY) - TUESDAY for attempts in (1, 2, 8, 9, 1000)]
    assert [wait.seconds for wait in waits] == [2, 4, 256, 300, 300]


@pytest.mark.parametrize(
    ("body", "name"), [({"error": "x"}, "x"), ({"error": 7}, ""), ({}, ""), ([], ""), (None, ""), ("x", "")]
)
def test_an_error_has_a_name_only_where_slack_gave_one(body: object, name: str) -> None:
    assert error_name(body) == name


def test_a_post_ends_when_somebody_is_away_or_its_time_is_over() -> None:
    soon, past = TUESDAY + timedelta(seconds=1), TUESDAY
    assert decide_end(DueFacts(soon, unless_away=True, away=False), now=TUESDAY) is None
    assert decide_end(DueFacts(soon, unless_away=False, away=True), now=TUESDAY) is None
    away = decide_end(DueFacts(past, unless_away=True, away=True), now=TUESDAY)
    assert away == End(PostState.DROPPED, "somebody it is for is away")
    late = decide_end(DueFacts(past, unless_away=True, away=False), now=TUESDAY)
    assert late == End(PostState.FAILED, "too late to be worth saying")
