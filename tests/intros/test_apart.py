"""Where hours do not meet, each gets their own message in their own day, and every button works there."""

from datetime import timedelta

from tests.intros.scene import TUESDAY
from tests.stage import MONDAY, Coffee, Stage, set_up_coffee


async def far_apart(stage: Stage) -> Coffee:
    """Ana in Berlin and Chi, who lives in Tokyo now, are in; Monday has come and gone."""
    coffee = await set_up_coffee(stage)
    coffee.chi.tz = "Asia/Tokyo"
    for person in (coffee.ana, coffee.chi):
        await person.runs("/coffee join")
    await stage.until(TUESDAY, "12:00")
    return coffee


async def test_people_whose_hours_do_not_meet_get_their_own_message_and_no_call(stage: Stage) -> None:
    coffee = await far_apart(stage)
    coffee.ana.sees("@Ana, meet @Chi.")
    coffee.chi.sees("@Chi, meet @Ana.")
    for person in (coffee.ana, coffee.chi):
        person.sees("your clocks are far apart")
        person.sees("Your working hours do not meet, so there is no fair time for a call")
        assert not [one for one in person.messages if one.channel.kind == "mpim"]
    await coffee.ana.presses("Another time")
    coffee.ana.sees("No other time in the next days is inside everybody's hours.")
    await coffee.ana.chooses("intros:card", "Another card")
    await stage.now()
    assert len(stage.workspace.calls_to("chat.update")) == 2
    await coffee.chi.chooses("intros:more", "What do I say?")
    coffee.chi.sees("Hi Ana, when in your day do you like to talk?")


async def test_a_skip_tells_the_other_one_in_their_own_message(stage: Stage) -> None:
    coffee = await far_apart(stage)
    await coffee.ana.presses("Not this week")
    await stage.now()
    for person in (coffee.ana, coffee.chi):
        person.sees("Not this week for Ana. Chi, there is nothing to do: you hear from me.")
    await stage.until(TUESDAY + timedelta(days=1), "12:00")
    coffee.chi.sees("Your introduction for this round cannot take place")


async def test_a_skip_before_the_others_morning_leaves_no_introduction_there(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    coffee.chi.tz = "Asia/Tokyo"
    for person in (coffee.ana, coffee.chi):
        await person.runs("/coffee join")
    await stage.until(MONDAY, "12:00")  # Chi sleeps
    coffee.ana.sees("@Ana, meet @Chi.")
    coffee.chi.does_not_see("meet @")
    await coffee.ana.presses("Not this week")
    await stage.until(TUESDAY, "12:00")
    coffee.chi.does_not_see("meet @")
    coffee.chi.does_not_see("Ana,")
    coffee.chi.sees("Your introduction for this round cannot take place, and nobody else is free.")


async def test_one_who_leaves_a_trio_that_is_apart_leaves_two_messages(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    coffee.chi.tz = "Asia/Tokyo"
    for person in (coffee.ana, coffee.ben, coffee.chi):
        await person.runs("/coffee join")
    await stage.until(TUESDAY, "20:00")
    await coffee.ben.runs("/coffee pause 1w")
    await stage.now()
    for person in (coffee.ana, coffee.chi):
        person.sees("Not this week for Ben.")
        person.sees("you can still meet.")
