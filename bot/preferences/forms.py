"""The five small forms behind what a member prefers; each field says who sees it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.blocks import context, field, modal, option, select
from bot.calendar import place
from bot.clock import DAYS
from bot.languages import language_name
from bot.posts import Block
from bot.preferences import decisions, views
from bot.preferences.standing import Preferences
from bot.regions import region_name, region_of_zone

_ONLY_YOU = "Only you see this."
_EXTRAS = {
    decisions.ASK_FIRST: "Ask me first, each time",
    decisions.QUESTIONS_FIRST: "Show me a question beforehand",
    decisions.NOW: "I may be asked for a quarter of an hour at once",
}


def often_form(mine: Preferences) -> dict[str, Any]:
    """How often and how many."""
    wishes = mine.person.wishes
    ticked = {
        decisions.ASK_FIRST: mine.ask_first,
        decisions.QUESTIONS_FIRST: wishes.questions_first,
        decisions.NOW: wishes.now,
    }
    extras = _ticks(_EXTRAS, [name for name, on in ticked.items() if on])
    return _form(
        views.OFTEN,
        field("every", "How often", select(views.CADENCES, mine.every_weeks), hint=_ONLY_YOU),
        field("largest", "How many at once", select(views.SIZES, wishes.largest), hint=_ONLY_YOU),
        field(
            "extras",
            "And",
            extras,
            hint="Only you see these. Nobody learns that you were asked, unless you say yes.",
            optional=True,
        ),
    )


def messages_form(mine: Preferences) -> dict[str, Any]:
    """How many messages."""
    return _form(
        views.MESSAGES,
        field("most", "How many messages", select(views.AMOUNTS, mine.most_a_week), hint=_ONLY_YOU),
        context(views.COUNTED),
    )


def hours_form(mine: Preferences) -> dict[str, Any]:
    """Days and hours."""
    person = mine.person
    edges = [f"{person.earliest:%H:%M}-{person.start:%H:%M}"] if person.earliest else []
    edges += [f"{person.end:%H:%M}-{person.latest:%H:%M}"] if person.latest else []
    breaks = ", ".join(f"{one.start:%H:%M}-{one.end:%H:%M}" for one in person.breaks)
    likely = region_of_zone(person.zone)
    perhaps = f"Perhaps {region_name(likely)}, or a part of it" if likely else "A country, or a part of one"
    times = f"Partners see only times that suit you all. On your own clock, as in Slack: {place(person.zone)}."
    return _form(
        views.HOURS,
        field("days", "Days", _ticks(dict(enumerate(DAYS)), person.days), hint="Only you see these."),
        field("start", "From", {"type": "timepicker", "initial_time": f"{person.start:%H:%M}"}, hint=_ONLY_YOU),
        field("end", "To", {"type": "timepicker", "initial_time": f"{person.end:%H:%M}"}, hint=times),
        field(
            "edges",
            "I can do these sometimes",
            _text(", ".join(edges), "8-9, 17-19"),
            hint=f"Used only where no other time suits. {_ONLY_YOU}",
            optional=True,
        ),
        field(
            "breaks",
            "Blocked every day",
            _text(breaks, "15:00-15:30"),
            hint=f"The school run, for example. {_ONLY_YOU}",
            optional=True,
        ),
        field(
            "region",
            "Public holidays of",
            _text(region_name(person.region) if person.region else "", perhaps),
            hint=f"Nothing comes on them. Empty keeps none. {_ONLY_YOU}",
            optional=True,
        ),
    )


def ways_form(mine: Preferences) -> dict[str, Any]:
    """Ways, place and languages."""
    wishes = mine.person.wishes
    languages = ", ".join(sorted(language_name(code) for code in wishes.languages))
    return _form(
        views.WAYS,
        field(
            "ways",
            "Ways to meet",
            _ticks(views.WAY_NAMES, wishes.ways),
            hint="Partners see the gentlest way that you all chose, and none of the others.",
        ),
        field("place", "Where you work", select(views.PLACES, wishes.place), hint=_ONLY_YOU),
        field(
            "town",
            "Town",
            _text(wishes.town, "Lisbon", most=decisions.LONGEST_TOWN),
            hint="Only for meeting in person: partners from the same town see that it is the same.",
            optional=True,
        ),
        field("languages", "Languages", _text(languages, "English, Portuguese"), hint=_ONLY_YOU, optional=True),
    )


def limits_form(mine: Preferences) -> dict[str, Any]:
    """Whom and what not."""
    people: dict[str, Any] = {"type": "multi_users_select", "max_selected_items": decisions.MOST_AVOIDED}
    if mine.avoided:
        people["initial_users"] = sorted(mine.avoided)
    return _form(
        views.LIMITS,
        field(
            "avoided",
            "People I would rather not be matched with",
            people,
            hint="Only you see this. They are not told, and do not have to be in.",
            optional=True,
        ),
        field(
            "skips",
            "Topics to skip",
            _text(mine.person.wishes.skips, "", most=decisions.LONGEST_SKIPS) | {"multiline": True},
            hint=_ONLY_YOU,
            optional=True,
        ),
    )


FORMS: Mapping[str, Callable[[Preferences], dict[str, Any]]] = {
    views.OFTEN: often_form,
    views.MESSAGES: messages_form,
    views.HOURS: hours_form,
    views.WAYS: ways_form,
    views.LIMITS: limits_form,
}


def _form(name: str, *fields: Block) -> dict[str, Any]:
    return modal(views.TITLE, fields, callback=name, submit="Save")


def _ticks(labels: Mapping[Any, str], ticked: Iterable[object]) -> dict[str, Any]:
    on = set(ticked)
    options = {value: option(label, value) for value, label in labels.items()}
    initial = [one for value, one in options.items() if value in on]
    boxes: dict[str, Any] = {"type": "checkboxes", "options": list(options.values())}
    return boxes | {"initial_options": initial} if initial else boxes


def _text(text: str, sample: str, *, most: int = 200) -> dict[str, Any]:
    made: dict[str, Any] = {"type": "plain_text_input", "max_length": most}
    if sample:
        made["placeholder"] = {"type": "plain_text", "text": sample}
    return made | {"initial_value": text} if text else made
