"""Proposals end after their week, introductions bring a line back, and desks are looked through once a day."""

from datetime import datetime

from bot.brokering.decisions import decide_end, decide_lines
from bot.brokering.proposal import ProposalState
from scheduling.workplace import Workplace
from storage import brokering, desk, intros, posts
from storage.database import Tx


async def run_one_due_proposal(at: Workplace) -> bool:
    """See to the proposal that is due longest; false when none is."""
    return await at.see_to_one(brokering.hold_due_proposal, see_to)


def see_to(tx: Tx, proposal_id: int, *, now: datetime) -> None:
    """Tell its end, or ask for a line back two weeks after an introduction."""
    proposal = brokering.lock_proposal(tx, proposal_id)
    if proposal is None or proposal.due_at is None or proposal.due_at > now:  # answered since it was held
        return
    facts = brokering.load_facts(tx, proposal, now=now)
    if proposal.state is ProposalState.INTRODUCED:
        found = None if proposal.intro is None else intros.load_intro(tx, proposal.intro)
        skipped = frozenset() if found is None else found.skipped
        after, owed = decide_lines(facts, skipped=skipped, now=now)
    else:
        after, owed = decide_end(facts, now=now)
    brokering.save_proposal(tx, after)
    posts.enqueue(tx, owed)
    posts.owe_homes(tx, [proposal.broker], now=now)


async def look_through_one_desk(at: Workplace) -> bool:
    """Look for suggestions for the host for whom it is due longest; false when it is for nobody."""
    return await at.see_to_one(desk.hold_due_desk, desk.draw_desk)
