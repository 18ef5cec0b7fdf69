"""A team: one of the cast is named as its host, and what goes on in it is told once a week, and for its meeting."""

from itertools import takewhile

from emulator.demo.record import Scene
from emulator.demo.stage import MOMENT, Stage, clock_of, folded, home_of
from emulator.demo.turns import TROUPE
from emulator.model import Message
from emulator.person import Person

ANNOUNCED, SMALL_PRINT = "learns as a team", "This comes once a week"
CHARTER = "Thursdays are for learning"


async def name_host(stage: Stage) -> Person | None:
    """The admin makes the channel a team, and names the last but one of the cast as its host."""
    if len(stage.people) < TROUPE:
        return None
    ana, ben, host = stage.people[0], stage.people[1], stage.people[-2]
    await ana.runs("/elevenses setup", channel=stage.channel)
    await ana.presses("Name hosts")
    await ana.fills({"Hosts": [host], "How we learn here": CHARTER, "Meets on": "Thursday", "At": "15:00"})
    await ana.submits()
    await ana.closes()
    await stage.until(stage.clock.now() + MOMENT)
    [announced] = stage.found(ANNOUNCED, kind="channel", since=0)
    heading = f"{ana.name} names a host in a form; all in #{stage.channel.name} see, once"
    stage.show(heading, ben, announced, lines=2)
    return host


async def show_week(stage: Stage, host: Person, digest: Message) -> None:
    """The digest as the channel has it, and the agenda that its host opens for the meeting."""
    when = f"{clock_of(host, digest)} in {home_of(host)}"
    lines = takewhile(lambda line: SMALL_PRINT not in line, folded(host.reads(digest).splitlines()))
    all_of_them = f"all in #{stage.channel.name} see it"
    stage.story.scenes.append(Scene(f"The weekly digest, as {all_of_them}", "\n".join(lines), when))
    await host.runs("/learn agenda", channel=stage.channel)
    if host.modal is not None:
        first, *rest = host.reads(host.modal).splitlines()
        lines = takewhile(lambda line: line.startswith(("•", "[")), rest)
        heading = f"{host.name} types /learn agenda, for five minutes of the meeting"
        stage.story.scenes.append(Scene(heading, "\n".join([first, *lines])))
        await host.closes()
