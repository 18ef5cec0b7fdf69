"""A host sees on their Home who may like to talk, proposes them or not, and sees nothing that is not theirs to see."""

from datetime import timedelta

from bot.people import ChannelId, UserId
from emulator.happenings import changes
from storage import brokering, desk, hosts
from storage.database import Tx
from tests.brokering.scene import ABOUT, Three, helps, hosted, learns, three
from tests.stage import Stage, set_up_coffee

LINE = "Ana wants Query plans · Eli helps with Query plans · not introduced lately · hours meet on Monday"
EMPTY = "No suggestion at the moment."


async def with_desk(stage: Stage) -> Three:
    """Kim hosts a team of Ana, who has a goal for hosts; Eli, who helps with it, is in no team."""
    on = await three(stage)
    await helps(on.kim, "facilitation")
    await learns(on.ana, "query plans")
    await helps(on.eli, "query plan")
    await hosted(stage, on.kim, on.ana)
    await on.kim.opens_home()
    return on


async def test_a_host_is_shown_a_goal_and_help_that_fit_and_proposes_them(stage: Stage) -> None:
    on = await with_desk(stage)
    on.kim.sees(LINE)
    for person in (on.ana, on.eli):
        await person.opens_home()
        person.does_not_see("For hosts")
        person.does_not_see(EMPTY)
    await on.kim.presses("Propose")
    on.kim.sees("Ana would learn and is asked first, then Eli, who could help.")
    await on.kim.fills({ABOUT: "reading query plans"})
    await on.kim.submits()
    on.kim.sees("Thank you. Ana is asked first, then Eli.")
    await on.kim.closes()
    await on.kim.opens_home()
    on.kim.sees(EMPTY)
    on.kim.sees("1 of your proposals is under way.")
    await on.days()
    on.ana.sees("Kim thought you might like to talk with Eli about reading query plans.")
    await on.ana.presses("Yes, ask Eli")
    await on.days(1)
    await on.eli.presses("Happy to")
    await on.days(1)
    on.ana.sees("@Kim brought you together: reading query plans")


async def test_not_these_two_is_remembered_and_can_be_undone(stage: Stage) -> None:
    on = await with_desk(stage)
    await on.kim.presses("Not these two")
    on.kim.sees("Fine. These two are not suggested to you again.")
    await on.kim.presses("Undo")
    on.kim.sees("They may be suggested to you again.")
    await on.kim.closes()
    await on.kim.opens_home()
    on.kim.sees(LINE)
    await on.kim.presses("Not these two")
    await on.kim.closes()
    await on.days(8)
    await on.kim.opens_home()
    on.kim.sees(EMPTY)
    for person in (on.ana, on.eli):
        assert not [one for one in person.messages if "Kim" in one.text]


async def test_what_holds_no_more_is_not_shown_and_cannot_be_proposed(stage: Stage) -> None:
    on = await with_desk(stage)
    stale = on.kim.button("Propose")
    await on.kim.presses(stale)
    await on.eli.runs("/coffee pause 1w")
    await on.ana.runs("/learn")
    await on.ana.chooses("goals:menu", "Edit")
    await on.ana.fills({"Who may see it": "My partners"})
    await on.ana.submits()
    await on.ana.closes()
    await on.kim.submits()
    on.kim.sees("This suggestion holds no more, so nothing was sent.")
    await on.kim.closes()
    for button in (stale, stale):
        await on.kim.presses(button)
        on.kim.sees("This suggestion holds no more, so nothing was sent.")
    await on.kim.opens_home()
    on.kim.sees(EMPTY)
    await on.days(9)
    assert not [one for one in on.ana.messages if "Kim" in one.text]


async def test_only_open_goals_that_hosts_may_see_are_suggested(stage: Stage) -> None:
    on = await three(stage)
    await learns(on.ana, "query plans", seen="My partners")
    await learns(on.ana, "facilitation", seen="Only me")
    await helps(on.eli, "query plans, facilitation")
    await helps(on.kim, "rust")
    await hosted(stage, on.kim, on.ana)
    await on.kim.opens_home()
    on.kim.sees(EMPTY)
    for word in ("query plans", "facilitation", "Ana"):
        on.kim.does_not_see(word)


async def test_two_of_whom_one_would_rather_not_meet_the_other_are_not_suggested(stage: Stage) -> None:
    on = await with_desk(stage)
    await on.eli.runs("/coffee preferences")
    await on.eli.presses("Change: whom and what not")
    await on.eli.fills({"People I would rather not be matched with": [on.ana]})
    await on.eli.submits()
    await on.eli.closes(all_of_them=True)
    await on.kim.opens_home()
    on.kim.sees(EMPTY)
    found = await stage.bot.db.run(stage.bot.team_id, desk.hold_due_desk, now=stage.clock.now() + timedelta(days=2))
    assert found == on.kim.id
    await on.kim.opens_home()
    on.kim.sees(EMPTY)


async def test_whoever_looks_after_a_programme_has_a_desk_and_a_guest_has_none(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ben.runs("/coffee join")
    await learns(coffee.ben, "query plans")
    await helps(coffee.chi, "query plans")
    await coffee.ana.opens_home()
    stage.clock.advance(timedelta(hours=2))
    await stage.now()
    await coffee.ana.opens_home()
    coffee.ana.sees("Ben wants Query plans · Chi helps with Query plans")
    await changes(coffee.ana, guest="single")
    await coffee.ana.opens_home()
    coffee.ana.does_not_see("query plans")
    for person in (coffee.ben, coffee.chi):
        await person.opens_home()
        person.does_not_see("For hosts")


async def test_a_host_who_is_one_no_more_has_no_desk_and_what_they_proposed_stands(stage: Stage) -> None:
    on = await with_desk(stage)
    stale = on.kim.button("Propose")
    await on.kim.presses("Propose")
    await on.kim.submits()
    await on.kim.closes()
    channel = next(one.id for one in stage.workspace.channels.values() if one.name == "data")
    await stage.bot.db.run(stage.bot.team_id, hosts.delete_team, ChannelId(channel))
    await on.kim.presses(stale)
    on.kim.sees("This suggestion holds no more")
    await on.kim.opens_home()
    on.kim.does_not_see(EMPTY)
    on.kim.does_not_see("under way")
    await on.days()
    await on.ana.presses("Yes, ask Eli")
    await on.days(1)
    await on.eli.presses("Happy to")
    await on.days(1)
    on.ana.sees("@Kim brought you together")


async def test_five_stand_and_five_a_week_are_new(stage: Stage) -> None:
    on = await three(stage)
    await helps(on.kim, "facilitation")
    people = [stage.somebody(f"Learner{number}") for number in range(8)]
    helpers = [stage.somebody(f"Helper{number}") for number in range(8)]
    for number, (one, other) in enumerate(zip(people, helpers, strict=True)):
        await learns(one, f"zither{number}")
        await helps(other, f"zither{number}")
    await hosted(stage, on.kim, *people)
    await on.kim.opens_home()
    assert on.kim.screen().count("[Propose]") == 5
    first = set(on.kim.screen().splitlines())
    await on.kim.presses("Not these two")
    await on.kim.closes()
    await on.days(1)
    await on.kim.opens_home()
    assert on.kim.screen().count("[Propose]") == 4
    await on.days(6)
    await on.kim.opens_home()
    assert on.kim.screen().count("[Propose]") == 5
    assert len({one for one in on.kim.screen().splitlines() if "wants" in one} - first) == 1
    assert on.kim.home is not None
    assert len(on.kim.home.body["blocks"]) <= 100


async def test_proposals_are_forgotten_after_a_year(stage: Stage) -> None:
    on = await with_desk(stage)
    await on.kim.presses("Propose")
    await on.kim.submits()
    now = stage.clock.now()

    def forget(tx: Tx) -> tuple[int, ...]:
        brokering.forget_proposals(tx, before=now + timedelta(days=400))
        return brokering.proposals_with(tx, UserId(on.kim.id))

    assert len(await stage.bot.db.run(stage.bot.team_id, forget)) == 1
    await on.days(9)
    assert await stage.bot.db.run(stage.bot.team_id, forget) == ()
