"""Every sentence and block of a quarter of an hour now."""

from collections.abc import Iterable

from bot.blocks import actions, button, context, names, section, told
from bot.now.search import Search
from bot.people import Person
from bot.posts import Block, Message
from bot.wishes import NOW, PREFERENCES

CALL_OFF = "now:call-off"
YES = "now:yes"
NO = "now:no"
NEVER = "now:never"

LOOKING = "Looking for somebody who is free for a quarter of an hour. You hear from me within five minutes."
STILL_LOOKING = "I am looking already, and ask one after another. You hear from me within five minutes."
NOBODY = (
    "Nobody is free for a quarter of an hour at the moment. "
    "Try later in the day, or say hello to somebody whom you have met."
)
NOT_IN = "You are not in a coffee yet. `/coffee join` takes you in, then `/coffee now` finds somebody."
PAUSED = "You are paused, so nobody is asked. `/coffee back` ends the pause, then `/coffee now` finds somebody."
STANDS_STILL = "Your coffee stands still for the moment, so nobody can be asked. `/coffee` shows where you stand."
NOT_AT_WORK = (
    "By what I know of your hours, you are not at work for another twenty minutes, and nothing comes outside them. "
    "`/coffee preferences` changes your hours."
)
NOT_YOURS = "That belongs to somebody else, so nothing was changed."
PASSED = "Somebody had a quarter of an hour to talk. That moment has passed, and there is nothing to do."
CALLED_OFF = "Called off. Nobody is asked any more."
NOTHING_TO_CALL_OFF = "There is nothing to call off: I am not looking for anybody at the moment."
DECLINED = "Noted. Nobody learns that you were asked."
NEVER_AGAIN = "Noted: you are not asked again, and nobody learns that you were. `/coffee preferences` changes it."
_HOW = (
    "I ask up to five people, one after another, who said that they may be asked. They see your name. "
    "The first who says yes meets you; you are not told whom I asked before."
)


def looking_message(*, again: bool = False) -> Message:
    """What whoever looks sees meanwhile, however far it is."""
    text = STILL_LOOKING if again else LOOKING
    return Message(text, (section(text), actions(_call_off()), context(_HOW)))


def looking_blocks() -> Iterable[Block]:
    """A search that is under way, on the card."""
    return [section("*Now:* looking for a quarter of an hour with somebody.", accessory=_call_off())]


def _call_off() -> Block:
    return button("Call it off", CALL_OFF, about="Stop looking for somebody now")


def nobody_message() -> Message:
    """What whoever looks hears when nobody was found."""
    steps = button("Try again", NOW), button("Preferences", PREFERENCES, about="Say whether you may be asked, too")
    why = "You get this because you asked for somebody now. In your preferences you can say that you may be asked, too."
    return Message(NOBODY, (section(NOBODY), actions(*steps), context(why)))


def question_message(search: Search, asker: Person) -> Message:
    """The question to one person, for a minute."""
    text = f"{names([asker])} has a quarter of an hour now. Would you like to talk?"
    return Message(
        text,
        (
            section(text),
            actions(
                button("Yes, now", YES, value=search.id, primary=True),
                button("Not now", NO, value=search.id),
                button("Do not ask again", NEVER, value=search.id),
            ),
            context(
                "You get this because you said that you may be asked; once a day at most. It passes in a minute, "
                "and nobody learns that you were asked unless you say yes."
            ),
        ),
    )


def passed_message() -> Message:
    """What becomes of a question that is not open any more."""
    return told(PASSED)


def accepted_message(asker: Person) -> Message:
    """What somebody sees who said yes."""
    return told(f"Good. You and {names([asker])} are introduced at once, in a conversation of your own.")
