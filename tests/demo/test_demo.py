"""The demo: the real bot, weeks in stepped time, and what people saw."""

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from app import main, play_demo
from emulator.demo.report import as_data, tell
from emulator.demo.story import TWELVE, Story

PICTURE = Path(__file__).parents[2] / "docs" / "images" / "demo.svg"


async def test_twelve_people_meet_for_three_weeks_and_nobody_is_left_out(request: pytest.FixtureRequest) -> None:
    story = await play_demo(TWELVE, weeks=3, seed=7, progress=lambda _: None)
    told = as_data(story)
    assert [sum(len(met["names"]) for met in week["intros"]) for week in told["weeks"]] == [11, 10, 12]
    assert any(len(met["names"]) == 3 for met in told["weeks"][0]["intros"])
    assert all(
        met["why"].startswith("you have not been introduced before") for week in told["weeks"] for met in week["intros"]
    )
    assert told["finding"]["left_out"] == told["finding"]["repeats"] == told["finding"]["history_methods_called"] == 0
    assert told["finding"]["failed_deliveries"] == 0
    page = Console(file=io.StringIO(), width=80)
    tell(story, page)
    written = page.file.getvalue()  # type: ignore[attr-defined]
    for words in ("Ben taps “I'm in”", "Half an hour that suits you both:", "Did you get to talk with", "Left out: 0."):
        assert words in written

    if request.config.getoption("--update-golden"):
        take_picture(story)


def take_picture(story: Story) -> None:
    """The README's picture: an introduction from both sides, Friday's question, and what the weeks came to."""
    page = Console(record=True, file=io.StringIO(), width=84)
    tell(replace(story, scenes=story.scenes[3:]), page)
    drawn = re.sub(r"@font-face {.*?}", "", page.export_svg(title="uv run app.py demo"), flags=re.DOTALL)
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(drawn)


async def test_the_same_seed_gives_the_same_story_and_another_gives_another() -> None:
    one, same, other = [
        as_data(await play_demo(TWELVE[:5], weeks=1, seed=seed, progress=lambda _: None)) for seed in (1, 1, 4)
    ]
    assert json.dumps(one) == json.dumps(same)
    assert json.dumps(one) != json.dumps(other)


def test_a_people_file_that_does_not_fit_is_one_sentence_and_an_exit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,zone\nAna,Mars/Olympus\n")
    assert main(["demo", "--people", str(path)]) == 1
    told = capsys.readouterr()
    assert "people.csv, row 2, column zone: there is no zone “Mars/Olympus”." in " ".join(told.err.split())
    assert "Traceback" not in told.err + told.out
