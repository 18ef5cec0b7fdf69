"""How many of a channel's people can take part, and what keeps the others out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.people import Absence, ChannelId

_OUT = {
    Absence.BOT: ("bot", "bots"),
    Absence.GUEST: ("guest", "guests"),
    Absence.GONE: ("deactivated account", "deactivated accounts"),
    Absence.OUTSIDE: ("person of another organisation", "people of other organisations"),
}


@dataclass(frozen=True, slots=True)
class Headcount:
    """So many people can take part, so many cannot, by what keeps them out; of `unread` we know nothing yet."""

    able: int = 0
    out: Mapping[Absence, int] = field(default_factory=dict[Absence, int])
    unread: int = 0

    @property
    def everybody(self) -> int:
        """How many there are."""
        return self.able + sum(self.out.values()) + self.unread


def headcount(found: Mapping[Absence | None, int], *, guests: bool, unread: int = 0) -> Headcount:
    """The headcount of people counted by their absence; with `guests`, guests can take part."""
    out = {one: found[one] for one in Absence if found.get(one) and is_out(one, guests=guests)}
    return Headcount(sum(found.values()) - sum(out.values()), out, unread)


def is_out(absence: Absence | None, *, guests: bool) -> bool:
    """Whether it keeps somebody out where guests can take part, or cannot."""
    return absence is not None and not (guests and absence is Absence.GUEST)


def who_can_text(count: Headcount, channel: ChannelId) -> str:
    """How many of a channel can take part, and who is left out."""
    whole = f"All {count.able:,}" if count.able == count.everybody else f"{count.able:,} of {count.everybody:,}"
    return f"*{whole}* in <#{channel}> can take part.{_left_out(count)}"


def _left_out(count: Headcount) -> str:
    out = ", ".join(f"{number:,} {_OUT[absence][number > 1]}" for absence, number in count.out.items())
    unread = f" I am still reading who {count.unread:,} of them are: look again in a minute." if count.unread else ""
    return (f" Left out: {out}." if out else "") + unread


def reason_text(absence: Absence) -> str:
    """What keeps several people out, as a heading."""
    return _OUT[absence][1].capitalize()
