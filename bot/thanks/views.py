"""Every sentence and block of thanks: the form, what the other gets, and the question whether it may be public."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.audiences import MOST_TEAMS
from bot.blocks import actions, button, context, escaped, field, modal, plain, section, typing
from bot.card import Card, card_key
from bot.people import ChannelId
from bot.posts import Message, Post, Worth
from bot.thanks.form import BETWEEN_US, LONGEST

SEND = "thanks:send"
PUBLIC = "thanks:public"
KEEP = "thanks:keep"
TITLE = "Say thanks"
WORTH_HEARING = timedelta(days=14)


def thanks_modal(teams: Sequence[ChannelId], *, to: str = "", text: str = "") -> dict[str, Any]:
    """The form of thanks; the giver is in these `teams`."""
    people: dict[str, Any] = {"type": "multi_users_select", "max_selected_items": 1}
    if to:
        people["initial_users"] = [to]
    between = {"text": plain("No, between the two of us"), "value": BETWEEN_US}
    places = [
        {"text": {"type": "mrkdwn", "text": f"Yes, in <#{team}>, if they like that, too"}, "value": team}
        for team in teams[:MOST_TEAMS]
    ]
    place = {"type": "radio_buttons", "options": [between, *places], "initial_option": between}
    return modal(
        TITLE,
        (
            field("to", "To", people),
            field("text", "For what", typing(text, "Reading my draft twice", most=LONGEST, lines=True)),
            field("place", "May others see it?", place),
            context("It goes to them alone, with your name. Nobody counts thanks."),
        ),
        callback=SEND,
        submit="Send",
    )


def sent_modal(name: str) -> dict[str, Any]:
    """What comes of it."""
    text = f"On its way to {escaped(name)}, in their own hours. Nobody else sees it."
    return modal(TITLE, (section(text),))


def plan_thanks(card: Card, *, together: bool, now: datetime) -> Post:
    """What the other gets; those who are `together` in a team may let others see it."""
    return _post(card, "said", thanks_message(card, together=together), to_giver=False, now=now)


def plan_question(card: Card, name: str, *, now: datetime) -> Post:
    """The question to the giver whether others may see it."""
    return _post(card, "asked", question_message(card, name), to_giver=True, now=now)


def _post(card: Card, what: str, message: Message, *, to_giver: bool, now: datetime) -> Post:
    to = card.author.id if to_giver or card.to is None else card.to
    return Post(
        key=f"thanks:card:{card.id}:{what}",
        to=(to,),
        message=message,
        due_at=now,
        expires_at=now + WORTH_HEARING,
        unless_away=True,
        worth=Worth.EXTRA,
    )


def thanks_message(card: Card, *, together: bool) -> Message:
    """Thanks, to whom they are for."""
    giver = escaped(card.author.name)
    text = f"{giver} thanks you: “{escaped(card.text)}”"
    why = f"{giver} sent you this with `/coffee thanks`. Only the two of you see it; no answer is needed."
    if not together:
        return Message(text, (section(text), context(why)))
    return Message(text, (section(text), _choice(card), context(f"{why} It is public only if both of you like.")))


def question_message(card: Card, name: str) -> Message:
    """To the giver: whether others may see it, as the other would like."""
    other = escaped(name)
    text = f"{other} would like your thanks to show in <#{card.channel}>: “{escaped(card.text)}”"
    why = "You are asked once. No answer keeps it between the two of you, and so does a no, which nobody is told."
    return Message(
        f"{other} would like your thanks to be public: “{escaped(card.text)}”",
        (section(text), _choice(card), context(why)),
    )


def _choice(card: Card) -> dict[str, Any]:
    return actions(
        button("Make it public", PUBLIC, value=card.id),
        button("Keep it between us", KEEP, value=card.id),
    )


def plan_public(card: Card, name: str, *, now: datetime) -> Post:
    """The thanks in the channel, once both like that."""
    return Post(
        key=card_key(card.id),
        to=card.channel or ChannelId(""),
        message=public_message(card, name),
        due_at=now,
        expires_at=now + WORTH_HEARING,
    )


def public_message(card: Card, name: str) -> Message:
    """Thanks in a channel."""
    text = f"{escaped(card.author.name)} thanks {escaped(name)}: “{escaped(card.text)}”"
    return Message(
        text, (section(text), context("Both of them wanted it to be seen here. `/coffee thanks` says yours."))
    )
