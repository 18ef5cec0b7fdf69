"""What the demo holds against what people began: it would tell of what is lost, and of help beyond a cap."""

from emulator.demo.record import Tally
from storage.courses import Course
from tests.brokering.scene import proposes, three
from tests.cards.scene import asks, day_passes, helps_with, with_team
from tests.stage import Stage


def test_what_is_neither_live_nor_over_is_lost() -> None:
    assert Tally(5, 2, 2).lost == 1
    assert Tally().lost == 0


async def test_help_beyond_a_cap_is_counted(stage: Stage) -> None:
    team = await with_team(stage)
    for words in ("profiling", "query plans"):
        await asks(stage, team.ana if words == "profiling" else team.chi, words)
        await team.ben.presses("I can help")
    await day_passes(stage)
    seen = await stage.bot.outlook()
    assert (seen.asks, seen.introductions, seen.over_cap) == (Course(live=2), Course(live=2), 0)
    await helps_with(team.ben, "asyncio", **{"I help at most": "1 introduction a month"})
    assert (await stage.bot.outlook()).over_cap == 1
    await day_passes(stage, 16)
    seen = await stage.bot.outlook()
    assert (seen.asks, seen.introductions.over) == (Course(over=2), 2)


async def test_a_proposal_is_live_until_its_end_is_told(stage: Stage) -> None:
    on = await three(stage)
    await proposes(on)
    assert (await stage.bot.outlook()).proposals == Course(live=1)
    await on.days()
    await on.ana.presses("Not this time")
    assert (await stage.bot.outlook()).proposals == Course(live=1)
    await on.days(9)
    assert (await stage.bot.outlook()).proposals == Course(over=1)
