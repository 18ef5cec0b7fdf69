"""Every sentence and block of setting up and of looking after what was sent."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from bot.blocks import button, context, escaped, field, modal, option, plain, section
from bot.calendar import Rhythm, clock_text, day_text, zone_named
from bot.posts import Block, Message, Trouble
from bot.programme import Programme

SUBMIT = "setup:submit"
SEND_AGAIN = "setup:send-again"

EVERY = {"1": "Every week", "2": "Every two weeks", "4": "Every four weeks"}
WEEKDAYS = {
    "0": "Monday",
    "1": "Tuesday",
    "2": "Wednesday",
    "3": "Thursday",
    "4": "Friday",
    "5": "Saturday",
    "6": "Sunday",
}

ADMINS_ONLY = "Only a workspace admin can set this up. Please ask one of yours."
INVITE_ME = "I am not in that channel yet. Type /invite @Elevenses there, then submit again."
ARCHIVED = "That channel is archived. Choose another one."
SHARED = "That channel is shared with another organisation. Choose one that is only yours."
NO_CHANNEL = "I cannot see that channel. Type /invite @Elevenses there, then submit again."
CHOOSE = "Please choose one of these."
NOTHING_WRONG = "Everything that was due has arrived. Nothing failed and nothing is unconfirmed."
SENT_AGAIN = "It is on its way again. This is what is left:"
NOT_IN_TROUBLE = "That message has been sent meanwhile, or is on its way. Nothing was changed."

HELP = (
    "*Elevenses* introduces colleagues to each other.\n"
    "`/coffee` is for everybody: where I stand, join, pause, leave\n"
    "`/elevenses setup` starts coffee in a channel, or changes it (admins)\n"
    "`/elevenses posts` lists messages that failed or may not have arrived (admins)\n"
    "`/elevenses help` shows this"
)

WHAT = {"intros:intro": "An introduction", "intros:checkin": "A check-in", "setup:invitation": "An invitation"}


def did_you_mean(typed: str, meant: str | None) -> str:
    """The answer to a word that is not known."""
    guess = f" Did you mean `/elevenses {meant}`?" if meant else ""
    return f"I do not know “{escaped(typed[:40])}”.{guess}\n\n{HELP}"


def unknown_zone(typed: str, near: Sequence[str]) -> str:
    """The field error for a zone that does not exist."""
    known = f" Did you mean {' or '.join(near)}?" if near else " Try a city, like Berlin or New York."
    return f"I do not know the zone “{' '.join(typed.split())[:40]}”.{known}"


def setup_modal(existing: Programme | None, *, channel: str, zone: str) -> dict[str, Any]:
    """The form: channel, how often, weekday and time, zone; what the channel has already, or sensible defaults."""
    rhythm = Rhythm(2, 0, time(10), zone) if existing is None else existing.rhythm
    clock = {"type": "timepicker", "initial_time": f"{rhythm.at:%H:%M}"}
    where = {
        "type": "conversations_select",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        **({"initial_conversation": channel} if channel.startswith(_CHANNELS) else {}),
    }
    place = {"type": "plain_text_input", "initial_value": rhythm.zone, "max_length": 64}
    return modal(
        "Coffee in a channel",
        (
            section("Everybody who joins is introduced to a colleague. Nobody is written to before they join."),
            field("channel", "Channel", where, hint="One invitation is posted there. I have to be in it."),
            field("every", "How often", _select(EVERY, str(rhythm.every_weeks))),
            field("weekday", "On", _select(WEEKDAYS, str(rhythm.weekday))),
            field("at", "At", clock),
            field("zone", "Time zone", place, hint="A city or an IANA name, like Berlin or America/New_York."),
        ),
        callback=SUBMIT,
        submit="Start" if existing is None else "Change",
    )


_CHANNELS = ("C", "G")  # an id that begins otherwise is a DM, which the select does not offer


def _select(choices: dict[str, str], chosen: str) -> dict[str, Any]:
    options = [option(label, value) for value, label in choices.items()]
    return {
        "type": "static_select",
        "placeholder": plain("Choose"),
        "options": options,
        "initial_option": option(choices[chosen], chosen),
    }


def done_modal(programme: Programme, *, new: bool) -> dict[str, Any]:
    """What the admin sees after the form."""
    zone = zone_named(programme.rhythm.zone)
    when = f"{day_text(programme.next.on)} {clock_text(programme.next.at, zone).split()[-1]} ({programme.rhythm.zone})"
    what = "The invitation is on its way to" if new else "The rhythm is changed in"
    return modal(
        "Coffee in a channel",
        (
            section(f"Done. {what} <#{programme.channel}>, and the next intros come on *{when}*."),
            context("`/elevenses setup` changes it, `/elevenses posts` shows messages that did not arrive."),
        ),
    )


def troubles_message(troubles: Sequence[Trouble], *, zone: str) -> Message:
    """What failed or is unconfirmed: what it was, not whom it was for."""
    if not troubles:
        return Message(NOTHING_WRONG, (section(NOTHING_WRONG),))
    blocks: list[Block] = [
        section("These messages did not arrive, or may not have. An unconfirmed one may be there twice if sent again.")
    ]
    for trouble in troubles:
        home = zone_named(zone)
        when = f"{day_text(trouble.due_at.astimezone(home).date())} {clock_text(trouble.due_at, home).split()[-1]}"
        what = WHAT.get(":".join(trouble.key.split(":")[:2]), "A message")
        again = button("Send again", SEND_AGAIN, value=trouble.id, about=f"Send again: {what}, {when}")
        blocks.append(
            section(f"{what}, {when}: {trouble.state} ({escaped(trouble.error.replace('_', ' '))})", accessory=again)
        )
    return Message("Messages that did not arrive", tuple(blocks))
