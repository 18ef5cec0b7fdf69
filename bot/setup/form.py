"""The form that an admin fills in, and what it keeps from one step to the next."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.programme import TITLE, Programme


@dataclass(frozen=True, slots=True)
class SetupForm:
    """What was chosen, as it was sent; nothing of it is trusted.

    `programme` is the one to change (0: a new one), and `settled` when the channel is not asked.
    """

    channel: str = ""
    every: str = ""
    first: str = ""
    at: str = ""
    zone: str = ""
    size: str = ""
    title: str = TITLE
    guests: bool = False
    horizon: str = "ever"
    programme: int = 0
    settled: bool = False


_FORM = TypeAdapter(SetupForm)


def written(form: SetupForm) -> str:
    """The form as a modal keeps it."""
    return _FORM.dump_json(form).decode()


def read(kept: str) -> SetupForm:
    """The form that a modal kept; ValidationError if it is none."""
    return _FORM.validate_json(kept)


def form_of(programme: Programme) -> SetupForm:
    """The form that changes a programme."""
    rhythm = programme.rhythm
    return SetupForm(
        channel=programme.channel,
        every=str(rhythm.every_weeks),
        first=programme.next.on.isoformat(),
        at=f"{rhythm.at:%H:%M}",
        zone=rhythm.zone,
        size=str(programme.size),
        title=programme.title,
        guests=programme.guests,
        horizon=str(programme.horizon or "ever"),
        programme=programme.id,
        settled=True,
    )
