"""What a member prefers, as they see it: a few lines, each with a form behind it, and who sees what."""

from itertools import pairwise
from typing import Any

from bot.blocks import actions, button, context, escaped, modal, section
from bot.calendar import place
from bot.clock import DAYS
from bot.languages import language_name
from bot.people import Person
from bot.posts import Block
from bot.preferences.standing import Preferences
from bot.regions import region_name
from bot.wishes import Place, Way

OFTEN = "preferences:often"
MESSAGES = "preferences:messages"
HOURS = "preferences:hours"
WAYS = "preferences:ways"
LIMITS = "preferences:limits"
WHO_SEES = "preferences:who-sees"
TITLE = "Your coffee"

CADENCES = {
    1: "Every round",
    2: "Every two weeks at most",
    4: "Every four weeks at most",
    0: "Only when I ask",
}
SIZES = {2: "Two", 3: "Up to three", 4: "Up to four", 5: "Up to five", 6: "Any number"}
AMOUNTS = {3: "Three a week at most", 2: "Two a week at most", 1: "One a week at most"}
COUNTED = (
    "Counted is what comes by itself: introductions, questions and suggestions, one a day at most. What does not fit "
    "comes later as one message, or not at all; an introduction comes. Answers to what you do are not counted."
)
WAY_NAMES = {
    Way.VIDEO: "Video",
    Way.WALK: "Audio walk",
    Way.SWAP: "Text swap",
    Way.VOICE: "Voice notes",
    Way.IN_PERSON: "In person",
}
PLACES = {Place.VARIES: "It varies", Place.HOME: "From home", Place.ON_SITE: "On site"}
SAVED = "Saved."
_RUN = 3  # days in a row that are told as "Monday to Wednesday"


def root_modal(mine: Preferences, *, note: str = "") -> dict[str, Any]:
    """What holds now, each part with the button that changes it."""
    parts = (
        ("How often, and how many", often_line(mine), OFTEN),
        ("Messages", messages_line(mine), MESSAGES),
        ("Days and hours", hours_line(mine.person), HOURS),
        ("Ways, place and languages", ways_line(mine.person), WAYS),
        ("Whom and what not", limits_line(mine), LIMITS),
    )
    lines = [section(f"*{name}*\n{line}", accessory=_change(name, action)) for name, line, action in parts]
    return modal(
        TITLE,
        (
            *([section(note)] if note else []),
            *lines,
            actions(button("Who sees this?", WHO_SEES)),
            context("Only you see this page. It counts from the next round."),
        ),
    )


def _change(name: str, action: str) -> Block:
    return button("Change", action, about=f"Change: {name.casefold()}")


def often_line(mine: Preferences) -> str:
    """How often, with how many, and what else is asked of them."""
    wishes = mine.person.wishes
    said = [f"{CADENCES[mine.every_weeks]}. {SIZES[wishes.largest]} at once."]
    said += ["You are asked first, each time."] if mine.ask_first else []
    said += ["A question beforehand."] if wishes.questions_first else []
    said += ["You may be asked for a quarter of an hour at once."] if wishes.now else []
    return " ".join(said)


def messages_line(mine: Preferences) -> str:
    """How much comes in a week at most, and came in this one."""
    messages = "message" if mine.most_a_week == 1 else "messages"
    return f"{AMOUNTS[mine.most_a_week]}. {mine.spent} of {mine.most_a_week} {messages} this week."


def hours_line(person: Person) -> str:
    """Days, hours, edges, blocked hours and holidays."""
    said = [f"{days_text(person.days)}, {person.start:%H:%M} to {person.end:%H:%M}, {place(person.zone)} time."]
    edges = [f"from {person.earliest:%H:%M}"] if person.earliest else []
    edges += [f"until {person.latest:%H:%M}"] if person.latest else []
    said += [f"Sometimes {' or '.join(edges)}."] if edges else []
    breaks = [f"{one.start:%H:%M} to {one.end:%H:%M}" for one in person.breaks]
    said += [f"Blocked: {', '.join(breaks)}."] if breaks else []
    return " ".join([*said, holidays_line(person)])


def holidays_line(person: Person) -> str:
    """Which holidays are kept."""
    return f"Holidays: {region_name(person.region)}." if person.region else "Holidays: none kept."


def days_text(days: frozenset[int]) -> str:
    """Weekdays in words: "Monday to Friday", or "Monday, Thursday"."""
    inside = sorted(days)
    if len(inside) >= _RUN and all(after - before == 1 for before, after in pairwise(inside)):
        return f"{DAYS[inside[0]]} to {DAYS[inside[-1]]}"
    return ", ".join(DAYS[day] for day in inside)


def ways_line(person: Person) -> str:
    """Ways, place, town and languages."""
    wishes = person.wishes
    said = [f"{', '.join(name for way, name in WAY_NAMES.items() if way in wishes.ways)}."]
    said.append(f"Place: {PLACES[wishes.place].casefold()}{f', {escaped(wishes.town)}' if wishes.town else ''}.")
    spoken = ", ".join(sorted(language_name(code) for code in wishes.languages))
    return " ".join([*said, f"Languages: {spoken}." if spoken else "Languages: not said."])


def limits_line(mine: Preferences) -> str:
    """How many are avoided, without their names, and the topics to skip."""
    number = len(mine.avoided)
    people = {0: "Nobody is left out", 1: "One person is left out"}.get(number, f"{number} people are left out")
    skips = escaped(mine.person.wishes.skips)
    return f"{people}. {f'Topics to skip: {skips}' if skips else 'No topics to skip.'}"


def summary_blocks(mine: Preferences) -> list[Block]:
    """What holds now, in one line of the card."""
    person = mine.person
    ways = ", ".join(name.casefold() for way, name in WAY_NAMES.items() if way in person.wishes.ways)
    hours = f"{days_text(person.days)}, {person.start:%H:%M} to {person.end:%H:%M}"
    size = SIZES[person.wishes.largest].casefold()
    return [context(f"{CADENCES[mine.every_weeks]}, {size} at once, by {ways}. {hours}. {holidays_line(person)}")]


def who_sees_modal(person: Person) -> dict[str, Any]:
    """What the others see of all this, with somebody's own as the sample."""
    return modal(
        "Who sees this?",
        (
            section(
                f"*Whom you are introduced to* see the name {escaped(person.name)}, one way to meet that you all "
                "chose, and times that suit you all, each on their own clock. Where you meet in person, they see that "
                "you are in the same town."
            ),
            section(
                "*They do not see* your days and hours, blocked hours or holidays, how often you meet, how much comes "
                "to you, your other ways, languages or topics to skip, or whom you would rather not meet. Nobody is "
                "told that they are on a list."
            ),
            section("*Admins and everybody else* see nothing of it."),
            context("Whoever runs Elevenses for you keeps its database, where all of this is stored."),
        ),
    )
