"""What somebody sees in private when they ask about an introduction, or would rather not have it again."""

from datetime import datetime
from typing import Any

from bot.blocks import button, context, escaped, field, modal, option, section
from bot.intro import PAIR, Intro
from bot.intros.calendar import google_link, outlook_link
from bot.intros.clocks import clocks, first_names, together
from bot.intros.views import COUNTS, SKIP, exchanges, history, mine_first, reason, way_text
from bot.matching import Term
from bot.people import UserId, is_nobody
from bot.posts import Block, Message

UNFIT = "intros:unfit"
CHOOSE_SOMEBODY = "Choose somebody, or close this."


def why_modal(intro: Intro) -> dict[str, Any]:
    """The terms that made the match; never a private one."""
    if intro.why.said:
        small = context("Only you see this. Chance had no part in it: you were asked, and said yes.")
        brought = f"<@{intro.broker}> brought you together" if intro.broker else "You are brought together"
        lines = [f"• {brought}: {reason(intro)}", f"• Time to meet: {_time_to_meet(intro)}"]
        return modal("Why us?", (section("\n".join(lines)), small))
    gentlest = "the gentlest that works at once" if intro.at_once else "the gentlest that suits you all"
    lines = [
        *(f"• A topic: {one}." for one in exchanges(intro)),
        f"• New before old, as far as it goes: {history(intro)}.",
        f"• Time to meet: {_time_to_meet(intro)}",
        f"• The way: {way_text(intro)}, {gentlest}.",
        "• Between equally good matches, chance decided.",
    ]
    if intro.at_once:
        lines.insert(0, "• Now: you were free for a quarter of an hour at the same moment.")
    if len(intro.people) > PAIR:
        lines.insert(0, f"• You are {COUNTS[len(intro.people)]}, so that nobody is left out.")
    small = context("Only you see this. Nothing that somebody keeps private is shown here.")
    return modal("Why us?", (section("\n".join(lines)), small))


def _time_to_meet(intro: Intro) -> str:
    """What their hours added to the match."""
    minutes, hours = intro.why.minutes, round(intro.why.minutes / 60)
    if minutes:
        shared = f"about {hours} {'hour' if hours == 1 else 'hours'}" if hours else f"{minutes} minutes"
        return f"your working hours share {shared} a week."
    if Term.EDGES in intro.why.terms:
        return "none in your usual hours, some where one of you leaves them a little."
    return "hardly any in common, and nobody better placed was free."


def openers_modal(intro: Intro, me: UserId) -> dict[str, Any]:
    """Three first lines, for whoever asks."""
    small = context("Only you see this. Take one, change it, or leave it.")
    return modal("What do I say?", (section(_openers(intro, me)), small))


def openers_message(intro: Intro, me: UserId) -> Message:
    """Three first lines for the one who goes first."""
    others = together([escaped(name) for name in _called(intro, me)])
    text = f"Three ways to begin with {others}; take one, change it, or leave it."
    skip = button("Not this week", SKIP, value=intro.id, about="Skip this introduction")
    return Message(
        text,
        (
            section(f"{text}\n{_openers(intro, me)}"),
            {"type": "actions", "elements": [skip]},
            context("You get this once, as you go first this time; it takes turns. Only you see it."),
        ),
    )


def _called(intro: Intro, me: UserId) -> list[str]:
    called = first_names(intro.people)
    there = [person for person in intro.left if person.id != me] or intro.others(me)
    return [called[person.id] for person in there]


def _openers(intro: Intro, me: UserId) -> str:
    hello = f"Hi {together([escaped(name) for name in _called(intro, me)])}"
    asking = "when in your day do you like to talk?"
    if intro.times:
        asking = f"would {clocks(intro.times[0], mine_first(intro.left, me))} suit you?"
    if intro.immediate:
        asking = "shall we?"
    elif intro.planned_at is not None:
        asking = f"{clocks(intro.planned_at, mine_first(intro.left, me))} it is. Looking forward."
    return "\n".join(
        (
            f"• {hello}, good to meet you. What are you working on these days?",
            f"• {hello}, {asking}",
            f"• {hello}, no agenda from me. A quarter of an hour to say hello?",
        )
    )


def calendar_modal(intro: Intro, me: UserId, at: datetime) -> dict[str, Any]:
    """Where the picked time goes: a file for any calendar, where we can be reached, and two calendars' own links."""
    links = [f"<{escaped_link(google_link(intro, at))}|Google Calendar>"]
    links.append(f"<{escaped_link(outlook_link(intro, at))}|Outlook>")
    small = "The entry has first names and the time, nothing else. If the time moves, add it again."
    if intro.calendar:
        links.insert(0, f"<{escaped_link(intro.calendar)}|Calendar file (.ics)>")
        small = "The entry has first names and the time, nothing else. If the time moves, open the file again."
    blocks = (section(f"*{clocks(at, mine_first(intro.left, me))}*"), section("\n".join(links)), context(small))
    return modal("Add to calendar", blocks)


def escaped_link(address: str) -> str:
    """An address inside a link."""
    return address.replace("&", "&amp;")


def unfit_modal(intro: Intro, me: UserId) -> dict[str, Any]:
    """Whom somebody would rather not meet again."""
    others = [option(person.name, person.id) for person in intro.others(me) if not is_nobody(person.id)]
    if not others:
        return modal("Not a fit", (section("They have left, so you will not be introduced again. Nothing to do."),))
    chosen = {"initial_options": others} if len(others) == 1 else {}
    element: Block = {"type": "checkboxes", "options": others, **chosen}
    return modal(
        "Not a fit",
        (
            section("That happens. You will not be introduced again, and nobody is told."),
            field("people", "With whom", element),
            context("Only you see this. `/coffee preferences` shows and changes it."),
        ),
        callback=UNFIT,
        submit="Note it quietly",
        kept=str(intro.id),
    )


def unfit_noted_modal() -> dict[str, Any]:
    """What somebody sees who would rather not meet somebody again."""
    text = "Noted, quietly. You will not be introduced again, and nobody is told."
    return modal("Not a fit", (section(text),))
