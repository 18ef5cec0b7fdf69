"""What somebody keeps to themselves changes nothing that a partner, the host or anybody else can look at."""

import re

from emulator.model import Channel
from emulator.person import Person
from tests.stage import FRIDAY, MONDAY, Stage, set_up_coffee

NEVER_THE_SAME = re.compile(r"'block_id': '\w+'")
HOW_MANY = re.compile(r"\b(\d+ people are|1 person is|Nobody is) in\b")  # a count that a host does see, not compared
LOOKS = ("/coffee", "/elevenses people", "/elevenses setup", "/elevenses posts")


async def looks(person: Person, channel: Channel) -> list[str]:
    """What somebody sees who looks everywhere: their messages, then each answer, then their Home."""
    seen = [person.reads(one) for one in person.messages if not one.only_for]
    seen += [str((await person.runs(command, channel=channel)).response) for command in LOOKS]
    await person.opens_home()
    assert person.home is not None
    return [HOW_MANY.sub("some are in", NEVER_THE_SAME.sub("", one)) for one in (*seen, str(person.home.blocks))]


async def test_avoiding_hours_skips_and_fridays_answers_are_seen_by_nobody_else(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    host, ben, partner = coffee.ana, coffee.ben, coffee.chi  # the host is not in
    outsider = await coffee.newcomer("Dee")
    for person in (ben, partner):
        await person.runs("/coffee join")
    await stage.until(MONDAY, "20:00")
    partner.sees("meet @")
    await stage.until(FRIDAY, "20:00")

    others = (partner, host, outsider)
    before = [await looks(one, coffee.channel) for one in others]

    async def nobody_sees(what: str) -> None:
        await stage.now()
        for one, was in zip(others, before, strict=True):
            assert await looks(one, coffee.channel) == was, f"{one.name} can tell: {what}"

    await ben.presses("Not this time")
    ben.sees("Noted: not this time.")
    await nobody_sees("Friday's answer")
    await ben.runs("/coffee preferences")
    await ben.presses("Change: whom and what not")
    await ben.fills({"People I would rather not be matched with": [one.name for one in others]})
    await ben.submits()
    ben.sees("3 people are left out.")
    await nobody_sees("whom they avoid")
    await ben.presses("Change: days and hours")
    await ben.fills({"Days": ["Wednesday"], "From": "13:00", "To": "16:00"})
    await ben.submits()
    ben.sees("Wednesday, 13:00 to 16:00")
    await ben.closes()
    await nobody_sees("their hours")
    await ben.runs("/coffee skip")
    ben.sees("Done. You skip the next round")
    await nobody_sees("a skip")
