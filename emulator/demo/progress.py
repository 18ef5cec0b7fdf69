"""How far the story is, while it is played."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


@contextmanager
def progress_bar(console: Console, *, weeks: int) -> Iterator[Callable[[str], None]]:
    """A bar that takes what `play` tells of its progress, and is gone at the end."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("waking up", total=weeks + 1, completed=-1)

        def moves(words: str) -> None:
            bar.update(task, description=words, advance=1)

        yield moves
