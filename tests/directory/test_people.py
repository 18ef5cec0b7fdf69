"""Whoever looks after a programme reads who in the channel cannot take part, and why, and nothing that is private."""

from emulator.happenings import changes
from tests.stage import MONDAY, Coffee, Stage, set_up_coffee, starts_coffee


async def test_a_channel_that_is_shared_later_is_told_of_and_can_still_be_changed(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.newcomer("Ola", team_id="T0ELSEWHERE")
    await stage.now()
    await coffee.ana.runs("/elevenses people", channel=coffee.channel)
    coffee.ana.sees("3 of 4 in #team can take part. Left out: 1 person of another organisation.")
    coffee.ana.sees("People of other organisations: @Ola")
    await coffee.ana.runs("/elevenses setup", channel=coffee.channel)
    await coffee.ana.presses("Change")
    await coffee.ana.fills({"At": "11:30"})
    await coffee.ana.submits()
    coffee.ana.sees("It is changed in #team")


async def with_some_left_out(stage: Stage) -> Coffee:
    """Coffee in #team, with a guest, a bot and somebody who has gone in it."""
    coffee = await set_up_coffee(stage)
    await coffee.newcomer("Gus", guest="multi")
    await coffee.newcomer("Robbie", bot=True)
    await coffee.newcomer("Gwen", deactivated=True)
    await stage.now()
    return coffee


async def test_who_is_left_out_is_told_with_the_reason(stage: Stage) -> None:
    coffee = await with_some_left_out(stage)
    await coffee.ana.runs("/elevenses people", channel=coffee.channel)
    coffee.ana.sees("Coffee: 3 of 6 in #team can take part.")
    coffee.ana.sees("Left out: 1 guest, 1 bot, 1 deactivated account.")
    for line in (
        "Guests: @Gus",
        "Bots: @Robbie",
        "Deactivated accounts: @Gwen",
        "To let guests join, tap Change in `/elevenses setup`.",
    ):
        coffee.ana.sees(line)
    coffee.ana.does_not_see("@Elevenses,")
    await coffee.ana.runs("/elevenses setup", channel=coffee.channel)
    await coffee.ana.presses("Change")
    await coffee.ana.fills({"Guests": ["may"]})
    await coffee.ana.submits()
    await coffee.ana.closes()
    answer = await coffee.ana.runs("/elevenses people", channel=coffee.channel)
    assert "*4 of 6*" in str(answer.response)
    assert "Gus" not in str(answer.response)


async def test_nothing_that_is_private_is_told(stage: Stage) -> None:
    coffee = await with_some_left_out(stage)
    for person in (coffee.ana, coffee.ben, coffee.chi):
        await person.runs("/coffee join")
    await coffee.ben.runs("/coffee pause 2w")
    await coffee.chi.runs("/coffee skip")
    await coffee.chi.runs("/coffee preferences")
    await coffee.chi.presses("Change: whom and what not")
    await coffee.chi.fills({"avoided": [coffee.ben], "skips": "Football"})
    await coffee.chi.submits()
    before = await coffee.ana.runs("/elevenses people", channel=coffee.channel)
    told = str(before.response)
    for secret in (coffee.ben.id, coffee.chi.id, "Ben", "Chi", "Football", "New York", "14 days"):
        assert secret not in told
    await coffee.ben.runs("/coffee leave")
    await coffee.chi.runs("/coffee leave")
    after = await coffee.ana.runs("/elevenses people", channel=coffee.channel)
    assert str(after.response) == told


async def test_many_are_told_page_by_page_within_slacks_limits(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    guests = [stage.somebody(f"Guest {number:03}", guest="single") for number in range(150)]
    coffee.channel.members.extend(guest.id for guest in guests)
    await stage.until(MONDAY, "08:00")
    await coffee.ana.runs("/elevenses people", channel=coffee.channel)
    coffee.ana.sees("3 of 153 in #team can take part. Left out: 150 guests.")
    coffee.ana.sees("@Guest 000, @Guest 001")
    coffee.ana.does_not_see("@Guest 060")
    await coffee.ana.presses("More")
    coffee.ana.sees("@Guest 060, @Guest 061")
    coffee.ana.does_not_see("@Guest 000")
    await coffee.ana.presses("More")
    coffee.ana.sees("@Guest 149")
    await coffee.ana.presses("Earlier")
    await coffee.ana.presses("Earlier")
    coffee.ana.sees("@Guest 000, @Guest 001")
    await coffee.ana.presses("More", value="1 999999")
    coffee.ana.sees("3 of 153 in #team can take part.")
    coffee.ana.does_not_see("@Guest 000")


async def test_of_several_one_is_chosen(stage: Stage) -> None:
    coffee = await with_some_left_out(stage)
    await coffee.ana.runs("/elevenses setup", channel=coffee.channel)
    await coffee.ana.presses("Start another")
    await coffee.ana.fills({"Called": "Book club", "Guests": ["may"]})
    await coffee.ana.submits()
    await coffee.ana.submits()
    await coffee.ana.closes()
    await coffee.ana.runs("/elevenses people")
    coffee.ana.sees("Coffee: 3 of 6 in #team can take part.")
    coffee.ana.sees("Book club: 4 of 6 in #team can take part.")
    coffee.ana.does_not_see("@Robbie")
    await coffee.ana.presses("Left out: Book club")
    coffee.ana.sees("Bots: @Robbie")
    coffee.ana.does_not_see("@Gus")


async def test_only_admins_and_whoever_looks_after_it_are_told(stage: Stage) -> None:
    coffee = await with_some_left_out(stage)
    for channel in (coffee.channel, None):
        await coffee.ben.runs("/elevenses people", channel=channel)
        coffee.ben.sees("That is for workspace admins, and for whoever looks after it.")
        coffee.ben.does_not_see("Robbie")
    await coffee.ana.runs("/elevenses people", channel=coffee.channel)
    await changes(coffee.ana, is_admin=False)
    await coffee.ana.runs("/elevenses people")
    coffee.ana.sees("3 of 6 in #team can take part.")
    await coffee.ana.runs("/elevenses posts")
    coffee.ana.sees("Only a workspace admin can set this up.")
    elsewhere = stage.workspace.add_channel("elsewhere", members=[coffee.ana])
    await coffee.ana.runs("/elevenses people", channel=elsewhere)
    coffee.ana.sees("That is for workspace admins, and for whoever looks after it.")


async def test_a_private_channel_is_told_of_there_and_to_whom_it_belongs(stage: Stage) -> None:
    coffee = await set_up_coffee(stage, private=True)
    zoe = stage.somebody("Zoe", admin=True)
    await stage.now()
    await zoe.runs("/elevenses people")
    zoe.sees("No coffee runs here.")
    zoe.does_not_see("team")
    await coffee.ana.runs("/elevenses people")
    coffee.ana.sees("All 3 in #team can take part.")


async def test_before_the_channel_is_read_that_is_said(stage: Stage) -> None:
    ana = stage.somebody("Ana", admin=True)
    team = stage.workspace.add_channel("team", members=[ana, stage.somebody("Ben")])
    await starts_coffee(ana, team)
    await ana.runs("/elevenses people", channel=team)
    ana.sees("I am still reading who is in #team. Try in a minute.")
    await stage.now()
    await ana.runs("/elevenses people", channel=team)
    ana.sees("All 2 in #team can take part.")
