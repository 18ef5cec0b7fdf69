"""Every surface is as it was last looked at, within Slack's limits, and kind in its words."""

import json
import re
from pathlib import Path

import pytest

from emulator.blockkit import problems_in_blocks, problems_in_view
from tests.surfaces.samples import MESSAGES, SURFACES, VIEWS

GOLDEN = Path(__file__).parent / "golden"
UNKIND = re.compile(
    r"\b(just|simply|missed|still haven't|don't forget|last chance|reminder|hurry|streak|rank|café|office|evening)\b",
    re.IGNORECASE,
)
LONGEST = 60  # words of a message that nobody asked for
PROACTIVE = [
    name
    for name in MESSAGES
    if not name.startswith(
        (
            "coffee-card",
            "home",
            "learn",
            "setup",
            "intros-checkin-",
            "intros-why",
            "intros-openers",
            "directory-people",
            "privacy",
            "digests-digest",  # ten lines of a channel
            "agenda-agenda",
            "week",  # each of its parts is
        )
    )
]


@pytest.mark.parametrize("name", SURFACES)
def test_a_surface_is_as_it_was_last_looked_at(name: str, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / f"{name}.json"
    made = json.dumps(SURFACES[name], indent=2, ensure_ascii=False) + "\n"
    if request.config.getoption("--update-golden"):
        path.write_text(made)
    assert path.exists(), "new: look at it, then run with --update-golden"
    assert made == path.read_text(), "changed: look at it, then run with --update-golden"


def test_no_golden_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(SURFACES)


@pytest.mark.parametrize("name", MESSAGES)
def test_slack_takes_every_message(name: str) -> None:
    assert problems_in_blocks(list(MESSAGES[name].blocks), surface="message") == ()
    assert MESSAGES[name].text.strip()


@pytest.mark.parametrize("name", VIEWS)
def test_slack_takes_every_view(name: str) -> None:
    assert problems_in_view(VIEWS[name]) == ()


@pytest.mark.parametrize("name", SURFACES)
def test_the_words_are_gentle(name: str) -> None:
    words = json.dumps(SURFACES[name], ensure_ascii=False)
    assert not UNKIND.findall(words)
    assert "!" not in words.replace("<!channel>", "").replace("&lt;!channel&gt;", "")


@pytest.mark.parametrize("name", PROACTIVE)
def test_a_message_that_nobody_asked_for_is_short(name: str) -> None:
    shown = [block["text"]["text"] for block in MESSAGES[name].blocks if block["type"] == "section"]
    assert sum(len(text.split()) for text in shown) <= LONGEST


@pytest.mark.parametrize("name", SURFACES)
def test_a_hostile_name_mentions_nobody_and_formats_nothing(name: str) -> None:
    words = json.dumps(SURFACES[name], ensure_ascii=False)
    assert "<!" not in words
    assert "*b*" not in words
