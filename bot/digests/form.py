"""What a host filled in of a digest, and what it comes to."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.clock import DAYS, read_time, read_zone
from bot.digests import sentences
from bot.digests.digest import Digest, next_digest
from bot.refusal import Refusal


@dataclass(frozen=True, slots=True)
class DigestForm:
    """The form as it was sent."""

    day: str
    at: str
    zone: str


def decide_digest(form: DigestForm, before: Digest, *, now: datetime) -> Digest | Refusal:
    """The digest as it is to come, or which field to mend."""
    at, zone = read_time(form.at), read_zone(form.zone)
    if form.day not in map(str, range(len(DAYS))):
        return Refusal(sentences.NO_CHOICE, field="day")
    if at is None:
        return Refusal(sentences.NO_CHOICE, field="at")
    if isinstance(zone, Refusal):
        return zone
    after = replace(before, weekday=int(form.day), at=at, zone=zone.key)
    return replace(after, next_on=next_digest(after, now=now))


def pause(digest: Digest) -> Digest:
    """The digest, of which none comes."""
    return replace(digest, paused=True)


def resume(digest: Digest, *, now: datetime) -> Digest:
    """The digest, which comes again from its next day on."""
    return replace(digest, paused=False, next_on=next_digest(digest, now=now))
