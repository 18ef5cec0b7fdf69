"""Proposals: who thought of whom, what those said who were asked, and when the next thing is due."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, Select, String, delete, exists, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.brokering.decisions import plan_farewells
from bot.brokering.proposal import PAIR_LATELY, Consent, Facts, Proposal, ProposalState, Side
from bot.matching.knowledge import Pair, in_order
from bot.people import UserId
from bot.topics.stances import USUAL_CAP
from storage import directory, posts, topics
from storage.avoids import load_avoided, load_avoided_by
from storage.base import ASIDE, HIDDEN, TEAM, Base, Id, Numbered, one_of_team, team_id
from storage.database import Tx
from storage.people import MemberRow, as_person, hold_workspace, load_people
from storage.programmes import HOLD
from storage.sealing import Sealed
from storage.statements import changed, set_where

UNDER_WAY = (ProposalState.ASKED_LEARNER, ProposalState.ASKED_HELPER, ProposalState.NOT_THIS_TIME)


class ProposalRow(Numbered, Base):
    """A proposal of its broker's; what they wrote is sealed, and how it stands is told to nobody.

    It stays where one of the two deletes themselves: its end is told all the same.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        one_of_team(),
        ForeignKeyConstraint(["team_id", "broker_id"], ["member.team_id", "member.user_id"], ondelete="CASCADE"),
        Index("ix_proposal_broker", "team_id", "broker_id", "made_at"),
        Index("ix_proposal_due", "team_id", "due_at"),
        Index("ix_proposal_learner", "team_id", "learner_id"),
        Index("ix_proposal_helper", "team_id", "helper_id"),
    )

    broker_id: Mapped[str] = mapped_column(String(32))
    learner_id: Mapped[str | None] = mapped_column(String(32), info=ASIDE)
    helper_id: Mapped[str | None] = mapped_column(String(32), info=ASIDE)
    about: Mapped[str] = mapped_column(Sealed)
    made_at: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(info=HIDDEN)
    held_until: Mapped[datetime | None] = mapped_column(info=HIDDEN)
    state: Mapped[str] = mapped_column(String(16), info=HIDDEN)
    goal_no: Mapped[int | None] = mapped_column(Id, info=HIDDEN)
    intro_no: Mapped[int | None] = mapped_column(Id, info=HIDDEN)


class ConsentRow(Base):
    """What somebody said who was asked, and whether they have dealt with the question for a line back."""

    __tablename__ = "consent"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "proposal_id"], ["proposal.team_id", "proposal.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["team_id", "user_id"], ["member.team_id", "member.user_id"], ondelete="CASCADE"),
        Index("ix_consent_user", "team_id", "user_id"),
    )

    team_id: Mapped[str] = team_id()
    proposal_id: Mapped[int] = mapped_column(Id, primary_key=True)
    user_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    said: Mapped[str] = mapped_column(String(16))
    line: Mapped[str] = mapped_column(Sealed)
    line_at: Mapped[datetime | None]


NEXT_PROPOSAL = select(func.min(ProposalRow.due_at)).where(ProposalRow.team_id == TEAM)


def save_proposal(tx: Tx, proposal: Proposal) -> Proposal:
    """Add a proposal (its id is 0 until then), or change the one with its id; who was asked is a member."""
    row = tx.get_one(ProposalRow, (tx.team_id, proposal.id)) if proposal.id else ProposalRow(team_id=tx.team_id)
    row.broker_id, row.learner_id, row.helper_id = proposal.broker, proposal.learner, proposal.helper
    row.about, row.made_at, row.due_at = proposal.about, proposal.made_at, proposal.due_at
    row.state, row.goal_no, row.intro_no, row.held_until = proposal.state, proposal.goal, proposal.intro, None
    tx.add(row)
    tx.flush()
    for user_id, said in proposal.consents.items():
        consent = tx.get(ConsentRow, (tx.team_id, row.id, user_id))
        if consent is None:
            consent = ConsentRow(team_id=tx.team_id, proposal_id=row.id, user_id=user_id, line="")
        consent.said = said
        tx.add(consent)
    tx.flush()
    return replace(proposal, id=row.id)


def lock_proposal(tx: Tx, proposal_id: int) -> Proposal | None:
    """A proposal of this workspace, while nobody else in it changes any."""
    hold_workspace(tx)
    row = tx.get(ProposalRow, (tx.team_id, proposal_id), populate_existing=True)
    return None if row is None else _as_proposal(tx, row)


def _as_proposal(tx: Tx, row: ProposalRow) -> Proposal:
    said = select(ConsentRow.user_id, ConsentRow.said).where(
        ConsentRow.team_id == tx.team_id, ConsentRow.proposal_id == row.id
    )
    return Proposal(
        row.id,
        UserId(row.broker_id),
        None if row.learner_id is None else UserId(row.learner_id),
        None if row.helper_id is None else UserId(row.helper_id),
        row.about,
        row.made_at,
        row.due_at,
        ProposalState(row.state),
        row.goal_no,
        row.intro_no,
        {UserId(user_id): Consent(one) for user_id, one in tx.execute(said)},
    )


def load_facts(tx: Tx, proposal: Proposal, *, now: datetime) -> Facts:
    """A proposal's people as they are now, and whether one of them would rather not meet another."""
    ids = [one for one in (proposal.learner, proposal.helper) if one is not None]
    sides = _load_sides(tx, ids, now=now)
    apart = len(ids) > 1 and in_order(*ids) in load_avoided(tx)
    shuns = any(proposal.broker in load_avoided_by(tx, one) for one in ids)
    return Facts(
        proposal,
        load_people(tx, [proposal.broker]).get(proposal.broker),
        None if proposal.learner is None else sides.get(proposal.learner),
        None if proposal.helper is None else sides.get(proposal.helper),
        barred=apart or shuns,
    )


def _load_sides(tx: Tx, user_ids: Sequence[UserId], *, now: datetime) -> Mapping[UserId, Side]:
    """These people with how much they help; who is no member yet, as Slack has shown them.

    Members are held: of two who make somebody help, one sees what the other did.
    """
    known = directory.load_known(tx, user_ids)
    found = {one: Side(person, cap=USUAL_CAP) for one, person in known.items()}
    rows = tx.scalars(
        select(MemberRow)
        .where(MemberRow.team_id == tx.team_id, MemberRow.user_id.in_(sorted(user_ids)))
        .order_by(MemberRow.user_id)
        .with_for_update()
    ).all()
    helped = topics.count_helped(tx, user_ids, now=now)
    for row in rows:
        paused = row.paused_until if row.paused_until and row.paused_until > now else None
        found[UserId(row.user_id)] = Side(as_person(row), paused, row.help_cap, helped[row.user_id])
    return found


def proposed_lately(tx: Tx, broker: UserId, proposal: Proposal, *, now: datetime) -> bool:
    """Whether somebody proposed the same two lately, and did not withdraw it."""
    mine = (ProposalRow.broker_id == broker, ProposalRow.state != ProposalState.WITHDRAWN)
    return tx.scalar(_same_pair(tx, proposal, now=now).where(*mine)) is not None


def asked_lately(tx: Tx, proposal: Proposal, *, now: datetime) -> bool:
    """Whether the same two were proposed lately before by anybody, unless that came to nothing before they read it."""
    asked = exists().where(ConsentRow.team_id == ProposalRow.team_id, ConsentRow.proposal_id == ProposalRow.id)
    stands = or_(ProposalRow.state != ProposalState.WITHDRAWN, asked)
    return tx.scalar(_same_pair(tx, proposal, now=now).where(stands)) is not None


def _same_pair(tx: Tx, proposal: Proposal, *, now: datetime) -> Select[int]:
    pair, row = (proposal.learner, proposal.helper), ProposalRow
    lately = (row.team_id == tx.team_id, row.made_at > now - PAIR_LATELY, row.id != proposal.id)
    return select(row.id).where(*lately, row.learner_id.in_(pair), row.helper_id.in_(pair)).limit(1)


def forget_consents(tx: Tx, proposal: Proposal, user_ids: Collection[UserId]) -> None:
    """These have read nothing of it, so they were not asked."""
    theirs = (ConsentRow.team_id == tx.team_id, ConsentRow.proposal_id == proposal.id)
    tx.execute(delete(ConsentRow).where(*theirs, ConsentRow.user_id.in_(sorted(user_ids))))


def load_proposed(tx: Tx, *, since: datetime) -> frozenset[Pair]:
    """The pairs that were proposed since then, whatever came of it."""
    row = ProposalRow
    rows = tx.execute(select(row.learner_id, row.helper_id).where(row.team_id == tx.team_id, row.made_at > since))
    return frozenset(in_order(one, other) for one, other in rows if one is not None and other is not None)


def count_under_way(tx: Tx, broker: UserId) -> int:
    """How many proposals of somebody are under way, as far as they can tell: until the end of each is told."""
    mine = (ProposalRow.team_id == tx.team_id, ProposalRow.broker_id == broker, ProposalRow.state.in_(UNDER_WAY))
    return tx.scalar(select(func.count()).select_from(ProposalRow).where(*mine, ProposalRow.due_at.is_not(None))) or 0


def hold_due_proposal(tx: Tx, *, now: datetime) -> int | None:
    """The proposal with which something is most overdue, kept from other replicas for a while."""
    row = tx.scalar(
        select(ProposalRow)
        .where(
            ProposalRow.team_id == tx.team_id,
            ProposalRow.due_at <= now,
            or_(ProposalRow.held_until.is_(None), ProposalRow.held_until <= now),
        )
        .order_by(ProposalRow.due_at, ProposalRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if row is None:
        return None
    row.held_until = now + HOLD
    return row.id


def awaits_line(tx: Tx, proposal: Proposal, user_id: UserId) -> bool:
    """Whether somebody was asked for a line back and has not dealt with it."""
    row = tx.get(ConsentRow, (tx.team_id, proposal.id, user_id), populate_existing=True)
    asked = proposal.state is ProposalState.INTRODUCED and proposal.due_at is None
    return asked and row is not None and row.said == Consent.YES and row.line_at is None


def keep_line(tx: Tx, proposal: Proposal, user_id: UserId, line: str, *, now: datetime) -> None:
    """Keep what somebody wrote back; "" where they would rather not."""
    set_where(tx, ConsentRow, {"proposal_id": proposal.id, "user_id": user_id}, line=line, line_at=now)


def forget_proposals(tx: Tx, *, before: datetime) -> None:
    """Forget proposals that were made before then and with which nothing is due."""
    over = (ProposalRow.team_id == tx.team_id, ProposalRow.made_at < before, ProposalRow.due_at.is_(None))
    changed(tx, delete(ProposalRow).where(*over))


def proposals_with(tx: Tx, user_id: UserId) -> tuple[int, ...]:
    """The ids of proposals that somebody made, or in which they are one of the two."""
    row = ProposalRow
    theirs = or_(row.broker_id == user_id, row.learner_id == user_id, row.helper_id == user_id)
    return tuple(tx.scalars(select(row.id).where(row.team_id == tx.team_id, theirs).order_by(row.id)))


def people_of_proposals(tx: Tx, proposal_ids: Collection[int]) -> frozenset[str]:
    """Who made these proposals, and who they are about."""
    row = ProposalRow
    found = tx.execute(
        select(row.broker_id, row.learner_id, row.helper_id).where(row.team_id == tx.team_id, row.id.in_(proposal_ids))
    )
    return frozenset(one for three in found for one in three if one is not None)


def close_for(tx: Tx, user_id: UserId, *, now: datetime) -> None:
    """Somebody deletes themselves: what was proposed of them comes to nothing, and its words go.

    Who proposed it hears of its end when they would have heard anyway; who said yes to what goes with its broker, now.
    """
    row = ProposalRow
    asking = row.state.in_([ProposalState.ASKED_LEARNER, ProposalState.ASKED_HELPER])
    theirs = (row.team_id == tx.team_id, or_(row.learner_id == user_id, row.helper_id == user_id))
    tx.execute(update(row).where(*theirs, asking).values(state=ProposalState.NOT_THIS_TIME))
    tx.execute(update(row).where(*theirs).values(about=""))
    made = tx.scalars(select(row).where(row.team_id == tx.team_id, row.broker_id == user_id, row.due_at.is_not(None)))
    for one in made.all():
        posts.enqueue(tx, plan_farewells(_as_proposal(tx, one), now=now))
