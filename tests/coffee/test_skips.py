"""Skipping the next round: one tap, undone by another, told to nobody."""

from datetime import timedelta

from tests.stage import MONDAY, Stage, set_up_coffee


async def test_a_skipped_round_passes_and_the_next_does_not(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    for one in (coffee.ana, coffee.ben, coffee.chi):
        await one.runs("/coffee join")
    await coffee.chi.runs("/coffee skip")
    coffee.chi.sees("Done. You skip the next round, and nobody is told.")
    coffee.chi.sees("You are in, and skip the round of Mon 30 Nov.")
    await stage.until(MONDAY, "20:00")
    coffee.ana.sees("@Ana, meet @Ben")
    coffee.chi.does_not_see(", meet @")
    for other in (coffee.ana, coffee.ben):
        other.does_not_see("Chi")
        other.does_not_see("skip the round")
    await coffee.chi.runs("/coffee")
    coffee.chi.sees("You are in. Next round: Mon 7 Dec.")
    await stage.until(MONDAY + timedelta(days=7), "20:00")
    coffee.chi.sees(", meet @")


async def test_a_skip_is_undone_by_a_tap(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    for one in (coffee.ana, coffee.ben):
        await one.runs("/coffee join")
    await coffee.ben.presses("Skip this round")
    await coffee.ben.presses("In after all")
    coffee.ben.sees("You are in the next round.")
    await stage.until(MONDAY, "20:00")
    coffee.ana.sees("@Ana, meet @Ben")


async def test_of_several_coffees_one_is_chosen_and_none_is_skipped_unasked(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    other = stage.workspace.add_channel("books", members=[coffee.ana, coffee.ben])
    await coffee.ana.runs("/elevenses setup", channel=other)
    await coffee.ana.submits()
    await coffee.ana.submits()
    await coffee.ana.closes()
    await coffee.ben.runs("/coffee skip", channel=coffee.channel)
    coffee.ben.sees("You are not in a coffee")
    await coffee.ben.runs("/coffee join", channel=coffee.channel)
    await coffee.ben.runs("/coffee join", channel=other)
    await coffee.ben.runs("/coffee skip")
    coffee.ben.sees("You are in more than one coffee. Type `/coffee` and choose whose round to skip.")
    coffee.ben.does_not_see("skip the round of")
    await coffee.ben.runs("/coffee skip", channel=other)
    coffee.ben.sees("You are in, and skip the round of")
