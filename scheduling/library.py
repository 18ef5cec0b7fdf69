"""Shared pages are asked for their titles, where the operator allows it."""

from scheduling.workplace import Workplace
from storage import library


async def run_one_due_title(at: Workplace) -> bool:
    """Ask the page that has waited longest; false when none waits. Where it gives none, its host is shown."""
    held = await at.db.run(at.team_id, library.hold_due_title, now=at.clock())
    if held is None:
        return False
    title = "" if at.fetcher is None else await at.fetcher.title_of(held[1])
    if title:
        await at.db.run(at.team_id, library.keep_title, *held, title)
    return True
