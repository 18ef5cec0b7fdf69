"""What single people hear of asks and offers: who might help, who said me too, who helped, and whoever wrote it."""

from datetime import datetime, timedelta

from bot.blocks import actions, button, context, escaped, section
from bot.card import Card, CardKind, CardState, card_key, posts_of
from bot.cards.life import LASTS
from bot.cards.views import CLOSE, card_message, head
from bot.people import UserId
from bot.posts import Message, Post, Worth

HELP = "cards:help"
NOT_NOW = "cards:not-now"
STAYS = "cards:stays"
WORTH_ASKING = timedelta(days=7)
_TAKES = {CardKind.ASK: "Could you help?", CardKind.OFFER: "Would that be something for you?"}
_YES = {CardKind.ASK: "I can help", CardKind.OFFER: "I'd like that"}
_NEWS = {
    CardState.CLAIMED: "Somebody helps with *{what}*, which you would like to know, too.",
    CardState.CLOSED: "*{what}*, which you would like to know, too, is closed.",
}


def plan_card(card: Card, *, now: datetime) -> tuple[Post, ...]:
    """The card in its channel, where it has one."""
    if card.channel is None:
        return ()
    shown = card_message(card)
    return (Post(key=card_key(card.id), to=card.channel, message=shown, due_at=now, expires_at=now + LASTS),)


def question_key(card: Card, user_id: UserId) -> str:
    """The key of the question to one who might help: each is asked about a card once, whoever thought of them."""
    return f"{posts_of(card.id)}for:{user_id}:asked"


def questions_of(card: Card) -> str:
    """What the keys of all such questions begin with."""
    return f"{posts_of(card.id)}for:"


def asks_author(card: Card) -> str:
    """What the keys begin with of the question whether it is still open."""
    return f"{posts_of(card.id)}open:"


def plan_question(card: Card, user_id: UserId, *, now: datetime) -> Post:
    """The question to one who might help."""
    return _lesser(card, user_id, question_key(card, user_id), question_message(card), now=now)


def question_message(card: Card) -> Message:
    """Whether somebody might take it up; it says the same to those who help with the topic and who were named."""
    text = f"{escaped(card.author.name)} {'asks' if card.kind is CardKind.ASK else 'offers'}: {escaped(card.text)}"
    takes = f"{_TAKES[card.kind]} About 25 minutes, within five working days."
    steps = actions(
        button(_YES[card.kind], HELP, value=card.id, about=f"{_YES[card.kind]}: {card.text}", primary=True),
        button("Not this time", NOT_NOW, value=card.id, about=f"Not this time: {card.text}"),
    )
    helps = f"you help with {escaped(card.topic)}, or " if card.topic and card.kind is CardKind.ASK else ""
    why = f"{helps}a colleague thought of you"
    small = f"You get this once, as {why}. A no needs no reason, and nobody learns that you were asked."
    return Message(text, (section(f"{head(card)}\n{takes}"), steps, context(small)))


def plan_still_open(card: Card, *, now: datetime) -> Post:
    """The question to its author, before its time is over."""
    key = f"{asks_author(card)}{card.author.id}:{int(card.made_at.timestamp())}"
    return _lesser(card, card.author.id, key, still_open_message(card), now=now)


def still_open_message(card: Card) -> Message:
    """Whether it is still open."""
    text = f"Is your {card.kind} still open: *{escaped(card.text)}*?"
    steps = actions(
        button("Still open", STAYS, value=card.id, about=f"Still open: {card.text}"),
        button("Close", CLOSE, value=card.id, about=f"Close: {card.text}"),
    )
    why = "You get this once, as its two weeks end soon. No answer is fine: then it ends by itself."
    return Message(text, (section(text), steps, context(why)))


def plan_news(card: Card, user_id: UserId, *, now: datetime) -> Post:
    """To one who said me too, once: somebody helps, or it is closed."""
    key = f"{posts_of(card.id)}too:{user_id}:told"
    return _lesser(card, user_id, key, news_message(card), worth=Worth.EXTRA, now=now)


def news_message(card: Card) -> Message:
    """What has become of an ask to which somebody said me too."""
    text = _NEWS[card.state].format(what=escaped(card.text))
    who = f" `/learn who {escaped(card.topic)}` finds who helps with it." if card.topic else ""
    why = f"You get this once, as you tapped *Me too*. Nobody sees that you did.{who}"
    return Message(text, (section(text), context(why)))


def plan_thanks(card: Card, user_id: UserId, line: str, *, now: datetime) -> Post:
    """A line of thanks to whoever helped."""
    key = f"{posts_of(card.id)}thanks:{user_id}:{int(now.timestamp())}"
    return _lesser(card, user_id, key, thanks_message(card, line), now=now)


def thanks_message(card: Card, line: str) -> Message:
    """What whoever helped hears."""
    text = f"{escaped(card.author.name)} thanks you for your help with *{escaped(card.text)}*: “{escaped(line)}”"
    return Message(text, (section(text), context("You get this as you helped. Only you two see it; nothing to do.")))


def plan_shut(card: Card, *, now: datetime) -> Post:
    """To its author: the channel in which it stands is closed to us."""
    key = f"{posts_of(card.id)}shut:{card.author.id}:{int(now.timestamp())}"
    return _lesser(card, card.author.id, key, shut_message(card), now=now)


def shut_message(card: Card) -> Message:
    """What is with a card whose channel is closed."""
    text = f"<#{card.channel}> is closed to me, so your {card.kind} does not change there: *{escaped(card.text)}*."
    why = "You get this as you wrote it. It is kept: `/learn` shows it, and who may see it still finds it there."
    return Message(text, (section(text), context(why)))


def _lesser(
    card: Card, user_id: UserId, key: str, message: Message, *, worth: Worth = Worth.QUESTION, now: datetime
) -> Post:
    """What somebody hears of a card without having asked; nobody is written to whom it would not reach in time."""
    return Post(
        key=key,
        to=(user_id,),
        message=message,
        due_at=now,
        expires_at=now + (LASTS if user_id == card.author.id else WORTH_ASKING),
        unless_away=True,
        worth=worth,
    )
