"""What was filled in of a story or a win, by value."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.audiences import NO_CHOICE, Sharer
from bot.card import Audience, Card, CardKind
from bot.people import ChannelId, Person, UserId
from bot.refusal import Refusal
from bot.stories import sentences
from bot.stories.form import LONGEST_CLIP, LONGEST_WIN, StoryForm, WinForm, decide_story, decide_win, read_kept
from bot.story import LONGEST_PART, Story, read_story
from bot.topic import Doubt, Topic

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ANA = Person(UserId("U1"), "Ana", "Europe/Berlin")
STORY = Card(0, ANA, CardKind.STORY, "", NOW)
WIN = Card(0, ANA, CardKind.WIN, "", NOW)
KNOWN = {"query plan": Topic(1, "Query plans")}
FORM = StoryForm("did_not_work", Story(" It\r\n\r\nfell ", "", "Look\rtwice"), " ", "query plan")
SHARER = Sharer((ChannelId("C1"),))

parts = st.text(st.sampled_from("ab \n\r\t"), max_size=30)


def decide(**more: Any) -> Card | Refusal | Doubt:
    return decide_story(replace(FORM, **more), STORY, KNOWN)


def test_a_story_is_as_it_was_meant() -> None:
    assert decide() == replace(STORY, text="It\nfell\n\n\n\nLook\ntwice", tag="did_not_work", topic="Query plans")
    assert read_story("It\nfell\n\n\n\nLook\ntwice") == Story("It\nfell", "", "Look\ntwice")
    assert Story("It", "", "Look").parts == {"What happened": "It", "To a colleague": "Look"}


@given(parts, parts, parts)
def test_no_word_of_a_story_is_lost_and_none_moves(happened: str, surprised: str, advice: str) -> None:
    told = read_story(Story(f"x{happened}", surprised, advice).text)
    words = [one.split() for one in (f"x{happened}", surprised, advice)]
    assert [one.split() for one in (told.happened, told.surprised, told.advice)] == words
    assert read_story(told.text) == told


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"kind": ""}, Refusal(sentences.NO_KIND, field="kind")),
        ({"story": Story(" ")}, Refusal(sentences.NO_WORDS, field="happened")),
        ({"story": Story("x", "y" * 501)}, Refusal(sentences.too_long(LONGEST_PART), field="surprised")),
        ({"clip": "ftp://example.org"}, Refusal(sentences.NO_CLIP, field="clip")),
        ({"clip": f"https://example.org/{'x' * LONGEST_CLIP}"}, Refusal(sentences.NO_CLIP, field="clip")),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(more: dict[str, Any], refusal: Refusal) -> None:
    assert decide(**more) == refusal


def test_a_preview_keeps_all_that_was_filled_in() -> None:
    form = StoryForm("worked", Story("It\nfell", "", "Look"), "https://example.org/", "SQL", asked=("sql",))
    assert read_kept(form.kept, reach="everyone") == replace(form, reach="everyone")
    assert read_kept("", reach="") == StoryForm("", Story(""), asked=("",))
    assert isinstance(decide(topic="query plams"), Doubt)
    assert isinstance(decide(topic="!"), Refusal)


def test_a_win_is_what_its_owner_made_of_it() -> None:
    form = WinForm(" I read  one ", "", "team C1")
    kept = replace(WIN, text="I read one", audience=Audience.TEAM, channel=ChannelId("C1"))
    assert decide_win(form, WIN, KNOWN, SHARER) == kept
    wrong: dict[Refusal, dict[str, Any]] = {
        Refusal(sentences.NO_WIN, field="text"): {"text": " "},
        Refusal(sentences.too_long(LONGEST_WIN), field="text"): {"text": "x" * (LONGEST_WIN + 1)},
        Refusal(NO_CHOICE, field="reach"): {"reach": "me"},
    }
    for refusal, more in wrong.items():
        assert decide_win(replace(form, **more), WIN, KNOWN, SHARER) == refusal
    assert isinstance(decide_win(replace(form, topic="!"), WIN, KNOWN, SHARER), Refusal)
    assert isinstance(decide_win(replace(form, topic="query plams"), WIN, KNOWN, SHARER), Doubt)
