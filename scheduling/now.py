"""A question for a quarter of an hour now lapses after a minute, and the next one is asked."""

from datetime import datetime

from bot.now.decisions import plan_step
from bot.now.search import SearchState
from scheduling.workplace import Workplace
from storage.database import Tx
from storage.now import hold_due_search, load_circle, lock_searches, save_plan


async def run_one_due_search(at: Workplace) -> bool:
    """Go on with the search in which something is most overdue; false when nothing is."""
    return await at.see_to_one(hold_due_search, go_on)


def go_on(tx: Tx, search_id: int, *, now: datetime) -> None:
    """Ask the next one, or end the search."""
    searches = lock_searches(tx)
    search = searches.get(search_id)
    if search is not None and search.state is SearchState.LOOKING and search.due_at <= now:
        circle = load_circle(tx, search.asker, searches, now=now)
        save_plan(tx, search, plan_step(search, circle, now=now), circle, now=now)
