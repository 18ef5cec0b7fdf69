"""The story told in a terminal, short, and as data."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from rich import box
from rich.console import Console, Group
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from emulator.demo.friday import ANSWERING
from emulator.demo.record import Finding, Met, Scene, Story, Tally, Week
from emulator.mrkdwn import without_emphasis

SHOWN = 7  # introductions of a week
EVENTS = 4  # happenings of a week
PAIR = 2
CROWD = 15  # from here on nobody is named at the top


def tell(story: Story, console: Console) -> None:
    """Print the first week word for word, the others as a table, and what they came to."""
    console.print()
    console.rule("[bold]Elevenses[/] on an emulated Slack workspace")
    console.print(escape(_cast(story)), justify="center", style="dim")
    for scene in story.scenes:
        console.print(_panel(scene))
    console.print(_weeks(story.weeks))
    if any(len(week.answers) > ANSWERING for week in story.weeks):
        console.print(f"To keep it short, {ANSWERING} people at most answer in a week here.", style="dim")
    if story.finding is not None:
        found = Group(*_finding(story.finding))
        console.print(Panel(found, title="What it came to", title_align="left", box=box.ROUNDED))


def as_data(story: Story) -> dict[str, Any]:
    """The story as JSON takes it; dates are ISO, people in introductions and answers are places in `people`."""
    told = asdict(story)
    for week in told["weeks"]:
        week["monday"] = week["monday"].isoformat()
    return told


def _cast(story: Story) -> str:
    homes: dict[str, list[str]] = {}
    for person in story.people:
        homes.setdefault(person.zone.rpartition("/")[2].replace("_", " "), []).append(person.name)
    size = f"{len(story.people)} people in {len(homes)} time zones"
    if len(story.people) > CROWD:
        return size
    return f"{size}: " + " · ".join(f"{', '.join(names)} in {home}" for home, names in homes.items())


def _panel(scene: Scene) -> Panel:
    text = without_emphasis(scene.text).replace("`", "")
    return Panel(
        escape(text),
        title=escape(scene.heading),
        title_align="left",
        subtitle=escape(scene.note) or None,
        subtitle_align="right",
        box=box.ROUNDED,
        padding=(0, 1),
    )


def _weeks(weeks: list[Week]) -> Table:
    labels = [*sorted({one.answer for week in weeks for one in week.answers if one.answer}, key=_size(weeks)), ""]
    table = Table(box=box.SIMPLE_HEAD, title="Week by week", title_justify="left", title_style="bold", padding=(0, 1))
    table.caption, table.caption_justify = f"Friday: {', '.join(label or 'no answer' for label in labels)}.", "left"
    table.add_column("week of", no_wrap=True)
    table.add_column("in", justify="right")
    table.add_column("who met whom", ratio=1)
    table.add_column("Friday", no_wrap=True)
    for week in weeks:
        said = Counter(one.answer for one in week.answers)
        counts = " ".join(f"{said[label] or '·':>2}" for label in labels)
        table.add_row(f"{week.monday.day} {week.monday:%b}", str(week.people_in), _who(week), counts)
    return table


def _size(weeks: list[Week]) -> Callable[[str], tuple[int, str]]:
    counts = Counter(one.answer for week in weeks for one in week.answers)
    return lambda label: (-counts[label], label)


def _who(week: Week) -> str:
    met = ", ".join(_shortened([_together(one) for one in week.intros], SHOWN))
    return "\n".join([met, *(f"[dim]{event}[/]" for event in _shortened([*map(escape, week.events)], EVENTS))])


def _together(met: Met) -> str:
    names = escape(" & ".join(met.names))
    return names if len(met.names) <= PAIR else f"[bold]{names}[/]"


def _shortened(all_of_them: list[str], most: int) -> Iterator[str]:
    yield from all_of_them[:most]
    if len(all_of_them) > most:
        yield f"and {len(all_of_them) - most} more"


def _finding(found: Finding) -> tuple[str, ...]:
    met = "Whoever was in met somebody, every week." if found.left_out == 0 else "Somebody who was in met nobody."
    fewest, most = found.fewest_colleagues_met, found.most_colleagues_met
    average = f"{found.messages_per_person_and_week:g}"
    asked = f"{found.history_methods_called} times. Posts unconfirmed: {found.posts_unconfirmed}."
    books = found.books
    return (
        f"{found.introductions} introductions of {found.people} people in {found.weeks} weeks.",
        f"{met} Left out: {found.left_out}.",
        f"Each met {fewest} to {most} different colleagues. Introduced again: {found.repeats}.",
        f"Unasked messages for each person and week: {average}, never more than {found.most_messages_in_a_week}.",
        f"Weeks with more than 3: {found.weeks_over_budget}. Days with more than 1: {found.days_over_budget}.",
        f"Messages outside somebody's hours: {found.messages_outside_hours}. Errors logged: {found.errors_logged}.",
        f"Goals: {_tally(books.goals)}",
        f"Asks and offers: {_tally(books.asks)}",
        f"Proposals: {_tally(books.proposals)}",
        f"Introductions of all kinds: {_tally(books.introductions)}",
        f"Helped more often in a month than they like: {books.over_cap}.",
        f"Answers that anybody else could see: {found.answers_seen_by_others}.",
        f"Message history read: {asked} Late answers: {found.failed_deliveries}.",
    )


def _tally(of: Tally) -> str:
    return f"{of.made}, live {of.live}, over {of.over}, lost {of.lost}."
