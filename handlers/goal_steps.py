"""What each thing that people do with a goal comes to, in one transaction."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeAlias

from bot.blocks import told
from bot.card import CardKind
from bot.clock import DAYS, read_time
from bot.digests.digest import NOTICED
from bot.goals import checkin_views, sentences, views
from bot.goals.checkins import carry_on, checkins_of, say, stop
from bot.goals.form import LONGEST, GoalForm, decide_goal, new_goal, read_day
from bot.goals.goal import EVERY_WEEKS, Goal, Partnership, Said, SeenBy, next_ask, posts_of
from bot.people import Person, UserId
from bot.posts import Message, Post, Worth
from bot.refusal import Refusal, too_long
from bot.topic import Doubt
from handlers.card_steps import form as ask_form
from handlers.payloads import StaleError
from handlers.topics import who
from storage import copies, goals, news, people, posts
from storage.avoids import load_avoided_by
from storage.database import Tx
from storage.takebacks import show_again
from storage.words import known_topics

View: TypeAlias = dict[str, Any]
Answered: TypeAlias = Message | View | Refusal
Step: TypeAlias = Callable[[Tx, Goal, datetime], Answered]
PAGES = views.PAGE + 1  # one more tells whether there is another page
WORTH_HEARING = timedelta(days=7)


def form(tx: Tx, user_id: UserId, words: str, *, now: datetime) -> View:
    """The form for a new goal, which begins with these words."""
    today = now.astimezone(goals.load_slot(tx, user_id).clock).date()
    return views.goal_modal(new_goal(user_id, today=today, words=words, known=known_topics(tx)))


def save(tx: Tx, user_id: UserId, person: Person, sent: GoalForm, goal_id: int, *, now: datetime) -> View | Refusal:
    """Keep the goal that was meant, and owe those who are asked to go along the question."""
    if not person.here:
        return Refusal(sentences.NOT_HERE, field="what")
    people.meet_person(tx, person)
    slot = goals.load_slot(tx, user_id)
    today = now.astimezone(slot.clock).date()
    before = _mine(tx, user_id, goal_id) if goal_id else new_goal(user_id, today=today)
    if not before.state.live:
        return Refusal(sentences.CLOSED, field="what")
    goal = decide_goal(sent, before, known_topics(tx), slot, live=len(goals.load_goals(tx, user_id)), now=now)
    if isinstance(goal, Refusal):
        return goal
    if isinstance(goal, Doubt):
        return views.goal_modal(typed(sent, before), topic=sent.topic, partners=sent.partners, doubt=goal)
    asked = {one.id for one in goal.those(Partnership.ASKED)}
    for one in goal.those(Partnership.ASKED):
        people.meet_person(tx, sent.chosen[one.id])
    kept = goals.save_goal(tx, goal)
    if before.seen_by.open and not kept.seen_by.open:
        show_again(tx, news.boards_with(tx, goal_ids=[kept.id]), now=now)
    before_asked = {one.id for one in before.those(Partnership.ASKED)}
    posts.drop_posts(tx, [views.invitation_key(kept, one) for one in before_asked - asked])
    posts.enqueue(
        tx, [_invite(kept, person, one, now=now) for one in sorted(asked - before_asked) if _may_ask(tx, user_id, one)]
    )
    return views.saved_modal(kept)


def typed(sent: GoalForm, before: Goal) -> Goal:
    """The goal as the form shows it, whatever is wrong with it."""
    seen_by = SeenBy(sent.seen_by) if sent.seen_by in list(SeenBy) else before.seen_by
    until = read_day(sent.until) or before.until
    what, why, step = (text[:LONGEST] for text in (sent.what, sent.why, sent.step))
    return replace(before, topic=sent.topic[:LONGEST], what=what, why=why, step=step, until=until, seen_by=seen_by)


def _may_ask(tx: Tx, owner: UserId, partner: UserId) -> bool:
    """Whether a question may go out; whoever would rather not meet the owner is not asked, and nobody is told."""
    return owner not in load_avoided_by(tx, partner)


def _invite(goal: Goal, owner: Person, partner: UserId, *, now: datetime) -> Post:
    return views.plan_invitation(goal, owner.name, partner, now=now)


def _mine(tx: Tx, user_id: UserId, goal_id: int) -> Goal:
    goal = goals.load_goal(tx, goal_id)
    if goal is None or goal.owner != user_id:
        raise StaleError(str(goal_id))
    return goal


def take_step(tx: Tx, user_id: UserId, goal_id: int, step: Step, *, now: datetime) -> Answered:
    """What somebody does with a goal of their own."""
    return step(tx, _mine(tx, user_id, goal_id), now)


def of_live(step: Step) -> Step:
    """A step that makes sense until the goal is closed."""

    def taken(tx: Tx, goal: Goal, now: datetime) -> Answered:
        return step(tx, goal, now) if goal.state.live else Refusal(sentences.CLOSED, field="line")

    return taken


def edit(_tx: Tx, goal: Goal, _now: datetime) -> View:
    """The form, with what is kept."""
    return views.goal_modal(goal)


def checkins(tx: Tx, goal: Goal, _now: datetime) -> View:
    """The form for the check-ins."""
    return views.checkins_modal(goal, goals.load_slot(tx, goal.owner))


def ask_delete(_tx: Tx, goal: Goal, _now: datetime) -> View:
    """Whether they mean it."""
    return views.delete_modal(goal)


def delete(tx: Tx, goal: Goal, now: datetime) -> View:
    """Keep nothing of the goal, nor of what was said about it."""
    boards = news.boards_with(tx, goal_ids=[goal.id])
    copies.forget_like(tx, posts_of(goal.id))
    copies.forget_like(tx, f"{NOTICED}{goal.id}:")
    goals.delete_goal(tx, goal.id)
    show_again(tx, boards, now=now)
    return views.notice_modal(sentences.DELETED)


def say_how(said: Said) -> Step:
    """Say how it goes."""

    def step(tx: Tx, goal: Goal, now: datetime) -> Message:
        posts.drop_posts_like(tx, checkins_of(goal.id))
        return checkin_views.said_message(
            goals.save_goal(tx, say(goal, said, goals.load_slot(tx, goal.owner), now=now))
        )

    return of_live(step)


def again(tx: Tx, goal: Goal, now: datetime) -> Message:
    """Take it up again, open it again, or take more time."""
    kept = goals.save_goal(tx, carry_on(goal, goals.load_slot(tx, goal.owner), now=now))
    return told(views.open_again(kept))


def ask_on(tx: Tx, goal: Goal, now: datetime) -> Message:
    """Go on asking."""
    goals.save_goal(tx, carry_on(goal, goals.load_slot(tx, goal.owner), now=now))
    return told(sentences.KEEP_ASKING)


def stop_asking(tx: Tx, goal: Goal, now: datetime) -> Message:
    """Ask nothing more before its time is over."""
    goals.save_goal(tx, stop(goal, goals.load_slot(tx, goal.owner), now=now))
    return told(sentences.STOP_ASKING)


def helpers(tx: Tx, goal: Goal, now: datetime) -> Message:
    """Who helps with its topic."""
    owner = people.load_people(tx, [goal.owner])[goal.owner]
    return who(tx, goal.owner, owner, goal.topic, now=now)


def ask_team(tx: Tx, goal: Goal, now: datetime) -> Answered:
    """The form for an ask that begins with the goal; nothing of it is shown but what its owner keeps there."""
    owner = people.load_people(tx, [goal.owner])[goal.owner]
    return ask_form(tx, goal.owner, owner, CardKind.ASK, words=goal.step or goal.what, topic=goal.topic, now=now)


def note(_tx: Tx, goal: Goal, _now: datetime) -> View:
    """The form for a note."""
    return checkin_views.note_modal(goal)


def step_form(_tx: Tx, goal: Goal, _now: datetime) -> View:
    """The form for a smaller step."""
    return checkin_views.step_modal(goal)


def keep_note(line: str) -> Step:
    """Keep a note on how it goes; "" deletes it."""
    return partial(_keep, kept=lambda goal: replace(goal, note=line.strip()), line=line)


def keep_step(line: str) -> Step:
    """Keep the next step."""
    return of_live(partial(_keep, kept=lambda goal: replace(goal, step=line.strip()), line=line))


def _keep(tx: Tx, goal: Goal, _now: datetime, *, kept: Callable[[Goal], Goal], line: str) -> View | Refusal:
    if len(line) > LONGEST:
        return Refusal(too_long(LONGEST), field="line")
    return checkin_views.kept_modal(goals.save_goal(tx, kept(goal)))


def tell(tx: Tx, goal: Goal, now: datetime) -> Message:
    """Let those who go along know what was said last, once."""
    if goal.shared or goal.said is None or not goal.going_along:
        return told(sentences.NO_MORE)
    owner = people.load_people(tx, [goal.owner])[goal.owner].name
    message = checkin_views.shared_message(goal, owner)
    owed = [
        _to(one.id, f"shared:{one.id}:{goal.stamp}", goal, message, worth=Worth.QUESTION, now=now)
        for one in goal.going_along
    ]
    posts.enqueue(tx, owed)
    return checkin_views.said_message(goals.save_goal(tx, replace(goal, shared=True)))


def _to(user_id: UserId, key: str, goal: Goal, message: Message, *, worth: Worth | None = None, now: datetime) -> Post:
    """What one of the two wants the other to know; without a `worth`, as an answer to what that one did."""
    return Post(
        key=f"{posts_of(goal.id)}{key}",
        to=(user_id,),
        message=message,
        due_at=now,
        expires_at=now + WORTH_HEARING,
        unless_away=True,
        worth=worth,
    )


def keep_checkins(every: str, day: str, at: str) -> Step:
    """Keep how often somebody is asked about this goal, and when about all."""

    def step(tx: Tx, goal: Goal, now: datetime) -> View | Refusal:
        wall = read_time(at)
        if wall is None or every not in map(str, EVERY_WEEKS) or day not in map(str, range(len(DAYS))):
            return Refusal(sentences.NO_CHOICE, field="every")
        goals.save_slot(tx, goal.owner, int(day), wall)
        kept = replace(goal, every_weeks=int(every), unanswered=0)
        kept = replace(kept, ask_at=next_ask(kept, goals.load_slot(tx, goal.owner), now=now))
        goals.save_goal(tx, kept)
        return views.notice_modal(views.checkins_kept(kept))

    return of_live(step)


def go_along(tx: Tx, user_id: UserId, goal_id: int, answer: Partnership, *, now: datetime) -> Message:
    """A yes, a no or a leave-taking of somebody who was asked to go along."""
    goal = goals.load_goal(tx, goal_id)
    mine = None if goal is None else next((one for one in goal.partners if one.person.id == user_id), None)
    if goal is None or mine is None:
        return told(sentences.NO_MORE)
    before = Partnership.ACCEPTED if answer is Partnership.LEFT else Partnership.ASKED
    if mine.state is not before or not goal.state.live:
        return told(sentences.NO_MORE)
    kept = goals.save_goal(
        tx, replace(goal, partners=tuple(replace(one, state=answer) if one is mine else one for one in goal.partners))
    )
    posts.enqueue(tx, [views.plan_answer(goal, mine.person, answer, now=now)])
    if answer is not Partnership.ACCEPTED:
        return told(sentences.NOT_THIS_TIME if answer is Partnership.DECLINED else sentences.LEFT)
    return views.accepted_message(kept, people.load_people(tx, [goal.owner])[goal.owner].name)


def _heard(tx: Tx, user_id: UserId, goal_id: int, stamp: int) -> tuple[Goal, Person] | None:
    """The goal whose last word this partner was told, and the partner; None when there is newer news."""
    goal = goals.load_goal(tx, goal_id)
    me = None if goal is None else next((one for one in goal.going_along if one.id == user_id), None)
    if goal is None or me is None or not goal.shared or goal.stamp != stamp:
        return None
    return goal, me


def cheer(tx: Tx, user_id: UserId, goal_id: int, stamp: int, *, now: datetime) -> Message:
    """A partner cheers."""
    heard = _heard(tx, user_id, goal_id, stamp)
    if heard is None:
        return told(sentences.NEWS)
    goal, me = heard
    posts.enqueue(
        tx, [_to(goal.owner, f"reply:{me.id}:{stamp}", goal, checkin_views.cheered_message(goal, me.name), now=now)]
    )
    return checkin_views.told_message(goal)


def say_form(tx: Tx, user_id: UserId, goal_id: int, stamp: int, *, offer: bool) -> View | Message:
    """The form for a partner's question or offer."""
    heard = _heard(tx, user_id, goal_id, stamp)
    if heard is None:
        return told(sentences.NEWS)
    goal, _ = heard
    return checkin_views.say_modal(goal, people.load_people(tx, [goal.owner])[goal.owner].name, offer=offer)


def say_line(tx: Tx, user_id: UserId, kept: tuple[int, ...], line: str, *, now: datetime) -> View | Refusal:
    """A partner asks or offers something."""
    goal_id, stamp, offer = kept
    if not line.strip() or len(line) > LONGEST:
        return Refusal(too_long(LONGEST) if line.strip() else sentences.NOTHING, field="line")
    heard = _heard(tx, user_id, goal_id, stamp)
    if heard is None:
        return Refusal(sentences.NEWS, field="line")
    goal, me = heard
    message = checkin_views.line_message(goal, me.name, line, offer=bool(offer))
    posts.enqueue(tx, [_to(goal.owner, f"reply:{me.id}:{stamp}", goal, message, now=now)])
    return views.notice_modal(sentences.SAID_ON)


def shown(tx: Tx, user_id: UserId, start: int) -> View:
    """One page of the goals that others show this person."""
    return views.shown_modal(goals.load_shown(tx, user_id, start=start, limit=PAGES), start=start)


def closed(tx: Tx, user_id: UserId, start: int) -> View:
    """One page of this person's closed goals."""
    return views.closed_modal(goals.load_goals(tx, user_id, closed=True, start=start, limit=PAGES), start=start)
