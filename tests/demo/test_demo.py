"""The demo: the real bot, weeks in stepped time, and what people saw."""

import asyncio
import io
import json
import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from app import main, play_demo
from emulator.demo.errors import ErrorCount
from emulator.demo.people_file import Colleague
from emulator.demo.progress import progress_bar
from emulator.demo.report import as_data, tell
from emulator.demo.story import TWELVE, Story

PICTURE = Path(__file__).parents[2] / "docs" / "images" / "demo.svg"
COUNTS = (
    "messages_outside_hours",
    "answers_seen_by_others",
    "history_methods_called",
    "posts_unconfirmed",
    "failed_deliveries",
    "weeks_over_budget",
    "days_over_budget",
    "errors_logged",
)
TAKEN = ("A group DM", "on their Home", "The weekly digest")  # the scenes of the picture
CLOCK = re.compile(r"\w{3} \d+ \w{3} \d\d:\d\d")


def play(people: Sequence[Colleague], *, weeks: int, seed: int = 7) -> Story:
    """The story of these people, from the beginning to the end."""
    return asyncio.run(play_demo(people, weeks=weeks, seed=seed, progress=lambda _: None))


def printed(story: Story, width: int = 90) -> str:
    """The story as it reads in a terminal."""
    page = io.StringIO()
    tell(story, Console(file=page, width=width))
    return page.getvalue()


@pytest.fixture(scope="module")
def story() -> Story:
    """Twelve people in five weeks: an odd round, a pause, a late one, a swap, a holiday, and skips."""
    return play(TWELVE, weeks=5)


@pytest.fixture(scope="module")
def told(story: Story) -> dict[str, Any]:
    """The same as data."""
    read: dict[str, Any] = json.loads(json.dumps(as_data(story)))
    return read


def test_whoever_is_in_meets_somebody_every_week(told: dict[str, Any]) -> None:
    for week, size in zip(told["weeks"], [11, 10, 12, 12, 12], strict=True):
        met = [person for intro in week["intros"] for person in intro["people"]]
        assert len(met) == len(set(met)) == week["people_in"] == size
    assert [len(intro["people"]) for intro in told["weeks"][0]["intros"]].count(3) == 1
    assert told["finding"]["left_out"] == 0


def test_no_round_brings_people_together_who_met(told: dict[str, Any]) -> None:
    met: set[tuple[int, int]] = set()
    for week in told["weeks"]:
        pairs = [pair for intro in week["intros"] for pair in combinations(intro["people"], 2)]
        assert not met & set(pairs)
        met |= {*pairs, *(pair for intro in week["seconds"] for pair in combinations(intro["people"], 2))}
    assert told["finding"]["repeats"] == 0


def test_every_introduction_has_a_reason_and_a_time_on_each_clock(told: dict[str, Any]) -> None:
    intros = [intro for week in told["weeks"] for intro in week["intros"]]
    for intro in intros:
        assert "you have not been introduced before, and your" in intro["why"]
        assert len(intro["arrived"]) == len(intro["names"])
        assert all(CLOCK.fullmatch(when) and "09:00" <= when[-5:] <= "17:00" for when in intro["arrived"])
        assert all(CLOCK.match(time) for time in intro["times"])
    assert sum(bool(intro["times"]) for intro in intros) > len(intros) / 2
    assert any("wants to learn Query plans, which Eli helps with" in intro["why"] for intro in intros)


def test_the_bot_kept_its_promises(told: dict[str, Any]) -> None:
    found = told["finding"]
    for count in COUNTS:
        assert found[count] == 0, count
    assert 1 < found["messages_per_person_and_week"] <= found["most_messages_in_a_week"] <= 3
    assert (found["people"], found["zones"], found["weeks"]) == (12, 7, 5)
    books = found["books"]
    for kind, made in {"goals": 3, "asks": 2, "proposals": 1}.items():
        assert books[kind]["made"] == books[kind]["live"] + books[kind]["over"] == made, kind
    intros = books["introductions"]
    assert intros["made"] == intros["live"] + intros["over"] > found["introductions"]
    assert books["over_cap"] == 0
    assert 2 <= found["fewest_colleagues_met"] <= found["most_colleagues_met"] <= 7


def test_whoever_was_introduced_is_asked_and_some_answer(told: dict[str, Any]) -> None:
    before: set[str] = set()  # those whose week was full, and who are asked in the next one
    for week in told["weeks"]:
        intros = (*week["intros"], *week["seconds"], *week["brought"])
        meets = {name for one in intros if not one["skipped_by"] for name in one["names"]}
        asked = {one["name"] for one in week["answers"]}
        # Chi keeps Christmas Day and New Year's Day, and is asked after them.
        keeps = {"Chi"} if week["monday"] in {"2026-12-21", "2026-12-28"} else set()
        assert before <= asked <= meets | before | keeps
        before = meets - asked - keeps
        assert len(before) <= 2 + len(week["brought"])
    answers = {one["answer"] for week in told["weeks"] for one in week["answers"]}
    assert answers == {"We met", "It's planned", "Not this time", ""}
    events = " ".join(event for week in told["weeks"] for event in week["events"])
    for words in (
        "Ben, Dee and Ian are three, as 11 are in",
        "is happy to be Ana's partner for a goal",
        "Ana's goal is asked about; Ana taps “Stuck”",
        "Ana's goal is asked about; Ana taps “Done”",
        "pause 1w and sees: “",
        "types /coffee join and sees: “",
        "take a text swap instead of a call",
        "Mon 28 Dec is kept by Chi: the introduction comes Tue 29 Dec",
        "taps “Not this week”; ",
        "Plans changed for Ana and Chi, who meet each other instead",
    ):
        assert words in events


def test_the_first_week_is_told_in_the_words_people_saw(story: Story) -> None:
    page = " ".join(re.sub(r"[│╭╮╰╯─]", " ", printed(story)).split())
    for scene in story.scenes:
        assert " ".join(re.sub("[*`]", "", scene.text).split()) in page
    for words in (
        "12 people in 7 time zones: Ana, Dee, Lena in Berlin",
        "#coffee, as Ben in New York sees it",
        "Ben taps “I'm in”; only Ben sees You're in.",
        "By video:",
        "Did you get to talk with",
        "taps “We met”; nobody else sees this Good to hear: you met.",
        "Fri 4 Dec 14:00 in",
        "My neighbour's cat",
        "Plans changed, so here is a second introduction.",
        "Left out: 0.",
        "Proposals: 1, live 0, over 1, lost 0.",
        "Helped more often in a month than they like: 0.",
    ):
        assert words in page


def _scene(story: Story, heading: str) -> str:
    """What was seen under the one heading with these words."""
    [scene] = [one for one in story.scenes if heading in one.heading]
    return scene.text


def test_a_host_proposes_two_who_both_say_yes_and_only_these_three_see_it(story: Story) -> None:
    assert "learns as a team. Hosts: Kim." in _scene(story, "names a host")
    seen = _scene(story, "Kim taps “Propose” on their Home").splitlines()
    for line, words in zip(
        seen,
        (
            "Fay sees: Kim thought you might like to talk with Eli about *Query plans*. Eli has not been asked yet.",
            "Eli sees: Fay would like 25 minutes on *Query plans*. You have 3 of 3 left this month.",
            "Both see: *Why you two:* @Kim brought you together: Query plans",
            "Kim sees: Fay and Eli both said yes, and are introduced.",
            "Others who see any of it: 0",
        ),
        strict=True,
    ):
        assert line.replace("*", "").startswith(words.replace("*", "")), line
    events = [event for week in story.weeks for event in week.events]
    assert "Fay writes one line back to Kim: “It helped a lot”" in events
    assert ("Eli", "Fay") in {tuple(sorted(met.names)) for week in story.weeks for met in week.brought}


def test_an_ask_stands_in_the_digest_is_answered_and_closed_with_thanks(story: Story) -> None:
    digest = _scene(story, "The weekly digest")
    assert "*Ask* · Jo: how do I profile asyncio  [I can help]" in digest
    assert "*Offer* · Ben: half an hour on Kubernetes  [I'd like that]" in digest
    assert "Jo → how do I profile asyncio" in _scene(story, "Kim types /learn agenda")
    seen = _scene(story, "Jo types /learn ask").replace("*", "")
    for words in (
        "All in #coffee: Jo asks: how do I profile asyncio",
        "Lena taps “I can help”: Thank you. You two will be introduced",
        "They are introduced: Why you two: Lena can help with: how do I profile asyncio",
        "Lena, who helped: Jo thanks you for your help with how do I profile asyncio: “py-spy it is”",
    ):
        assert words in seen


def test_it_fits_a_narrow_terminal_and_shows_few_of_many(story: Story) -> None:
    assert max(len(line) for line in printed(story, 80).splitlines()) == 80
    [week, *_] = story.weeks
    crowd = replace(story, people=story.people * 50, weeks=[replace(week, intros=week.intros * 50)])
    page = printed(crowd, 80)
    assert "600 people in 7 time zones" in page
    assert f"and {len(week.intros) * 50 - 7} more" in " ".join(page.split())
    assert page.count("\n") < 140


def test_the_readmes_picture_is_taken_from_it(story: Story, request: pytest.FixtureRequest) -> None:
    page = Console(record=True, file=io.StringIO(), width=84)
    tell(replace(story, scenes=[one for one in story.scenes if any(words in one.heading for words in TAKEN)]), page)
    drawn = re.sub(r"@font-face {.*?}", "", page.export_svg(title="uv run app.py demo"), flags=re.DOTALL)
    assert drawn.startswith("<svg")
    if request.config.getoption("--update-golden"):
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(drawn)


def test_the_same_seed_gives_the_same_bytes_and_another_gives_others() -> None:
    one, same, other = (play(TWELVE[:5], weeks=1, seed=seed) for seed in (1, 1, 2))
    assert json.dumps(as_data(one)) == json.dumps(as_data(same))
    assert printed(one) == printed(same)
    assert json.dumps(as_data(one)["weeks"]) != json.dumps(as_data(other)["weeks"])


@pytest.mark.parametrize(
    "names",
    [
        ("Ana", "Ana"),
        ("<!channel>", "*[red]b[/]*", "`x` & <@U1|y>"),
        ("陳美玲", "👩\u200d🚀", "|", "-", "Ana" * 26, "[/]"),
    ],
)
def test_any_names_in_the_remotest_zones_can_be_played(names: tuple[str, ...]) -> None:
    zones = ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu")
    people = [Colleague(name, zones[number % 3]) for number, name in enumerate(names)]
    story = play(people, weeks=1)
    assert story.finding is not None
    assert story.finding.left_out == story.finding.failed_deliveries == 0
    assert sorted(name for met in story.weeks[0].intros for name in met.names) == sorted(
        people[place].name for met in story.weeks[0].intros for place in met.people
    )
    assert len(story.weeks[0].answers) == story.weeks[0].people_in
    assert "Left out: 0." in printed(story)


def test_progress_is_shown_and_gone() -> None:
    page = io.StringIO()
    with progress_bar(Console(file=page, force_terminal=True, width=80), weeks=1) as progress:
        progress("people join")
        progress("week 1 of 1")
    assert "week 1 of 1" in page.getvalue()


def test_a_people_file_that_does_not_fit_is_one_sentence_and_an_exit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,zone\nAna,Mars/Olympus\n")
    assert main(["demo", "--people", str(path)]) == 1
    told = capsys.readouterr()
    assert "people.csv, row 2, column zone: there is no zone “Mars/Olympus”." in " ".join(told.err.split())
    assert "Traceback" not in told.err + told.out


def test_every_error_that_is_logged_counts_and_a_warning_does_not(caplog: pytest.LogCaptureFixture) -> None:
    with ErrorCount() as errors:
        logging.getLogger("scheduling.loop").error("of the bot")
        logging.getLogger().error("of nobody")
        logging.getLogger("handlers").warning("of less weight")
    logging.getLogger("storage").error("too late")
    assert errors.count == 2
    assert len(caplog.records) == 4
