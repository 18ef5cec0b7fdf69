"""Every sentence and block of goals: mine, those that others show me, the form, and what partners are asked."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.blocks import actions, button, context, escaped, field, modal, names, overflow, pager, plain, section, select
from bot.calendar import DAYS
from bot.goals import sentences
from bot.goals.checkin_views import AGAIN, LABELS, LEAVE, answers_of
from bot.goals.form import LONGEST
from bot.goals.goal import EVERY_WEEKS, MOST_PARTNERS, Goal, GoalState, Partnership, Said, SeenBy, Shown, Slot, posts_of
from bot.people import Person, UserId
from bot.posts import Block, Message, Post, Worth
from bot.topic import LONGEST as LONGEST_TOPIC
from bot.topic import Doubt

NEW = "goals:new"
SAVE = "goals:save"
LOOKS = "goals:looks"
MENU = "goals:menu"
CHECKINS = "goals:checkins"
DELETE = "goals:delete"
ACCEPT = "goals:accept"
DECLINE = "goals:decline"
SHOWN = "goals:shown"
CLOSED = "goals:closed"
PAGE = 15  # goals
WORTH_ASKING = timedelta(days=14)
TITLE = "Your goal"
MENU_OPTIONS = {
    "edit": "Edit",
    "checkins": "Check-ins",
    "changed": "It has changed",
    "let-go": "Let go",
    "delete": "Delete",
}
_NOTHING = (
    "*My goals:* what would you like to be better at in eight weeks? You say who may see it, and two weeks from "
    "now I ask how it goes."
)
_WHO = {
    SeenBy.ME: "Only me",
    SeenBy.PARTNERS: "My partners",
    SeenBy.HOSTS: "Hosts, too: who looks after a programme that I am in",
    SeenBy.TEAM: "My team, too: everybody in a programme with me",
    SeenBy.EVERYONE: "Everyone",
}
_SEEN = {
    SeenBy.ME: "seen by you alone",
    SeenBy.PARTNERS: "seen by partners",
    SeenBy.HOSTS: "seen by hosts",
    SeenBy.TEAM: "seen by your team",
    SeenBy.EVERYONE: "seen by everyone",
}


def goals_blocks(goals: Sequence[Goal], *, closed: int = 0) -> list[Block]:
    """Somebody's own goals: how they stand, what comes next, and one tap to say how it goes."""
    new = button("New goal", NEW, about="Set a new goal", primary=not goals)
    ended = [button(f"Closed goals ({closed})", CLOSED, value=0, about="Your closed goals")] if closed else []
    blocks: list[Block] = [section("*My goals*" if goals else _NOTHING, accessory=new)]
    for goal in goals:
        blocks += [section(_mine(goal), accessory=overflow(MENU, _menu(goal))), actions(*answers_of(goal))]
    return [*blocks, actions(*ended)] if ended else blocks


def _menu(goal: Goal) -> Mapping[str, str]:
    return {f"{word} {goal.id}": label for word, label in MENU_OPTIONS.items()}


def _mine(goal: Goal) -> str:
    asked = goal.those(Partnership.ASKED)
    parts = [
        f"*{escaped(goal.what)}*",
        escaped(goal.topic),
        _until(goal),
        *(["on hold"] if goal.state is GoalState.ON_HOLD else []),
        *([f"with {names(goal.going_along)}"] if goal.going_along else []),
        *([f"{names(asked)} asked"] if asked else []),
        _SEEN[goal.seen_by],
    ]
    lines = [" · ".join(parts), *([f"Next step: {escaped(goal.step)}"] if goal.step else [])]
    return "\n".join(lines)


def _until(goal: Goal) -> str:
    return f"until {goal.until.day} {goal.until:%b %Y}"


def card(shown: Shown, *, close: bool = False) -> str:
    """A goal as its owner shows it; who is `close` sees why it matters and the next step, too."""
    goal = shown.goal
    head = " · ".join([f"{escaped(shown.name)}: *{escaped(goal.what)}*", escaped(goal.topic), _until(goal)])
    more = [f"Why: {escaped(goal.why)}"] if goal.why and close else []
    more += [f"Next step: {escaped(goal.step)}"] if goal.step and close else []
    return "\n".join([head, *more])


def goal_modal(
    goal: Goal, *, topic: str = "", partners: Sequence[UserId] | None = None, doubt: Doubt | None = None
) -> dict[str, Any]:
    """The form of a goal; after a `doubt`, with the topic as it was typed and the question what it means."""
    along = [one.id for one in goal.those(Partnership.ASKED, Partnership.ACCEPTED)] if partners is None else partners
    people: dict[str, Any] = {"type": "multi_users_select", "max_selected_items": MOST_PARTNERS}
    if along:
        people["initial_users"] = list(along)
    asked = [] if doubt is None else [section(doubt.question)]
    looks = button("How it looks", LOOKS, value=goal.id, about="How your goal looks to each of them")
    return modal(
        TITLE,
        (
            *asked,
            field("what", "I want to get better at", _text(goal.what, "Reading query plans")),
            field("topic", "Topic", _text(topic or goal.topic, "Query plans", most=LONGEST_TOPIC)),
            field("why", "Why it matters", _text(goal.why, ""), hint="For you and your partners.", optional=True),
            field("until", "Until", {"type": "datepicker", "initial_date": goal.until.isoformat()}),
            field("step", "First small step", _text(goal.step, "Explain one slow query"), optional=True),
            field(
                "seen_by",
                "Who may see it",
                select(_WHO, goal.seen_by),
                hint="Your notes and answers stay yours, unless you tell a partner.",
            ),
            field("partners", "Partners", people, hint="One or two. They are asked, and may say no.", optional=True),
            section("Before you save, see what each of them will see.", accessory=looks),
        ),
        callback=SAVE,
        submit="Save",
        kept="\n".join([str(goal.id), *([] if doubt is None else [doubt.kept])]),
    )


def _text(text: str, sample: str, *, most: int = LONGEST) -> dict[str, Any]:
    element: dict[str, Any] = {"type": "plain_text_input", "max_length": most}
    if sample:
        element["placeholder"] = plain(sample)
    return element | ({"initial_value": text} if text else {})


def looks_modal(goal: Goal, name: str) -> dict[str, Any]:
    """How a goal looks to each who may see it, as the form stands."""
    levels = list(SeenBy)
    sees = levels[: levels.index(goal.seen_by) + 1]
    shown = Shown(goal, name)
    lines = {
        "Your partners": card(shown, close=True) if SeenBy.PARTNERS in sees else "",
        "Hosts": card(shown) if SeenBy.HOSTS in sees else "",
        "Your team": card(shown) if SeenBy.TEAM in sees else "",
        "Everyone else": card(shown) if SeenBy.EVERYONE in sees else "",
    }
    coffee = "Coffee may use it, and say so." if goal.seen_by.open else "Coffee does not use it."
    return modal(
        "How it looks",
        (
            *(section(f"*{who}*\n{text or 'They do not see it.'}") for who, text in lines.items()),
            context(f"{coffee} Nobody sees your answers and notes, unless you tell a partner."),
        ),
    )


def saved_modal(goal: Goal) -> dict[str, Any]:
    """What was kept, and what comes next."""
    asked = goal.those(Partnership.ASKED)
    lines = ["Saved.", _mine(goal), *([f"{names(asked)} will be asked."] if asked else [])]
    after = "I ask how it goes in a while." if goal.every_weeks else "I ask once, when its time is over."
    helpers = f"`/learn who {escaped(goal.topic)}` finds somebody who helps with it."
    return modal(TITLE, (section("\n".join(lines)), context(f"{after} {helpers} `/learn` shows your goals.")))


def checkins_modal(goal: Goal, slot: Slot) -> dict[str, Any]:
    """The form for how often and when somebody is asked about their goals."""
    often = {one: _often(one) for one in EVERY_WEEKS}
    late = "On your own clock; outside of your hours, it waits for them."
    return modal(
        "Check-ins",
        (
            section(f"*{escaped(goal.what)}*"),
            field("every", "Ask me", select(often, goal.every_weeks)),
            field("day", "On", select(dict(enumerate(DAYS)), slot.weekday), hint="For all of your goals."),
            field("at", "At", {"type": "timepicker", "initial_time": f"{slot.at:%H:%M}"}, hint=late),
        ),
        callback=CHECKINS,
        submit="Save",
        kept=str(goal.id),
    )


def _often(weeks: int) -> str:
    return {0: "Not at all", 1: "Every week"}.get(weeks, f"Every {weeks} weeks")


def checkins_kept(goal: Goal) -> str:
    """What was kept of the check-ins."""
    return f"Saved. {sentences.ASKED_NOT if not goal.every_weeks else f'I ask {_often(goal.every_weeks).lower()}.'}"


def open_again(goal: Goal) -> str:
    """What somebody hears who takes a goal up again."""
    return f"*{escaped(goal.what)}* is open, {_until(goal)}. Good to have it back."


def delete_modal(goal: Goal) -> dict[str, Any]:
    """Whether somebody means it."""
    partners = f" {names(goal.going_along)} will not see it any more." if goal.going_along else ""
    text = f"Delete *{escaped(goal.what)}*? Nothing of it is kept.{partners} To close it and keep it, let it go."
    return modal(
        "Delete this goal", (section(text),), callback=DELETE, submit="Delete", close="Keep", kept=str(goal.id)
    )


def notice_modal(text: str) -> dict[str, Any]:
    """What came of a form."""
    return modal(TITLE, (section(text),))


def closed_modal(goals: Sequence[Goal], *, start: int) -> dict[str, Any]:
    """Somebody's closed goals, the last one first, one page from `start` on."""
    blocks: list[Block] = []
    for goal in goals[:PAGE]:
        how = LABELS[Said(goal.state)].lower()
        again = button("Open again", AGAIN, value=goal.id, about=f"Open again: {goal.what}")
        blocks.append(section(f"*{escaped(goal.what)}* · {escaped(goal.topic)} · {how}", accessory=again))
    turns = pager(f"{CLOSED}-turn", start=start, page=PAGE, more=bool(goals[PAGE:]), of="goals")
    return modal("Closed goals", (*(blocks or [section("None yet. All ends are good ones.")]), *turns))


def shown_modal(shown: Sequence[Shown], *, start: int) -> dict[str, Any]:
    """The goals that others show somebody, their partners' first, one page from `start` on."""
    blocks: list[Block] = []
    for one in shown[:PAGE]:
        leave = button(
            "Stop being a partner", LEAVE, value=one.goal.id, about=f"Stop being a partner for {one.goal.what}"
        )
        blocks.append(section(card(one, close=one.partner), accessory=leave if one.partner else None))
    nothing = section("Nobody shows you a goal at the moment. Yours may make a start: `/learn goal`.")
    turns = pager(f"{SHOWN}-turn", start=start, page=PAGE, more=bool(shown[PAGE:]), of="goals")
    return modal(
        "Goals shown to you", (*(blocks or [nothing]), *turns, context("Each owner chose that you may see it."))
    )


def invitation_key(goal: Goal, partner: UserId) -> str:
    """The key of the question whether somebody goes along: it is asked once."""
    return f"{posts_of(goal.id)}partner:{partner}:asked"


def plan_invitation(goal: Goal, owner: str, partner: UserId, *, now: datetime) -> Post:
    """The question whether somebody goes along."""
    return Post(
        key=invitation_key(goal, partner),
        to=(partner,),
        message=invitation_message(goal, owner),
        due_at=now,
        expires_at=now + WORTH_ASKING,
        unless_away=True,
        worth=Worth.QUESTION,
    )


def invitation_message(goal: Goal, owner: str) -> Message:
    """Whether somebody goes along with a goal."""
    text = f"{escaped(owner)} would like you as a partner for a goal: *{escaped(goal.what)}*, {_until(goal)}."
    what = "Now and then they tell you how it goes, and you cheer, ask or offer something, if you like."
    steps = actions(
        button("Happy to", ACCEPT, value=goal.id, about=f"Happy to be a partner for {goal.what}", primary=True),
        button("Not this time", DECLINE, value=goal.id, about=f"Not this time, for {goal.what}"),
    )
    why = f"You get this once, as {escaped(owner)} chose you. A no needs no reason, and none is told."
    return Message(text, (section(f"{text}\n{what}"), steps, context(why)))


def accepted_message(goal: Goal, owner: str) -> Message:
    """What a partner sees after their yes."""
    leave = button("Stop being a partner", LEAVE, value=goal.id, about=f"Stop being a partner for {goal.what}")
    text = f"{sentences.HELPS}\n{card(Shown(goal, owner), close=True)}"
    why = "You hear of it when they tell you how it goes. `/learn goals` shows it; you can leave whenever you like."
    return Message(sentences.HELPS, (section(text), actions(leave), context(why)))


def plan_answer(goal: Goal, partner: Person, answer: Partnership, *, now: datetime) -> Post:
    """To the owner: whether somebody goes along; a no has no reason."""
    text = sentences.ANSWERED[answer].format(name=escaped(partner.name), what=escaped(goal.what))
    message = Message(text, (section(text), context("You asked them to be your partner. `/learn` shows your goals.")))
    return Post(
        key=f"{posts_of(goal.id)}answer:{partner.id}:{answer}",
        to=(goal.owner,),
        message=message,
        due_at=now,
        expires_at=now + WORTH_ASKING,
    )
