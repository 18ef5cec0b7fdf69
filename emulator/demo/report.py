"""The story told in a terminal, short."""

from dataclasses import asdict
from typing import Any

from rich import box
from rich.console import Console, Group
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from emulator.demo.story import Story, Week

SHOWN = 7  # introductions of a week


def tell(story: Story, console: Console) -> None:
    """Print the first week word for word, the others as a table, and what they came to."""
    console.print()
    console.rule("[bold]Elevenses[/] on an emulated Slack workspace")
    for heading, text in story.scenes:
        console.print(
            Panel(escape(_plain(text)), title=escape(heading), title_align="left", box=box.ROUNDED, padding=(0, 1))
        )
    console.print(_weeks(story))
    console.print(Panel(Group(*_finding(story.finding)), title="What it came to", title_align="left", box=box.ROUNDED))


def as_data(story: Story) -> dict[str, Any]:
    """The story as JSON takes it."""
    return {
        "seed": story.seed,
        "people": [asdict(person) for person in story.people],
        "weeks": [{**asdict(week), "monday": week.monday.date().isoformat()} for week in story.weeks],
        "scenes": [{"heading": heading, "text": text} for heading, text in story.scenes],
        "finding": story.finding,
    }


def _plain(text: str) -> str:
    return text.replace("*", "").replace("`", "")


def _weeks(story: Story) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title="Week by week", title_justify="left", title_style="bold", padding=(0, 1))
    table.add_column("week of", no_wrap=True)
    table.add_column("who met whom")
    table.add_column("on Friday they said")
    for week in story.weeks:
        table.add_row(f"{week.monday:%d %b}", escape(_who(week)), _said(week))
    return table


def _who(week: Week) -> str:
    shown = [" + ".join(met.names) for met in week.intros[:SHOWN]]
    more = [f"and {len(week.intros) - SHOWN} more"] if len(week.intros) > SHOWN else []
    return "\n".join([", ".join(shown + more), *week.events])


def _said(week: Week) -> str:
    return ", ".join(f"{answer} {count}" for answer, count in week.answers.items() if count)


def _finding(found: dict[str, Any]) -> list[str]:
    return [
        f"{found['introductions']} introductions of {found['people']} people in {found['weeks']} weeks.",
        f"Left out: {found['left_out']}. Introduced twice: {found['repeats']} pairs.",
        f"Each met {found['fewest_colleagues_met']} to {found['most_colleagues_met']} different colleagues.",
        f"Messages: {found['messages_per_person_and_week']} for each person and week.",
        f"History methods called: {found['history_methods_called']}. Late answers: {found['failed_deliveries']}.",
    ]
