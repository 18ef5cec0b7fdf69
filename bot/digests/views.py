"""Every sentence and block of a digest: the post, what its buttons bring, and the form that hosts see."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.blocks import actions, button, context, escaped, field, header, modal, names, plain, section, select, told
from bot.calendar import day_text, place
from bot.card import CLAIM, Card
from bot.clock import DAYS
from bot.digests.digest import Digest
from bot.news import Item, NewsKind, linked, pasted, said
from bot.people import ChannelId, Person
from bot.posts import Block, Message

OPEN = "digests:open"
SAVE = "digests:save"
PAUSE = "digests:pause"
RESUME = "digests:resume"
HELP = "digests:help"
CHEER = "digests:cheer"
READ = "digests:read"
HELPED = "digests:helped"
TITLE = "Weekly digest"
_CALLED = {
    NewsKind.GOAL: "Goal",
    NewsKind.WIN: "Win",
    NewsKind.ASK: "Ask",
    NewsKind.OFFER: "Offer",
    NewsKind.STORY: "Story",
    NewsKind.RESOURCE: "Worth a look",
}
BUTTONS: Mapping[NewsKind, tuple[str, str]] = {
    NewsKind.GOAL: ("I can help", HELP),
    NewsKind.WIN: ("Cheer", CHEER),
    NewsKind.ASK: ("I can help", CLAIM),
    NewsKind.OFFER: ("I'd like that", CLAIM),
    NewsKind.STORY: ("Read", READ),
    NewsKind.RESOURCE: ("Helped me", HELPED),
}
_WHY = (
    "This comes once a week where there is something to say. Each line is here as its owner chose that this channel "
    "sees it; only they hear who pressed a button."
)
_NOTHING = "There would be nothing to say now, so nothing would be posted."
_ABOUT = (
    "It comes once a week, with at most ten lines, and only where there is something to say. Goals and cards are in it "
    "whose owners show them to this channel."
)
TAKEN_BACK = "What stood here was taken back."


def line(item: Item) -> str:
    """One item: what it is, whose, and what they say."""
    head = f"*{_CALLED[item.kind]}* · {escaped(item.name)}"
    if item.kind is NewsKind.RESOURCE:
        return f"{head}: {linked(item)}{f' · {said(item.text)}' if item.text else ''}"
    return f"{head}: {said(item.text)}"


def digest_message(items: Sequence[Item], on: date) -> Message:
    """The digest; of one whose lines were all taken back, that it was so."""
    if not items:
        return told(TAKEN_BACK)
    title = f"What is going on here · {day_text(on)}"
    count = "1 line" if len(items) == 1 else f"{len(items)} lines"
    return Message(f"{title}: {count}, each with one button", (header(title), *map(_block, items), context(_WHY)))


def _block(item: Item) -> Block:
    label, action = BUTTONS[item.kind]
    about = f"{label}: {pasted(item.title or item.text)}"
    return section(line(item), accessory=button(label, action, value=item.id, about=about))


def digest_button(channel: ChannelId) -> Block:
    """What opens the form for a team's digest, for its hosts."""
    return button("Weekly digest", OPEN, value=channel, about="See and change the weekly digest")


def digest_modal(digest: Digest, items: Sequence[Item]) -> dict[str, Any]:
    """The form: what would be posted now, when it comes, and whether."""
    turn = (
        button("Resume", RESUME, value=digest.channel, about="Post the digest again", primary=True)
        if digest.paused
        else button("Pause", PAUSE, value=digest.channel, about="Post no digest until you resume it")
    )
    zone: dict[str, Any] = {"type": "plain_text_input", "max_length": 64, "initial_value": digest.zone}
    preview = [section(f"{line(item)} *[{BUTTONS[item.kind][0]}]*") for item in items]
    return modal(
        TITLE,
        (
            section(f"*<#{digest.channel}>* · {_state(digest)}", accessory=turn),
            context(_ABOUT),
            section("*As it would look now*"),
            *(preview or [section(_NOTHING)]),
            field("day", "On", select(dict(enumerate(DAYS)), digest.weekday)),
            field("at", "At", {"type": "timepicker", "initial_time": f"{digest.at:%H:%M}"}),
            field("zone", "Time zone", zone, hint="A city will do."),
        ),
        callback=SAVE,
        submit="Save",
        kept=digest.channel,
    )


def _state(digest: Digest) -> str:
    if digest.paused or digest.next_on is None:
        return "paused: none comes until you resume it."
    return f"the next comes on {day_text(digest.next_on)} at {digest.at:%H:%M} in {place(digest.zone)}."


def saved_modal(digest: Digest) -> dict[str, Any]:
    """What was kept."""
    return modal(TITLE, (section(f"Saved. In <#{digest.channel}>, {_state(digest)}"),))


def hosts_message(channel: ChannelId, hosts: Sequence[Person]) -> Message:
    """What somebody hears who does not look after the team: who does."""
    here = [host for host in hosts if host.here]
    who = f"{names(here)} look{'s' if len(here) == 1 else ''} after" if here else "Nobody looks after"
    return told(f"The hosts of <#{channel}> set its weekly digest. {who} it. Ask them, if something is missing in it.")


def noticed_message(what: str, helper: str) -> Message:
    """To a goal's owner: somebody noticed it, and would like to help."""
    text = f"{escaped(helper)} noticed your goal *{said(what)}*, and would like to help."
    why = "You get this as you show the goal. Write to them if you like; nothing has to follow. `/learn` changes it."
    return Message(text, (section(text), context(why)))


def will_hear(owner: str) -> Message:
    """What somebody hears who would like to help."""
    return told(f"{escaped(owner)} hears that you would like to help. Nothing has to follow.")


def cheered_message(card: Card, who: str) -> Message:
    """To whoever had a win: a cheer."""
    text = f"{escaped(who)} cheers: *{said(card.text)}*"
    return Message(text, (section(text), context("You get this as you told of it. There is nothing to do.")))


def cheered(author: str) -> Message:
    """What somebody hears who cheered."""
    return told(f"{escaped(author)} hears that you cheer.")


def story_modal(card: Card) -> dict[str, Any]:
    """A story, in its author's words."""
    text = {"type": "section", "text": plain(card.text)}
    return modal("A story", (section(f"*{escaped(card.author.name)}* tells:"), text))


def closed_message(channel: ChannelId) -> Message:
    """To a host: the digest stands still while nothing can be posted."""
    text = (
        f"I cannot post in <#{channel}> now, so its weekly digest stands still. Nothing is lost: "
        "once I can post there again, it comes on its day."
    )
    pause = button("Pause it", PAUSE, value=channel, about="Post no digest until you resume it")
    return Message(text, (section(text), actions(pause), context("You get this once, as you look after the team.")))
