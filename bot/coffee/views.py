"""Every sentence and block of coffee."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from bot.blocks import actions, button, context, escaped, field, modal, option, section, told
from bot.calendar import Slot, clock_text, day_text, zone_named
from bot.coffee.intros import PAIR, Answer, Intro, Why
from bot.coffee.standing import CardFacts, Standing
from bot.hours import Hours
from bot.people import Person, UserId
from bot.posts import Block, Message
from bot.programme import Programme

JOIN = "coffee:join"
LEAVE = "coffee:leave"
PAUSE_1W = "coffee:pause-1w"
PAUSE_2W = "coffee:pause-2w"
BACK = "coffee:back"
PREFERENCES = "coffee:preferences"
SAVE_PREFERENCES = "coffee:save-preferences"
_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAYS = {str(number): name for number, name in enumerate(_WEEK)}
SKIP = "coffee:skip"
ANSWERS = {answer: f"coffee:{answer}" for answer in Answer}

NO_PROGRAMME = "There is no coffee here yet. A workspace admin can start one with `/elevenses setup`."
WHICH_PROGRAMME = "There is more than one coffee here. Type `/coffee` and choose."
NOT_FOR_GUESTS = "Coffee is for full members of this workspace, so guests cannot join yet."
NOT_IN = "You are not in a coffee, so there is nothing to change. `/coffee join` takes you in."
PAUSE_HOW = "I could not read that. Try `/coffee pause 1w`, `/coffee pause 2w` or a date: `/coffee pause 2026-12-24`."
PAUSE_PAST = "That day has passed. Choose a later one, like `/coffee pause 2w`."
PAUSE_LONG = "A pause lasts half a year at most. To stop for longer, `/coffee leave`; you can join again any time."
NOT_YOURS = "That belongs to somebody else, so nothing was changed."
OUT_OF_DATE = "That button is out of date, so nothing was changed. `/coffee` shows where you stand now."
SKIPPED_ALREADY = "This introduction was skipped already. There is nothing left to do."

WHICH_LEAVE = "You are in more than one coffee. Type `/coffee` and choose which one to leave."
SKIPPED = "Done. The others hear only that it is not this week."

CADENCES = {"1": "Every round", "2": "Every two weeks at most", "4": "Every four weeks at most"}
NO_CADENCE = "Please choose one of these."
NO_DAY = "Choose at least one day. To stop for a while, `/coffee pause` or `/coffee leave`."
NO_TIME = "Choose a time."
TOO_SHORT = "Choose an end at least an hour after the beginning. Hours over midnight work too."
NOT_MET = "You are not in a coffee yet, so there is nothing to prefer. `/coffee join` takes you in."

HELP = (
    "*Coffee* introduces you to a colleague worth knowing, at a pace you choose.\n"
    "`/coffee` shows where you stand\n"
    "`/coffee join` takes you in\n"
    "`/coffee pause 1w` pauses for a week; `2w` or a date work too\n"
    "`/coffee back` ends a pause\n"
    "`/coffee preferences` sets how often, and your days and hours\n"
    "`/coffee leave` takes you out, any time, without a reason"
)
CANNOT_READ = "Elevenses cannot read messages. Only you see this."
OFTEN = {1: "every week", 2: "every two weeks", 4: "every four weeks"}


def did_you_mean(typed: str, meant: str | None) -> str:
    """The answer to a word that is not known."""
    guess = f" Did you mean `/coffee {meant}`?" if meant else ""
    return f"I do not know “{escaped(typed[:40])}”.{guess}\n\n{HELP}"


def card(facts: CardFacts, *, now: datetime, note: str = "") -> Message:
    """Where I stand: the next round, the latest intro, and what I can change."""
    blocks: list[Block] = [section(note)] if note else []
    blocks += [block for standing in facts.standings for block in _standing(standing, facts, now=now)]
    if not facts.standings:
        blocks.append(section(NO_PROGRAMME))
    if facts.intro is not None:
        blocks += _latest(facts.intro, facts.user_id, unsure=facts.unsure)
    blocks += _steps(facts, now=now)
    blocks.append(context(CANNOT_READ))
    return Message(note or "Where you stand with coffee", tuple(blocks))


def _standing(standing: Standing, facts: CardFacts, *, now: datetime) -> list[Block]:
    programme = standing.programme
    often = f"Coffee in <#{programme.channel}>, {OFTEN[programme.rhythm.every_weeks]}."
    if not standing.joined:
        join = button("I'm in", JOIN, value=programme.id, about="Join this coffee", primary=True)
        return [section(f"{often} You are not in.", accessory=join)]
    leave = button("Leave", LEAVE, value=programme.id, about="Leave this coffee")
    if is_paused(facts, now=now):
        return [section(f"{often} You are in, and paused.", accessory=leave)]
    on = programme.next.at.astimezone(zone_named(facts.zone)).date()  # the hour is when everybody is at work
    mine = "" if facts.every_weeks == 1 else f", for an intro {OFTEN[facts.every_weeks]} at most"
    text = f"{often} You are in{mine}. Next round: *{day_text(on)}*. Your intro comes in working hours."
    return [section(text, accessory=leave)]


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
    pauses = button("Pause a week", PAUSE_1W), button("Pause two weeks", PAUSE_2W)
    return [actions(*pauses, button("Preferences", PREFERENCES, about="Change how often, and your days and hours"))]


def preferences_modal(person: Person, *, every_weeks: int) -> dict[str, Any]:
    """The form: how often, and the days and hours in which somebody meets people and hears from us."""
    rhythms = [option(label, weeks) for weeks, label in CADENCES.items()]
    often = next(one for one in rhythms if one["value"] == str(every_weeks))
    every = {"type": "static_select", "options": rhythms, "initial_option": often}
    days = [option(name, number) for number, name in DAYS.items()]
    chosen = [one for one in days if int(one["value"]) in person.days]
    boxes = {"type": "checkboxes", "options": days, **({"initial_options": chosen} if chosen else {})}
    start, end = ({"type": "timepicker", "initial_time": f"{at:%H:%M}"} for at in (person.start, person.end))
    return modal(
        "Your coffee",
        (
            section("How much is right for you? Times are proposed, and messages come, within your hours."),
            field("every", "How often", every),
            field("days", "Days", boxes),
            field("start", "From", start),
            field("end", "To", end, hint=f"On your own clock, as in your Slack profile: {place(person.zone)}."),
            context("Only you see these. Your partners see only times that suit you all."),
        ),
        callback=SAVE_PREFERENCES,
        submit="Save",
    )


def preferences_saved_modal(hours: Hours, *, every_weeks: int) -> dict[str, Any]:
    """What somebody sees after the form."""
    days = ", ".join(DAYS[str(day)] for day in sorted(hours.days))
    return modal(
        "Your coffee",
        (
            section(f"Saved: {days}, *{hours.start:%H:%M}* to *{hours.end:%H:%M}*."),
            section(f"{CADENCES[str(every_weeks)]}. It counts from the next round."),
            context("`/coffee preferences` changes it. Only you see this."),
        ),
    )


def _latest(intro: Intro, me: UserId, *, unsure: bool) -> list[Block]:
    lines = [f"*Latest intro:* {names(intro.others(me))}", *times_lines(intro)]
    if unsure:
        lines.insert(1, "The message may not have reached you, so here it is. Say hello whenever it suits.")
    return [section("\n".join(lines))]


def names(people: Sequence[Person]) -> str:
    """The people as they are called in Slack: "Ben and Chi"."""
    return " and ".join(escaped(person.name) for person in people)


def when_text(at: datetime, zone: str) -> str:
    """An instant on the clock of `zone`: "Mon 30 Nov 10:00"."""
    home = zone_named(zone)
    return f"{day_text(at.astimezone(home).date())} {clock_text(at, home).split()[-1]}"


def invitation_message(programme: Programme) -> Message:
    """The one post in the channel that invites everybody."""
    rhythm = programme.rhythm
    first = f"{day_text(programme.next.on)}, {rhythm.at:%H:%M} ({place(rhythm.zone)} time)"
    text = (
        "Coffee with a colleague you might not meet otherwise, "
        f"{OFTEN[rhythm.every_weeks]}, starting {first}. "
        "You meet in your own hours and can pause or leave with one tap."
    )
    return Message(
        "Coffee with a colleague: tap “I'm in” to take part.",
        (
            section(text),
            actions(button("I'm in", JOIN, value=programme.id, about="Join coffee in this channel", primary=True)),
            context(f"Started by <@{programme.owner}>. Elevenses cannot read messages. Not for you? Nothing to do."),
        ),
    )


def place(zone: str) -> str:
    """The place a zone is named after: "New York"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def intro_message(intro: Intro) -> Message:
    """The introduction: who, why, when, and a way out."""
    first, *others = (f"<@{person.id}>" for person in intro.people)
    everybody = names(intro.people)
    return Message(
        f"{everybody}, meet each other. Why: {reason(intro)}",
        (
            section(f"{first}, meet {' and '.join(others)}.\n*Why you {_count(intro)}:* {reason(intro)}"),
            section("\n".join(times_lines(intro))),
            actions(button("Not this week", SKIP, value=intro.id, about="Skip this introduction")),
            context(
                "You are both in coffee. Cameras, children and pets as they come."
                if len(intro.people) == PAIR
                else "You are all in coffee, three as the number was odd. Cameras, children and pets as they come."
            ),
        ),
    )


def _count(intro: Intro) -> str:
    return "two" if len(intro.people) == PAIR else "three"


def reason(intro: Intro) -> str:
    """One honest line: what the match was made of."""
    return f"{_history(intro.why)}, and {_shared(intro.why)}."


def _history(why: Why) -> str:
    if why.rounds_since is None:
        return "you have not been introduced before"
    if why.rounds_since == 0:
        return "there was nobody new for you this time"
    return f"your last introduction was {why.rounds_since + 1} rounds ago"


def _shared(why: Why) -> str:
    hours = round(why.minutes / 60 / 5)
    if why.minutes == 0:
        return "your clocks are far apart"
    if hours == 0:
        return "your working days meet for a little while"
    return f"your working days share about {hours} {'hour' if hours == 1 else 'hours'}"


def times_lines(intro: Intro) -> list[str]:
    """The proposed times, each in everybody's clock; or what to do where no working hours meet."""
    if not intro.times:
        return [
            "Your working hours do not meet, so there is no fair time for a call: write here, each in your own day."
        ]
    both = "both" if len(intro.people) == PAIR else "all three"
    return [
        f"*Half an hour that suits you {both}:*",
        *(f"• {_clocks(at, intro.people)}" for at in intro.times),
    ]


def _clocks(at: datetime, people: Sequence[Person]) -> str:
    """An instant on everybody's clock: "Tue 24 Nov 15:00 for Ana, 09:00 for Ben"; the day again where it differs."""
    shown: list[str] = []
    first: date | None = None
    by_clock = sorted(people, key=lambda person: _local(at, person), reverse=True)
    for clock, group in groupby(by_clock, key=lambda person: _local(at, person)):
        text = f"{clock:%H:%M}" if clock.date() == first else f"{day_text(clock.date())} {clock:%H:%M}"
        first = first or clock.date()
        shown.append(f"{text} for {names(tuple(group))}")
    return shown[0].split(" for ")[0] if len(shown) == 1 else ", ".join(shown)


def _local(at: datetime, person: Person) -> datetime:
    return at.astimezone(zone_named(person.zone)).replace(tzinfo=None)


def alone_message(programme: Programme, person: Person, following: Slot) -> Message:
    """What the only one who is in hears."""
    when = when_text(following.at, person.zone)
    text = f"Nobody else is in coffee in <#{programme.channel}> this time. The next round is {when} your time."
    return Message(text, (section(text), context("You get this because you are in. `/coffee` to pause or leave.")))


def passed_over_message(programme: Programme, following: Slot) -> Message:
    """What the admin hears of a round that fell due while the bot was down."""
    when = when_text(following.at, programme.rhythm.zone)
    text = (
        f"I was not running when coffee in <#{programme.channel}> was due, and it is too late for it now. "
        f"The next round is {when} ({place(programme.rhythm.zone)} time). Nobody was introduced meanwhile."
    )
    return Message(text, (section(text), context("You get this because you set this coffee up.")))


def checkin_message(
    checkin_id: int, intro: Intro, me: UserId, *, answer: Answer | None = None, unsure: bool = False
) -> Message:
    """Whether they met: one tap, which can be changed."""
    who = names(intro.others(me))
    asked = f"Did you get to talk with {who}?" if answer is None else f"{_SAID[answer]} Tap again to change it."
    blocks: list[Block] = [section(asked)]
    if unsure:
        again = f"Our message to you may not have arrived, so here it is. {reason(intro).capitalize()}"
        blocks.append(section("\n".join([again, *times_lines(intro)])))
    labels = {Answer.MET: "We met", Answer.PLANNED: "It's planned", Answer.NOT_MET: "Not this time"}
    blocks.append(actions(*(button(label, ANSWERS[one], value=checkin_id) for one, label in labels.items())))
    blocks.append(context("Only you see this. You get it because you were introduced; no answer is fine too."))
    return Message(asked, tuple(blocks))


_SAID = {
    Answer.MET: "Good to hear: you met.",
    Answer.PLANNED: "Noted: it is planned.",
    Answer.NOT_MET: "Noted: not this time. That happens.",
}


def called_off_message() -> Message:
    """What somebody hears whose partner went before the introduction was sent; it does not say who or why."""
    text = "Your introduction for this round cannot take place. You will meet somebody in the next one."
    return Message(text, (section(text), context("You get this because you are in coffee. There is nothing to do.")))


def skipped_message(who: Person, left: Sequence[Person]) -> Message:
    """What the group hears of a skip: no reason is asked or given."""
    rest = f"{names(left)}, you can still meet." if left else "You will each meet somebody in the next round."
    return told(f"Not this week for {escaped(who.name)}. {rest}")


JOINED = "You're in."
LEFT = "You have left. `/coffee join` takes you in again, any time."
BACK_AGAIN = "Welcome back. You are in the next round."
PAUSED = "Done. Nothing is asked of you meanwhile."
