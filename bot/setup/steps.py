"""What an admin does with a programme that is there: pause it, resume it, end it, or have a round now."""

from dataclasses import replace
from datetime import datetime

from bot.calendar import Slot, next_slot, slot_after, zone_named
from bot.programme import Programme, ProgrammeState
from bot.refusal import Refusal
from bot.setup import views

FEWEST = 2


def pause(programme: Programme) -> Programme | Refusal:
    """No rounds until it is resumed."""
    if not programme.running:
        return Refusal(views.NOT_RUNNING)
    return replace(programme, state=ProgrammeState.PAUSED)


def end(programme: Programme) -> Programme | Refusal:
    """No rounds any more; who met whom is kept, in case it is started again."""
    if programme.state is ProgrammeState.ENDED:
        return Refusal(views.ENDED_ALREADY)
    return replace(programme, state=ProgrammeState.ENDED)


def resume(programme: Programme, *, now: datetime) -> Programme | Refusal:
    """Rounds again, in the weeks of its rhythm; never two on one date."""
    if programme.running:
        return Refusal(views.RUNNING_ALREADY)
    slot = next_slot(programme.rhythm, after=now, anchor_on=programme.next.on)
    if slot.on == programme.last_on:
        slot = slot_after(programme.rhythm, slot)
    return replace(programme, state=ProgrammeState.RUNNING, next=slot)


def run_now(programme: Programme, *, people: int, still: bool = False, now: datetime) -> Programme | Refusal:
    """Its next round at once, for the people who are in, unless it stands still; its rhythm stays as it is."""
    if not programme.running:
        return Refusal(views.NOT_RUNNING)
    if still:
        return Refusal(views.STANDS_STILL)
    if people < FEWEST:
        return Refusal(views.too_few_in(programme, people))
    if programme.next.at <= now:
        return Refusal(views.ON_ITS_WAY)
    today = now.astimezone(zone_named(programme.rhythm.zone)).date()
    if today == programme.last_on:
        return Refusal(views.ROUND_TODAY)
    rhythm = replace(programme.rhythm, anchor_on=programme.rhythm.anchor_on or programme.next.on)
    return replace(programme, rhythm=rhythm, next=Slot(today, now))
