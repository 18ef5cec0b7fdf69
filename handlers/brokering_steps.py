"""What each thing that people do to bring others together comes to, in one transaction."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeAlias

from bot.blocks import told
from bot.brokering import sentences, views
from bot.brokering.decisions import (
    Step as Answered,
)
from bot.brokering.decisions import (
    decide_answer,
    decide_first,
    plan_line,
    plan_meeting,
    plan_success,
    questions_of,
)
from bot.brokering.desk import Suggestion
from bot.brokering.form import ProposalForm, decide_proposal, refuse_broker
from bot.brokering.proposal import LONGEST, Consent, Facts, Proposal, ProposalState
from bot.directory.decisions import Moment
from bot.intros.introductions import introductions
from bot.people import Person, UserId
from bot.posts import Message
from bot.refusal import Refusal, too_long
from storage import brokering, changes, desk, intros, people, posts
from storage.database import Tx
from storage.directory import APART
from storage.turns import load_turns

View: TypeAlias = dict[str, Any]
Step: TypeAlias = Callable[..., Message | View | Refusal]


def form_for(person: Person, view: View) -> View:
    """The form, for whoever may introduce people; else why not."""
    refusal = refuse_broker(person)
    return view if refusal is None else views.notice_modal(refusal.why)


def propose_at_once(tx: Tx, user_id: UserId, person: Person, form: ProposalForm, *, now: datetime) -> Message:
    """Propose what was typed whole."""
    done = propose(tx, user_id, person, form, 0, now=now)
    return told(done.why) if isinstance(done, Refusal) else done


def propose(
    tx: Tx, user_id: UserId, person: Person, form: ProposalForm, suggestion_id: int, *, now: datetime
) -> Message | Refusal:
    """Keep a proposal, and ask whoever would learn; of a suggestion, the two who were suggested."""
    goal = None
    if suggestion_id:
        one = _find(tx, user_id, suggestion_id, now=now)
        if one is None:
            return Refusal(sentences.STALE, field="about")
        both = {one.owner.id: one.owner, one.helper.id: one.helper}
        form, goal = ProposalForm(one.owner.id, one.helper.id, form.about, both), one.goal
    meant = Proposal(0, person.id, UserId(form.learner), UserId(form.helper), "", now, None)
    proposal = decide_proposal(
        form,
        person,
        under_way=brokering.count_under_way(tx, user_id),
        lately=brokering.proposed_lately(tx, user_id, meant, now=now),
        now=now,
        goal=goal,
    )
    if isinstance(proposal, Refusal):
        return proposal
    changes.note_people(tx, list(form.chosen.values()), Moment(now - APART, now))
    people.meet_person(tx, person)
    kept = _ask_first(tx, brokering.save_proposal(tx, proposal), now=now)
    learner, helper = (form.chosen[UserId(one)] for one in (form.learner, form.helper))
    return views.proposed_message(kept, learner, helper)


def _ask_first(tx: Tx, proposal: Proposal, *, now: datetime) -> Proposal:
    """Owe the first question, where it may be asked."""
    facts = brokering.load_facts(tx, proposal, now=now)
    question = decide_first(
        replace(facts, barred=facts.barred or brokering.asked_lately(tx, proposal, now=now)), now=now
    )
    if question is None or facts.learner is None:
        return proposal
    people.keep_person(tx, facts.learner.person)
    posts.enqueue(tx, [question])
    return brokering.save_proposal(tx, replace(proposal, consents={facts.learner.person.id: Consent.ASKED}))


def answer(tx: Tx, user_id: UserId, proposal_id: int, action: str, *, yes: bool, now: datetime) -> Message | Refusal:
    """A yes or a no of whoever's turn it is."""
    proposal = brokering.lock_proposal(tx, proposal_id)
    if proposal is None or user_id not in proposal.consents:
        return Refusal(sentences.NO_MORE)
    if not proposal.awaits(user_id) or not _is_turn(proposal, action):
        return told(sentences.NO_MORE)
    if proposal.due_at is None or proposal.due_at <= now:
        return told(sentences.NO_MORE)
    facts = brokering.load_facts(tx, proposal, now=now)
    step = decide_answer(facts, user_id, yes=yes, now=now)
    _take(tx, facts, step, now=now)
    return step.message


def _is_turn(proposal: Proposal, action: str) -> bool:
    """Whether a button belongs to the question that is open."""
    turns = {views.ASK: ProposalState.ASKED_LEARNER, views.HAPPY: ProposalState.ASKED_HELPER}
    return turns.get(action, proposal.state) is proposal.state


def _take(tx: Tx, facts: Facts, step: Answered, *, now: datetime) -> None:
    """Write down what comes of an answer: who is asked next, or an introduction."""
    proposal = step.proposal
    if step.question is not None and facts.helper is not None:
        people.keep_person(tx, facts.helper.person)
        posts.enqueue(tx, [step.question])
    if step.introduces and facts.learner is not None and facts.helper is not None:
        pair = facts.learner.person, facts.helper.person
        turns = load_turns(tx, [one.id for one in pair])
        plan = plan_meeting(proposal, *pair, turns, now=now)
        ids = intros.save_intros(tx, [plan], round_id=None, now=now)
        posts.enqueue(tx, introductions([plan], ids))
        posts.enqueue(tx, [plan_success(proposal, *pair, now=now)])
        posts.owe_homes(tx, [proposal.broker, *(one.id for one in pair)], now=now)
        proposal = replace(proposal, intro=ids[0])
    brokering.save_proposal(tx, proposal)


def withdraw(tx: Tx, user_id: UserId, proposal_id: int, *, now: datetime) -> Message:
    """Ask nobody any more; who has read nothing of it was not asked. What is answered is the same at any time."""
    proposal = brokering.lock_proposal(tx, proposal_id)
    over = proposal is None or proposal.due_at is None or proposal.due_at <= now
    gone = {ProposalState.INTRODUCED, ProposalState.WITHDRAWN}
    if proposal is None or over or proposal.broker != user_id or proposal.state in gone:
        return told(sentences.NOT_YOURS)
    questions = questions_of(proposal)
    unread = posts.drop_posts(tx, questions)
    brokering.forget_consents(tx, proposal, [one for key, one in questions.items() if key in unread and one])
    kept = {one: said for one, said in proposal.consents.items() if said is not Consent.ASKED}
    brokering.save_proposal(tx, replace(proposal, state=ProposalState.WITHDRAWN, consents=kept))
    return told(sentences.WITHDRAWN)


def _find(tx: Tx, host: UserId, suggestion_id: int, *, now: datetime) -> Suggestion | None:
    """What stands on this person's desk, if they are a host and it holds still."""
    return next((one for one in desk.load_desk(tx, host, now=now) or () if one.id == suggestion_id), None)


def open_suggestion(tx: Tx, user_id: UserId, suggestion_id: int, *, now: datetime) -> View | Message:
    """The form for two who were suggested."""
    one = _find(tx, user_id, suggestion_id, now=now)
    return told(sentences.STALE) if one is None else views.suggestion_modal(one)


def dismiss(tx: Tx, user_id: UserId, suggestion_id: int, *, now: datetime) -> Message:
    """Not these two; it can be undone."""
    one = _find(tx, user_id, suggestion_id, now=now)
    pair = None if one is None else desk.pair_suggested(tx, user_id, suggestion_id)
    if pair is None:
        return told(sentences.STALE)
    desk.dismiss(tx, user_id, pair)
    return views.dismissed_message(suggestion_id)


def undo(tx: Tx, user_id: UserId, suggestion_id: int, *, now: datetime) -> Message:  # noqa: ARG001 - as each step
    """These two, after all."""
    pair = desk.pair_suggested(tx, user_id, suggestion_id)
    if pair is not None:
        desk.suggest_again(tx, user_id, pair)
    return told(sentences.BACK_AGAIN)


def write_line(tx: Tx, user_id: UserId, proposal_id: int, *, now: datetime) -> View | Message:
    """The form for a line back."""
    facts = _asked_for_line(tx, user_id, proposal_id, now=now)
    if facts is None or facts.broker is None:
        return told(sentences.ANSWERED)
    return views.line_modal(facts.proposal, facts.broker, people.load_people(tx, [user_id])[user_id])


def rather_not(tx: Tx, user_id: UserId, proposal_id: int, *, now: datetime) -> Message:
    """No line; nobody is told."""
    facts = _asked_for_line(tx, user_id, proposal_id, now=now)
    if facts is None:
        return told(sentences.ANSWERED)
    brokering.keep_line(tx, facts.proposal, user_id, "", now=now)
    return told(sentences.RATHER_NOT)


def send_line(tx: Tx, user_id: UserId, proposal_id: int, line: str, *, now: datetime) -> Message | Refusal:
    """Give the broker what was written, and nothing else."""
    if not line.strip() or len(line) > LONGEST:
        return Refusal(too_long(LONGEST) if line.strip() else sentences.NOTHING, field="line")
    facts = _asked_for_line(tx, user_id, proposal_id, now=now)
    if facts is None:
        return Refusal(sentences.ANSWERED, field="line")
    sides = {side.person.id: side.person for side in (facts.learner, facts.helper) if side is not None}
    others = [person for one, person in sides.items() if one != user_id]
    brokering.keep_line(tx, facts.proposal, user_id, line.strip(), now=now)
    posts.enqueue(tx, [plan_line(facts.proposal, sides[user_id], next(iter(others), None), line, now=now)])
    return told(sentences.LINE_SENT)


def _asked_for_line(tx: Tx, user_id: UserId, proposal_id: int, *, now: datetime) -> Facts | None:
    """The proposal, where this person was asked for a line back and has not dealt with it."""
    proposal = brokering.lock_proposal(tx, proposal_id)
    if proposal is None or not brokering.awaits_line(tx, proposal, user_id):
        return None
    return brokering.load_facts(tx, proposal, now=now)
