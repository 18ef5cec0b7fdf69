"""Text swaps end, in time or when too few are left."""

from datetime import datetime

from bot.swaps.decisions import decide_leaving
from scheduling.workplace import Workplace
from storage import swaps
from storage.database import Tx


async def run_one_due_swap(at: Workplace) -> bool:
    """See to a swap whose time has come, or that somebody has left; false when there is none."""
    return await at.see_to_one(swaps.hold_due_swap, see_to_swap)


def see_to_swap(tx: Tx, swap_id: int, *, now: datetime) -> None:
    """End a swap, or let it go on among those who are left."""
    swap = swaps.lock_swap(tx, swap_id)
    if swap is not None and not swap.over:
        leaving, over = swaps.leaving_of(tx, swap, now=now)
        after = decide_leaving(swap, leaving, over=over)
        swaps.change_swap(tx, swap, after, actor=None, now=now)
