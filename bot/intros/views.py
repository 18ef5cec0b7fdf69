"""Every sentence and block of an introduction: the message itself, and what the bot says to whoever presses."""

from collections.abc import Iterator, Sequence

from bot.blocks import actions, button, context, escaped, mention, names, overflow, section, told
from bot.intro import PAIR, START_SWAP, Intro, IntroState, Why
from bot.intros.clocks import clocks, first_names, together
from bot.intros.deck import card_of
from bot.people import Person, UserId
from bot.posts import Block, Message
from bot.wishes import APART, Way

SKIP = "intros:skip"
PICK = "intros:pick"
ANOTHER = "intros:another"
MORE = "intros:more"
CARD = "intros:card"
CALENDAR = "intros:calendar"

MOST_TOPICS = 2  # in one reason
COUNTS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}

NOT_YOURS = "That belongs to somebody else, so nothing was changed."
SKIPPED_ALREADY = "This introduction was skipped already. There is nothing left to do."
OVER = "This introduction is over, so nothing was changed. Say hello to each other whenever you like."
SKIPPED = "Done. The others hear that it is off, and no reason."
PICKED = "Picked. Everybody in this introduction sees it."
PICKED_ALREADY = "This time is picked already."
PASSED = "That time has passed. *Another time* brings fresh ones."
NOT_ON_OFFER = "That time is no longer on offer. The introduction shows the ones that are."
FRESH = "Here you are: fresh times, and everybody sees them."
NOT_PICKED = "No time is picked yet, so there is nothing to put into a calendar."
NO_MORE = (
    "No other time in the next days is inside everybody's hours. Write to each other to find one, "
    "or take a text swap: three questions in writing, each in your own day."
)
DRAWN = "A new card; everybody sees it."
NO_CARD = "No card, then. Talk about whatever you like."


def latest_blocks(intro: Intro, me: UserId, *, unsure: bool) -> list[Block]:
    """The latest intro, on somebody's own card."""
    lines = [f"*Latest intro:* {names(intro.others(me))}"]
    if unsure:
        lines.append("The message may not have reached you, so here it is. Say hello whenever it suits.")
    people = mine_first(intro.left, me)
    return [section("\n".join(lines)), *_when(intro, people), _buttons(intro)]


def intro_message(intro: Intro, me: UserId | None = None) -> Message:
    """The introduction as it stands, for all of them or for `me`: who, why, when, and a way out."""
    if intro.state is not IntroState.INTRODUCED and len(intro.left) < PAIR:
        return _parted(intro)
    people = mine_first(intro.people, me)
    first, *others = (mention(person) for person in people)
    brought = f"<@{intro.broker}> brought you together: " if intro.broker else ""
    lines = [f"{first}, meet {together(others)}.", f"*Why you {COUNTS[len(people)]}:* {brought}{reason(intro)}"]
    lines += [] if intro.broker is None else [f"*Purpose:* {_purpose(intro)}"]
    if intro.second:
        lines.insert(0, "Plans changed, so here is a second introduction.")
    if intro.skipped:
        lines[0] = f"*{_not_this_week(intro)}* {names(intro.left)}, you can still meet."
    return Message(
        _summary(intro),
        (
            section("\n".join(lines)),
            *_when(intro, [person for person in people if person in intro.left]),
            *_card(intro),
            _buttons(intro),
            context(" ".join(_small_print(intro, people[0]))),
        ),
    )


def _purpose(intro: Intro) -> str:
    """What an introduction that somebody brought about is for, and how little it takes."""
    called = [escaped(first_names(intro.people)[person.id]) for person in intro.people]
    roles = [f"{called[one.learner]} learns, {called[one.other]} helps. " for one in intro.why.topics if one.helps]
    return f"{''.join(roles[:1])}25 minutes within the next five working days."


def mine_first(people: Sequence[Person], me: UserId | None) -> list[Person]:
    """The people, `me` first."""
    return sorted(people, key=lambda person: person.id != me)


def _summary(intro: Intro) -> str:
    everybody = names(intro.people)
    if intro.immediate:
        return f"{everybody}, you both have a quarter of an hour now."
    if intro.planned_at is not None:
        return f"Picked: {clocks(intro.planned_at, intro.left)}. {everybody}"
    return f"{everybody}, meet each other. Why: {reason(intro)}"


def _parted(intro: Intro) -> Message:
    """The introduction once there is nobody left to meet; it says neither why nor what comes instead."""
    more = "" if intro.at_once else ": you hear from me"
    rest = f"{names(intro.left)}, there is nothing to do{more}." if intro.left else "Nothing to do."
    return told(f"{_not_this_week(intro)} {rest}")


def _not_this_week(intro: Intro) -> str:
    return f"{_off(intro)} for {names([person for person in intro.people if person.id in intro.skipped])}."


def _off(intro: Intro) -> str:
    return "Not now" if intro.at_once else "Not this week"


def _when(intro: Intro, people: Sequence[Person]) -> Iterator[Block]:
    """The time they picked, or those they may pick from, on everybody's clock."""
    if intro.planned_at is not None:
        link = f" <{escaped(intro.meeting)}|Join here>." if intro.meeting else ""
        picked = f"*Picked:* {clocks(intro.planned_at, people)}"
        yield section(f"{'*Now:* a quarter of an hour' if intro.immediate else picked}, {way_text(intro)}.{link}")
    if intro.times:
        yield section(_heading(intro))
    elif intro.planned_at is None:
        yield section(_without_times(intro))
    for at in intro.times:
        shown = clocks(at, people)
        pick = button("Pick", PICK, value=f"{intro.id} {int(at.timestamp())}", about=f"Pick {shown}")
        yield section(shown, accessory=pick)


def _heading(intro: Intro) -> str:
    if intro.planned_at is not None:
        return "*Or move it to:*"
    if intro.fresh:
        return "*No time has been picked yet.* Here are fresh ones."
    return f"*{_way_heading(intro)}:*"


def _without_times(intro: Intro) -> str:
    if intro.way in APART:
        return f"*{_way_heading(intro)}:* no call needed, each in your own day."
    return (
        "Your working hours do not meet, so there is no fair time for a call. A text swap needs none: "
        "three questions over five days, each in your own."
    )


def way_text(intro: Intro) -> str:
    """How they meet: the gentlest way that suits them all."""
    match intro.way:
        case Way.IN_PERSON:
            return f"in person in {escaped(intro.people[0].wishes.town)}"
        case Way.WALK:
            return "a walk with audio"
        case Way.VOICE:
            return "by voice notes"
        case Way.SWAP:
            return "by text"
        case _:
            return "by video"


def _way_heading(intro: Intro) -> str:
    words = way_text(intro)
    return words[0].upper() + words[1:]


def _card(intro: Intro) -> Iterator[Block]:
    words = card_of(intro)
    if words:
        menu = {f"another {intro.id}": "Another card", f"chat {intro.id}": "No card, thanks"}
        yield section(f"*Card:* {words}", accessory=overflow(CARD, menu))


def _buttons(intro: Intro) -> dict[str, object]:
    menu = {f"why {intro.id}": "Why us?", f"say {intro.id}": "What do I say?"}
    if intro.card is None:
        menu[f"card {intro.id}"] = "A card to talk about"
    menu[f"unfit {intro.id}"] = "Not a fit"
    return actions(
        *_about_time(intro),
        button(
            "Text swap",
            START_SWAP,
            value=intro.id,
            about="Three questions in writing, instead of a call",
            primary=not intro.times and intro.planned_at is None,
        ),
        button(_off(intro), SKIP, value=intro.id, about="Skip this introduction"),
        overflow(MORE, menu),
    )


def _about_time(intro: Intro) -> Iterator[Block]:
    if intro.planned_at is None or intro.immediate:
        yield button("Another time", ANOTHER, value=intro.id, about="Propose three other times")
    else:
        yield button("Add to calendar", CALENDAR, value=intro.id)
        yield button("Move", ANOTHER, value=intro.id, about="Propose three other times")


def _small_print(intro: Intro, first: Person) -> Iterator[str]:
    pair = len(intro.people) == PAIR
    who = "both" if pair else "all"
    yield f"You {who} said yes to this." if intro.why.said else f"You are {who} in coffee."
    if intro.immediate:
        yield "Both of you said that you have a quarter of an hour now."
    if (intro.times or (intro.planned_at and not intro.immediate)) and any(
        person.zone != first.zone for person in intro.left
    ):
        yield f"Times are {escaped(first_names(intro.people)[first.id])}'s, others in brackets."
    if intro.way is Way.WALK:
        yield "Sitting down is as good."
    if intro.way is Way.VIDEO and not pair:
        yield "Each on a screen of your own, so that nobody is a guest."
    if intro.planned_at is not None and intro.way in {Way.VIDEO, Way.WALK} and not (intro.apart or intro.meeting):
        yield "A huddle here does."
    if intro.card is not None and any(person.wishes.questions_first for person in intro.left):
        yield "The card is there to think about beforehand."
    if intro.way is not Way.IN_PERSON:
        plenty = "" if intro.immediate or intro.broker else "Half an hour is plenty. "
        yield f"{plenty}Cameras, children and pets as they come."


def reason(intro: Intro) -> str:
    """One honest line: what whoever brought them together said, or what the match was made of."""
    if intro.why.said:
        return escaped(intro.why.said)
    topics = "".join(f"{one}; " for one in exchanges(intro)[:MOST_TOPICS])
    return f"{topics}{history(intro)}, and {_shared(intro.why)}."


def exchanges(intro: Intro) -> list[str]:
    """What who of them wants to learn, and who helps with it or wants to learn it, too."""
    called = [escaped(first_names(intro.people)[person.id]) for person in intro.people]
    return [
        f"{called[one.learner]} wants to learn {escaped(one.topic)}, which {called[one.other]} helps with"
        if one.helps
        else f"{called[one.learner]} and {called[one.other]} both want to learn {escaped(one.topic)}"
        for one in intro.why.topics
        if one.topic
    ]


def history(intro: Intro) -> str:
    """What the match makes of earlier introductions."""
    why = intro.why
    if why.rounds_since is None:
        return "you have not been introduced before"
    if why.rounds_since == 0:
        if intro.at_once:
            return "you were introduced lately"
        return "there was nobody new for you this time"
    return f"your last introduction was {why.rounds_since + 1} rounds ago"


def _shared(why: Why) -> str:
    hours = round(why.minutes / 60 / 5)
    if why.minutes == 0:
        return "your clocks are far apart"
    if hours == 0:
        return "your working days meet for a little while"
    return f"your working days share about {hours} {'hour' if hours == 1 else 'hours'}"


def picked_meanwhile(intro: Intro, me: UserId) -> str:
    """What whoever comes second hears: another time was picked before theirs."""
    assert intro.planned_at is not None  # noqa: S101  the caller has looked
    shown = clocks(intro.planned_at, mine_first(intro.left, me))
    return f"{shown} was picked meanwhile, so nothing was changed. *Move* brings other times."


def called_off_message() -> Message:
    """What somebody hears who is left without anybody to meet; it says neither who went nor why."""
    text = "Your introduction for this round cannot take place, and nobody else is free. You come first in the next."
    return Message(text, (section(text), context("You get this because you are in coffee. There is nothing to do.")))
