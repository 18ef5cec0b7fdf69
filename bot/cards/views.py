"""Every sentence and block of asks and offers: the card in its channel, the form, my own, and those around me."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.blocks import actions, button, context, escaped, field, modal, overflow, pager, plain, section, select, told
from bot.card import ASKS, CLAIM, NEW_ASK, Audience, Card, CardKind, CardState
from bot.cards.form import LONGEST, Places, asks_where
from bot.cards.life import until
from bot.posts import Block, Message
from bot.topic import LONGEST as LONGEST_TOPIC
from bot.topic import Doubt

NEW_OFFER = "cards:new-offer"
SAVE = "cards:save"
LOOKS = "cards:looks"
MENU = "cards:menu"
CLOSE = "cards:close"
CLOSED = "cards:closed"
DELETE = "cards:delete"
KNOWS = "cards:knows"
NAME = "cards:name"
ME_TOO = "cards:me-too"
AROUND = "cards:around"
PAGE = 20  # cards, of two blocks each
ASK, OFFER = CardKind.ASK, CardKind.OFFER
TITLES = {ASK: "Your ask", OFFER: "Your offer"}
TAKE = {ASK: "I can help", OFFER: "I'd like that"}
_DOES = {ASK: "asks", OFFER: "offers"}
_DID = {ASK: "asked", OFFER: "offered"}
_ENDS = {
    (ASK, CardState.CLAIMED): "Somebody helps with it. Thank you.",
    (OFFER, CardState.CLAIMED): "Somebody has taken it up. Thank you.",
    (ASK, CardState.CLOSED): "This is closed. Thank you to everybody who had a look.",
    (OFFER, CardState.CLOSED): "This is closed. Thank you to everybody who had a look.",
    (ASK, CardState.EXPIRED): "Its two weeks are over. Whoever still wonders may ask anew: `/learn ask`.",
    (OFFER, CardState.EXPIRED): "Its two weeks are over. Whoever still offers it may say so anew: `/learn offer`.",
}
_WHAT = {ASK: "What would you like help with?", OFFER: "What do you offer?"}
_SAMPLES = {ASK: "How do I profile asyncio?", OFFER: "An hour on reading query plans"}
_ALONE = {
    ASK: "I quietly ask up to three colleagues who help with the topic, and others find it in `/learn`.",
    OFFER: "Others find it in `/learn`.",
}
_SEEN = {
    Audience.TEAM: "My team: the people of that channel",
    Audience.EVERYONE: "Everyone may find it; it shows in that channel",
}


@dataclass(frozen=True, slots=True)
class Mine:
    """A card of one's own, and how many said that they would like to know, too."""

    card: Card
    too: int = 0


@dataclass(frozen=True, slots=True)
class Around:
    """Somebody's own live cards, and how many of others' fit what they help with, or want to learn."""

    mine: tuple[Mine, ...] = ()
    asks: int = 0
    offers: int = 0


NOTHING_AROUND = Around()


def head(card: Card) -> str:
    """Who asks or offers what, in one line."""
    return f"*{escaped(card.author.name)} {_DOES[card.kind]}:* {escaped(card.text)}"


def card_message(card: Card, *, too: int = 0) -> Message:
    """The card as it stands in its channel; of those who said something of it, it names nobody."""
    summary = f"{escaped(card.author.name)} {_DOES[card.kind]}: {escaped(card.text)}"
    if card.state is not CardState.OPEN:
        did = f"*{escaped(card.author.name)} {_DID[card.kind]}:* {escaped(card.text)}"
        return Message(summary, (section(f"{did}\n{_ENDS[card.kind, card.state]}"),))
    topic = f"\nTopic: {escaped(card.topic)}" if card.topic else ""
    others = f" {_others(too)} would like to know, too." if too else ""
    brings = f"*{TAKE[card.kind]}* brings you two together: about 25 minutes, within five working days.{others}"
    return Message(summary, (section(f"{head(card)}{topic}"), _steps(card, primary=True), context(brings)))


def _others(count: int) -> str:
    return "One other" if count == 1 else f"{count} others"


def _steps(card: Card, *, primary: bool = False) -> Block:
    """What anybody can do with an open card."""
    steps = [_step(TAKE[card.kind], CLAIM, card, primary=primary), _step("I know someone", KNOWS, card)]
    return actions(*steps, *([_step("Me too", ME_TOO, card)] if card.kind is ASK else []))


def _step(label: str, action: str, card: Card, *, primary: bool = False) -> Block:
    return button(label, action, value=card.id, about=f"{label}: {card.text}", primary=primary)


def gone_message(kind: CardKind) -> Message:
    """What stands in the channel in place of a card of which nothing is kept."""
    return told(f"This {kind} was taken back. Nothing to do.")


def card_modal(card: Card, places: Places, *, topic: str = "", doubt: Doubt | None = None) -> dict[str, Any]:
    """The form; after a `doubt`, with the topic as it was typed and the question what it means."""
    what: dict[str, Any] = {"max_length": LONGEST, "placeholder": plain(_SAMPLES[card.kind])}
    about = {"max_length": LONGEST_TOPIC, "placeholder": plain("asyncio")}
    asks = "I quietly ask up to three colleagues who help with it." if card.kind is ASK else ""
    first = "Before you save, see how it looks." if card.id else "Nothing shows before you save."
    looks = button("How it looks", LOOKS, about=f"How your {card.kind} looks")
    blocks: tuple[Block, ...] = (
        *([] if doubt is None else [section(doubt.question)]),
        field("what", _WHAT[card.kind], _text(card.text, what)),
        field("topic", "Topic", _text(topic or card.topic, about), hint=asks, optional=True),
        *_where(card, places),
        section(first, accessory=looks),
    )
    kept = f"{card.id} {ASKS.index(card.kind)}"
    kept = kept if doubt is None else f"{kept}\n{doubt.kept}"
    return modal(TITLES[card.kind], blocks, callback=SAVE, submit="Save", kept=kept)


def _text(text: str, more: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "plain_text_input", **more, **({"initial_value": text} if text else {})}


def _where(card: Card, places: Places) -> list[Block]:
    """Where it shows, and who may see it; for who is in no team, what to do about that."""
    if not asks_where(card, places):
        none = "You are in no team here yet; an admin names one with `/elevenses setup`. " if not card.id else ""
        return [section(f"{none}It is for everyone, without a channel. {_ALONE[card.kind]}")]
    seen = field("seen_by", "Who may see it", select(_SEEN, card.audience))
    if card.id:
        return [section(f"It stands in <#{card.channel}>."), seen]
    where: dict[str, Any] = {
        "type": "conversations_select",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    if card.channel:
        where["initial_conversation"] = card.channel
    return [field("channel", "Where", where, hint="The channel of a team that you are in."), seen]


def looks_modal(card: Card) -> dict[str, Any]:
    """How a card looks to each who may see it, as the form stands."""
    asked = f"{head(card)}\nCould you help?" if card.kind is ASK and card.topic else "Nobody is asked quietly."
    found = f"They find it in `/learn`:\n{head(card)}"
    lines = {
        f"In <#{card.channel}>": head(card) if card.channel else "",
        "Up to three who help with the topic": asked if card.kind is ASK else "",
        "Everyone else": found if card.audience is Audience.EVERYONE else "They do not see it.",
    }
    small = "Who helps is known to the two of you alone; who was asked, and who said no, to nobody."
    return modal(
        "How it looks", (*(section(f"*{who}*\n{text}") for who, text in lines.items() if text), context(small))
    )


def saved_modal(card: Card) -> dict[str, Any]:
    """What was kept, and what comes next."""
    asked = " Up to three who help with the topic are asked quietly." if card.kind is ASK and card.topic else ""
    shows = f"It shows in <#{card.channel}>." if card.channel else "Others find it in `/learn`."
    after = f"Until {_day(card)}; I ask once before that whether it is still open. `/learn` shows it."
    return modal(TITLES[card.kind], (section(f"Saved. {shows}{asked}\n{head(card)}"), context(after)))


def _day(card: Card) -> str:
    return f"{until(card).day} {until(card):%b}"


def around_blocks(around: Around) -> list[Block]:
    """My own live asks and offers, what is around me, and the ways to ask and to offer."""
    fits = [f"{around.asks} {'ask' if around.asks == 1 else 'asks'} I might answer"] if around.asks else []
    fits += [f"{around.offers} on what I want to learn"] if around.offers else []
    text = " · ".join(fits) if fits else "ask what puzzles you, or offer what you know."
    look = button("Look around", AROUND, value=0, about="Asks and offers around you")
    blocks: list[Block] = [section(f"*Around me:* {text}", accessory=look)]
    blocks += [section(_mine(one), accessory=overflow(MENU, _menu(one.card))) for one in around.mine]
    ask = button("Ask", NEW_ASK, about="Ask for help with something")
    return [*blocks, actions(ask, button("Offer", NEW_OFFER, about="Offer something"))]


def _mine(one: Mine) -> str:
    card = one.card
    where = f"in <#{card.channel}>" if card.channel else ""
    parts = [
        f"*{escaped(card.text)}*",
        _DID[card.kind],
        escaped(card.topic),
        where,
        "seen by everyone" if card.audience is Audience.EVERYONE else "seen by your team",
        f"{one.too} me too" if one.too else "",
        f"until {_day(card)}" if card.state is CardState.OPEN else _ENDS[card.kind, card.state].split(".")[0].lower(),
    ]
    return " · ".join(part for part in parts if part)


def _menu(card: Card) -> Mapping[str, str]:
    words = {"edit": "Edit"} if card.state is CardState.OPEN else {"again": "Open again"}
    words |= {"close": "Close", "delete": "Delete"}
    return {f"{word} {card.id}": label for word, label in words.items()}


def around_modal(cards: Sequence[Card], *, start: int) -> dict[str, Any]:
    """The open asks and offers of others, those that fit first, one page from `start` on."""
    blocks: list[Block] = []
    for card in cards[start : start + PAGE]:
        topic = f" · {escaped(card.topic)}" if card.topic else ""
        blocks += [section(f"{head(card)}{topic}"), _steps(card)]
    turns = pager(f"{AROUND}-turn", start=start, page=PAGE, more=len(cards) > start + PAGE, of="asks and offers")
    nothing = section("Nobody asks or offers anything here at the moment. Yours may make a start: `/learn ask`.")
    small = context("What fits your topics comes first. One tap brings you two together; nobody else is told who.")
    return modal("Around me", (*(blocks or [nothing]), *turns, small))


def knows_modal(card: Card) -> dict[str, Any]:
    """The form to name somebody who may help."""
    hint = "They are asked quietly, once, and may say no. You hear nothing of what comes of it."
    who = field("person", "Who may help?", {"type": "users_select"}, hint=hint)
    return modal("I know someone", (section(head(card)), who), callback=NAME, submit="Ask them", kept=str(card.id))


def close_modal(card: Card, helper: str) -> dict[str, Any]:
    """Close a card; where somebody helped, with a line of thanks."""
    blocks: list[Block] = [section(f"Close *{escaped(card.text)}*? All ends are fine.")]
    if helper:
        line: dict[str, Any] = {"type": "plain_text_input", "max_length": LONGEST}
        hint = "Only they see it. Empty is fine."
        blocks.append(field("thanks", f"A line of thanks to {helper}", line, hint=hint, optional=True))
    return modal("Close it", tuple(blocks), callback=CLOSED, submit="Close it", close="Keep", kept=str(card.id))


def delete_modal(card: Card) -> dict[str, Any]:
    """Whether somebody means it."""
    text = f"Delete *{escaped(card.text)}*? Nothing of it is kept. To thank whoever helped, close it instead."
    return modal("Delete it", (section(text),), callback=DELETE, submit="Delete", close="Keep", kept=str(card.id))


def notice_modal(kind: CardKind, text: str) -> dict[str, Any]:
    """What came of a form."""
    return modal(TITLES[kind], (section(text),))
