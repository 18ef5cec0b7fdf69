"""Every sentence and block of coffee."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from bot.blocks import actions, button, called, context, escaped, field, modal, section
from bot.calendar import Slot, day_text, place, when_text, zone_named
from bot.coffee.standing import CardFacts, Standing
from bot.pause import PAUSE_UNTIL
from bot.people import Person, is_nobody
from bot.posts import Block, Message
from bot.programme import TITLE, Programme
from bot.wishes import NOW, PREFERENCES

JOIN = "coffee:join"
LEAVE = "coffee:leave"
PAUSE_1W = "coffee:pause-1w"
BACK = "coffee:back"
IN = "coffee:in"
SKIP = "coffee:skip"

NO_PROGRAMME = "There is no coffee here yet. A workspace admin can start one with `/elevenses setup`."
WHICH_PROGRAMME = "There is more than one coffee here. Type `/coffee` and choose."
NOT_FOR_OUTSIDERS = "Coffee is for people of this workspace, so you cannot join."
NOT_FOR_GUESTS = "Coffee is for full members of this workspace, so guests cannot join yet."
NOT_IN = "You are not in a coffee, so there is nothing to change. `/coffee join` takes you in."
PAUSE_HOW = "I could not read that. Try `/coffee pause 2w`, or a date: `/coffee pause until 3 Jan`."
PAUSE_PAST = "A pause ends tomorrow at the earliest. Choose a later day."
PAUSE_LONG = "A pause lasts half a year at most. To stop for longer, leave; you can join again any time."

NO_ROUND = "No round is coming, so there is nothing to skip."
WHICH_SKIP = "You are in more than one coffee. Type `/coffee` and choose whose round to skip."
WHICH_LEAVE = "You are in more than one coffee. Type `/coffee` and choose which one to leave."


HELP = (
    "*Coffee* introduces you to a colleague worth knowing, at a pace you choose.\n"
    "`/coffee` shows where you stand\n"
    "`/coffee join` takes you in\n"
    "`/coffee pause 1w` pauses for a week; `2w` or `until 3 Jan` work too\n"
    "`/coffee back` ends a pause\n"
    "`/coffee skip` skips the next round, and `/coffee in` takes you in again\n"
    "`/coffee now` finds somebody who is free for a quarter of an hour\n"
    "`/coffee thanks @Ben for the review` thanks somebody, in private unless both of you like it public\n"
    "`/coffee preferences` sets how often, your days and hours, ways to meet, and whom and what not\n"
    "`/coffee introduce @a @b why` brings two people together; both are asked first\n"
    "`/coffee leave` takes you out, any time, without a reason"
)
CANNOT_READ = "Elevenses cannot read messages. Only you see this."
OFTEN = {1: "every week", 2: "every two weeks", 4: "every four weeks"}
SELDOM = (2, 4)
MOST_SHOWN = 12  # programmes, so that the card is one message


def not_in_channel(programme: Programme) -> str:
    """What somebody hears who wants to join, but is not in the channel."""
    return f"Coffee there is for people in <#{programme.channel}>. Join that channel, then type `/coffee join`."


def card(
    facts: CardFacts,
    *,
    now: datetime,
    latest: Sequence[Block] = (),
    preferred: Sequence[Block] = (),
    note: str = "",
) -> Message:
    """Where I stand: the next round, the latest intro and what I prefer in their own blocks, what I can change."""
    blocks: list[Block] = [section(note)] if note else []
    standings = sorted(facts.standings, key=lambda one: not one.joined)  # what they are in first
    blocks += [block for standing in standings[:MOST_SHOWN] for block in _standing(standing, facts, now=now)]
    if standings[MOST_SHOWN:]:
        blocks.append(section(f"And {len(standings) - MOST_SHOWN} more: `/coffee` in their channels shows each."))
    if not facts.standings:
        blocks.append(section(NO_PROGRAMME))
    blocks += latest
    blocks += [*_steps(facts, now=now), *preferred]
    blocks.append(context(CANNOT_READ))
    return Message(note or "Where you stand with coffee", tuple(blocks))


def _standing(standing: Standing, facts: CardFacts, *, now: datetime) -> list[Block]:
    programme = standing.programme
    often = f"{escaped(programme.title)} in <#{programme.channel}>, {OFTEN[programme.rhythm.every_weeks]}."
    if not programme.running:
        often += " It is paused for everybody: no round is planned."
    elif standing.still:
        often += " It stands still: I cannot post in that channel."
    if not standing.joined:
        join = button("I'm in", JOIN, value=programme.id, about="Join this coffee", primary=True)
        return [section(f"{often} You are not in.", accessory=join)]
    leave = button("Leave", LEAVE, value=programme.id, about="Leave this coffee")
    if standing.shut:
        return [section(f"{often} It is not open to guests for now, so you are not introduced there.", accessory=leave)]
    if is_paused(facts, now=now):
        return [section(f"{often} You are in, and paused.", accessory=leave)]
    if standing.still or not programme.running:
        return [section(f"{often} You are in.", accessory=leave)]
    skip = button("Skip this round", SKIP, value=programme.id, about="Skip the next round of this coffee")
    back = button("In after all", IN, value=programme.id, about="Take part in the next round after all")
    yes = button("In for this round", IN, value=programme.id, about="Take part in the next round", primary=True)
    asked = facts.waits and standing.said is None
    step = back if standing.said is False else yes if asked else skip
    return [section(f"{often} {_next(standing, facts)}"), actions(step, leave)]


def _next(standing: Standing, facts: CardFacts) -> str:
    """The next round, and what somebody said to it; its hour is when everybody is at work."""
    on = f"*{day_text(standing.programme.next.at.astimezone(zone_named(facts.zone)).date())}*"
    if standing.said is False:
        return f"You are in, and skip the round of {on}."
    if facts.waits and standing.said is None:
        when = "when you ask" if facts.every_weeks == 0 else "when you say yes"
        return f"You are in {when}. Next round: {on}."
    mine = f", for an intro {OFTEN[facts.every_weeks]} at most" if facts.every_weeks in SELDOM else ""
    return f"You are in{mine}. Next round: {on}. Your intro comes in working hours."


def is_paused(facts: CardFacts, *, now: datetime) -> bool:
    """Whether this member has a pause that is not over."""
    return facts.paused_until is not None and facts.paused_until > now


def _steps(facts: CardFacts, *, now: datetime) -> list[Block]:
    if not any(standing.joined for standing in facts.standings):
        return []
    if facts.paused_until is not None and facts.paused_until > now:
        until = day_text(facts.paused_until.astimezone(zone_named(facts.zone)).date())
        return [
            section(f"Paused until *{until}*. Nothing is asked of you until then."),
            actions(button("Back now", BACK)),
        ]
    pauses = button("Pause a week", PAUSE_1W), button("Pause until", PAUSE_UNTIL, about="Choose until when to pause")
    at_once = button("Find somebody now", NOW, about="Somebody who is free for a quarter of an hour")
    return [actions(at_once, *pauses, button("Preferences", PREFERENCES, about="Change what you prefer"))]


def pause_modal(on: date) -> dict[str, Any]:
    """The form that asks until when, with a first suggestion."""
    day = {"type": "datepicker", "initial_date": on.isoformat()}
    hint = "From that day you are in again. Your partners are not told that you pause, nor until when."
    return modal("Pause coffee", (field("until", "Back on", day, hint=hint),), callback=PAUSE_UNTIL, submit="Pause")


def paused_modal(until: datetime, *, zone: str) -> dict[str, Any]:
    """What somebody sees after the form."""
    on = day_text(until.astimezone(zone_named(zone)).date())
    said = section(f"Paused until *{on}*. Nothing is asked of you until then.")
    return modal("Pause coffee", (said, context("`/coffee back` ends it at any time. Only you see this.")))


def invitation_message(programme: Programme) -> Message:
    """The one post in the channel that invites everybody."""
    rhythm = programme.rhythm
    first = f"{day_text(programme.next.on)}, {rhythm.at:%H:%M} ({place(rhythm.zone)} time)"
    what = "Coffee" if programme.title == TITLE else f"*{escaped(programme.title)}*: coffee"
    text = (
        f"{what} with a colleague you might not meet otherwise, "
        f"{OFTEN[rhythm.every_weeks]}, starting {first}. "
        "You meet in your own hours and can pause or leave with one tap."
    )
    return Message(
        "Coffee with a colleague: tap “I'm in” to take part.",
        (
            section(text),
            actions(button("I'm in", JOIN, value=programme.id, about="Join coffee in this channel", primary=True)),
            context(f"{_started(programme)}Elevenses cannot read messages. Not for you? Nothing to do."),
        ),
    )


def _started(programme: Programme) -> str:
    return "" if is_nobody(programme.owner) else f"Started by <@{programme.owner}>. "


def alone_message(programme: Programme, person: Person, following: Slot, *, only: bool) -> Message:
    """What somebody hears who meets nobody this time: the only one who is in, or one whom nobody fits."""
    when = when_text(following.at, zone_named(person.zone))
    where = f"in {called(programme)} in <#{programme.channel}> this time"
    text = f"Nobody else is {where}." if only else f"Nobody was free {where}; next time you come first."
    text = f"{text} The next round is {when} your time."
    return Message(text, (section(text), context("You get this because you are in. `/coffee` to pause or leave.")))


def passed_over_message(programme: Programme, following: Slot) -> Message:
    """What the admin hears of a round that fell due while the bot was down."""
    when = when_text(following.at, zone_named(programme.rhythm.zone))
    text = (
        f"I was not running when {called(programme)} in <#{programme.channel}> was due, and it is too late for it now. "
        f"The next round is {when} ({place(programme.rhythm.zone)} time). Nobody was introduced meanwhile."
    )
    return Message(text, (section(text), context("You get this because you look after it.")))


JOINED = "You're in. What holds until you say otherwise is below."
IN_AGAIN = "You are in the next round."
SKIPPED = "Done. You skip the next round, and nobody is told."
LEFT = "You have left. `/coffee join` takes you in again, any time."
BACK_AGAIN = "Welcome back. You are in the next round."
PAUSED = "Done. Nothing is asked of you meanwhile."
