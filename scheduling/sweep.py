"""What has had its time ends, and what need not be known any more is forgotten."""

from datetime import datetime, timedelta

from bot.news import REST
from scheduling.workplace import Workplace
from storage.agenda import forget_leads
from storage.brokering import forget_proposals
from storage.copies import empty_old
from storage.database import Tx
from storage.followups import end_old
from storage.goals import forget_notes
from storage.news import forget_shown
from storage.now import forget_searches
from storage.receipts import forget_receipts
from storage.swaps import forget_answers
from storage.week import forget_spent

ANSWERS = timedelta(days=30)
PROPOSALS = timedelta(days=365)
SEARCHES = timedelta(days=2)  # whoever was asked is not asked again on that day of theirs
RECEIPTS = timedelta(days=3)  # Slack may tell us of the same thing again

SPENT = timedelta(days=14)  # a week on every clock, and some

LEADS = timedelta(days=365)
COPIES = {"swaps": ANSWERS, "now": SEARCHES, "brokering": PROPOSALS, "digests": REST, "agenda": REST}


async def sweep(at: Workplace) -> bool:
    """End and forget all that is old enough; there is never more to do at once."""
    await at.db.run(at.team_id, _sweep, now=at.clock())
    return False


def _sweep(tx: Tx, *, now: datetime) -> None:
    end_old(tx, now=now)
    forget_answers(tx, before=now - ANSWERS)
    forget_notes(tx, before=now - ANSWERS)
    forget_searches(tx, before=now - SEARCHES)
    forget_proposals(tx, before=now - PROPOSALS)
    forget_receipts(tx, before=now - RECEIPTS)
    forget_shown(tx, before=(now - REST).date())
    forget_leads(tx, before=(now - LEADS).date())
    empty_old(tx, {feature: now - age for feature, age in COPIES.items()})
    forget_spent(tx, before=now - SPENT)
