"""What is decided about what is kept of somebody, by value."""

import json
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from bot.people import UserId
from bot.posts import PostState
from bot.privacy import sentences
from bot.privacy.copy import copy_file
from bot.privacy.traces import Fate, Traces

ZOE = Traces(UserId("U1"), frozenset({"intros:intro:7"}), frozenset({"Zoe", "Zoe Quux", "Zoe &amp; Quux"}))
OURS, OTHERS = "intros:intro:7:openers", "intros:intro:77"


@pytest.mark.parametrize("state", [PostState.DUE, PostState.FAILED, PostState.UNCONFIRMED])
def test_what_may_still_be_sent_is_dropped_where_it_names_them(state: PostState) -> None:
    assert ZOE.decide(OURS, state, "Ask Zoe.", intended=False) is Fate.DROP
    assert ZOE.decide(OURS, state, "Zoey, Somebody who left", intended=False) is None
    assert ZOE.decide(OTHERS, state, "<@U1> asks", intended=False) is Fate.DROP
    assert ZOE.decide(OTHERS, state, "<@U12> asks another Zoe", intended=False) is None


def test_what_is_on_its_way_is_emptied_once_it_may_have_left_and_dropped_before() -> None:
    assert ZOE.decide(OURS, PostState.SENDING, "Zoe", intended=True) is Fate.EMPTY
    assert ZOE.decide(OURS, PostState.SENDING, "Zoe", intended=False) is Fate.DROP
    assert ZOE.decide(OTHERS, PostState.SENDING, "Zoe", intended=True) is None


@pytest.mark.parametrize("state", [PostState.SENT, PostState.DROPPED])
def test_what_is_over_is_emptied_where_it_is_about_them_whatever_it_says(state: PostState) -> None:
    assert ZOE.decide(OURS, state, "", intended=True) is Fate.EMPTY
    assert ZOE.decide("intros:intro:7", state, "", intended=True) is Fate.EMPTY
    assert ZOE.decide(OTHERS, state, "Zoe", intended=True) is None


def test_the_file_says_what_it_is_first_and_calls_things_by_words() -> None:
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    rows: dict[str, list[dict[str, Any]]] = {
        "stance": [{"on": date(2026, 1, 2), "at": time(9, 30)}],
        "novelty": [{"text": "é"}],
    }
    file = copy_file(rows, user_id=UserId("U1"), now=now)
    copy = json.loads(file)
    assert list(copy) == ["about", "novelty", "topics"]
    assert copy["about"]["made_at"] == "2026-11-24T09:00:00+00:00"
    assert copy["topics"] == [{"on": "2026-01-02", "at": "09:30:00"}]
    assert "é" in file.decode()


def test_why_a_file_was_not_sent_says_who_can_change_it() -> None:
    assert "the scope `files:write`" in sentences.not_sent("missing_scope")
    assert "the scope `im:write`" in sentences.not_sent("missing_scope", needed="im:write")
    assert "`file_uploads_disabled`" in sentences.not_sent("file_uploads_disabled")
    assert sentences.not_sent("internal_error") == sentences.not_sent("") == sentences.TRY_AGAIN
