"""Receipts are kept for as long as Slack may tell us of the same thing again."""

from datetime import timedelta

from scheduling.workplace import Workplace
from storage.receipts import forget_receipts

KEEP = timedelta(days=3)


async def sweep_receipts(at: Workplace) -> bool:
    """Forget old receipts; there is never more to do at once."""
    await at.db.run(at.team_id, forget_receipts, before=at.clock() - KEEP)
    return False
