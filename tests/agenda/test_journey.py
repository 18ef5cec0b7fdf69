"""Five minutes of learning in a team's meeting: to copy or to post, the same for everybody, and who leads rotates."""

from datetime import timedelta

from bot.agenda.deck import DECK
from bot.card import CardKind
from bot.goals.goal import SeenBy
from emulator.happenings import archives
from tests.digests.scene import BERLIN, THURSDAY, Group, a_group, person_of
from tests.stage import Stage

HEAD = "Learning, 5 minutes."
WEEK = timedelta(days=7)


async def shows_something(group: Group) -> None:
    """Each shows something, and Ben keeps something from the team."""
    await group.shows_goal(group.ana, "Reading query plans")
    await group.shows_goal(group.ben, "A secret", SeenBy.HOSTS)
    await group.shows_card(group.ben, CardKind.WIN, "The first review")
    await group.shows_card(group.chi, CardKind.ASK, "Profiling asyncio")
    await group.shows_card(group.kim, CardKind.STORY, "The cache")


async def test_anybody_in_the_team_sees_what_all_of_it_may_see_to_copy(stage: Stage) -> None:
    group = await a_group(stage, meets=True)
    await shows_something(group)
    openers = set[str]()
    for person in (group.ana, group.ben):
        await person.runs("/learn agenda", channel=group.channel)
        for words in (
            f"{HEAD} Lead: Ana",
            "New goals: Ana → Reading query plans",
            "Win: Ben → The first review",
            "Open asks: Chi → Profiling asyncio",
            "A story to tell? Kim has one: The cache",
        ):
            person.sees(words)
        person.does_not_see("A secret")
        person.does_not_see("Post in the channel")
        openers |= {one for one in DECK if one in person.screen()}
        await person.submits()
        assert person.modal is None
    assert len(openers) == 1, "everybody has the same"
    await group.out.runs("/learn agenda")
    group.out.sees("you are in none yet")


async def test_in_a_dm_one_chooses_among_ones_teams_and_no_other(stage: Stage) -> None:
    group = await a_group(stage)
    await shows_something(group)
    await group.ana.runs("/learn agenda")
    group.ana.sees("Reading query plans")
    await group.ana.closes()
    await group.another("design", group.kim, group.ana, group.out)
    await group.ana.runs("/learn agenda")
    group.ana.sees("Which team?")
    await group.ana.presses("Open", value=group.id)
    group.ana.sees("Reading query plans")
    await group.ana.closes()
    await group.ana.presses("Open", value="C0FORGED")
    group.ana.sees("That is not a team of yours.")
    await group.out.runs("/learn agenda")
    group.out.sees(HEAD)
    group.out.does_not_see("Profiling asyncio")


async def test_who_leads_rotates_and_can_pass_it_on_without_a_reason(stage: Stage) -> None:
    group = await a_group(stage, meets=True)
    led = list[str]()
    for week in range(4):
        await stage.until(THURSDAY + week * WEEK, "10:00", BERLIN)
        await group.kim.runs("/learn agenda", channel=group.channel)
        led += [one for one in ("Ana", "Ben", "Chi", "Kim") if f"Lead: {one}" in group.kim.screen()]
        await group.kim.closes()
    assert led == ["Ana", "Ben", "Chi", "Kim"]
    await stage.until(THURSDAY + 4 * WEEK, "10:00", BERLIN)
    await group.ana.runs("/learn agenda", channel=group.channel)
    group.ana.sees("Lead: Ana (last time: Kim)")
    passes = group.ana.button("Not me this time")
    await group.ana.presses("Not me this time")
    group.ana.sees("Fine, it is passed on.")
    group.ana.sees("Lead: Ben (last time: Kim)")
    await group.ana.presses(passes)
    group.ana.sees("It is somebody else's turn already.")
    await group.ben.runs("/coffee pause 2w")
    await group.chi.runs("/learn agenda", channel=group.channel)
    group.chi.does_not_see("pass")


async def test_hosts_swap_the_opener_add_a_line_choose_who_leads_and_post_it_once(stage: Stage) -> None:
    group = await a_group(stage, meets=True)
    await shows_something(group)
    await group.kim.runs("/learn agenda", channel=group.channel)
    before = next(one for one in DECK if one in group.kim.screen())
    await group.kim.presses("Another opener")
    group.kim.does_not_see(before)
    await group.kim.fills({"Who leads": group.out})
    await group.kim.submits()
    group.kim.sees("Choose somebody of this channel")
    await group.kim.fills({"A line of yours": "Welcome <!channel> to *Dee*", "Who leads": group.chi})
    await group.kim.submits()
    group.kim.sees("Saved.")
    await group.kim.closes()
    await group.kim.runs("/learn agenda", channel=group.channel)
    group.kim.sees("Lead: Chi")
    await group.kim.presses("Post in the channel")
    group.kim.sees("It is in the channel now.")
    await group.kim.closes()
    await stage.now()
    assert "Lead: Chi" in group.post(HEAD)
    assert "Welcome" in group.post(HEAD)
    group.out.does_not_see("query plans")
    await group.shows_card(group.ben, CardKind.ASK, "One more thing")
    await group.kim.runs("/learn agenda", channel=group.channel)
    await group.kim.presses("Post in the channel")
    group.kim.sees("It is in the channel already")
    await group.kim.closes()
    await stage.until(stage.clock.now().date(), "23:00")
    assert "One more thing" in group.post(HEAD)
    assert sum(HEAD in group.ana.reads(one) for one in stage.workspace.messages if one.channel is group.channel) == 1


async def test_it_comes_to_a_host_an_hour_before_where_one_chose_so(stage: Stage) -> None:
    group = await a_group(stage, meets=True)
    await stage.until(THURSDAY, "23:00")
    group.kim.does_not_see("are ready")
    await sends_it(group, "To a host, an hour before")
    await stage.until(THURSDAY + WEEK, "23:00")
    group.kim.does_not_see("are ready")  # there is nothing but an opener
    await shows_something(group)
    await stage.until(THURSDAY + 2 * WEEK, "13:59", BERLIN)
    group.kim.does_not_see("are ready")
    await stage.until(THURSDAY + 2 * WEEK, "14:00", BERLIN)
    group.kim.sees("Five minutes of learning for the meeting on Thu 10 Dec are ready")
    group.kim.sees("1 new goal, 1 win, 1 open ask, 1 story.")
    for person in (group.ana, group.ben, group.chi):
        person.does_not_see("are ready")
    await group.kim.presses("Copy")
    group.kim.sees("New goals: Ana → Reading query plans")
    await group.kim.closes()
    await group.kim.presses("Post")
    group.kim.sees("It is in the channel now.")
    await stage.now()
    assert "Reading query plans" in group.post(HEAD)


async def sends_it(group: Group, where: str) -> None:
    """Kim chooses where it goes."""
    await group.kim.runs("/learn agenda", channel=group.channel)
    await group.kim.fills({"Where it goes": where})
    await group.kim.submits()
    group.kim.sees("Saved.")
    await group.kim.closes()


async def test_it_comes_into_the_channel_where_a_host_chose_so_and_follows_the_meeting(stage: Stage) -> None:
    group = await a_group(stage)
    await shows_something(group)
    await sends_it(group, "Into the channel, an hour before")
    await stage.until(THURSDAY, "23:00")
    assert group.post(HEAD) == "", "no time is set"
    await group.changes(meets_on=4, meets_at=None)
    await group.changes(meets_on=4, meets_at=(stage.clock.now() + timedelta(hours=2)).time().replace(second=0))
    await group.changes(meets_on=0, meets_at=stage.clock.now().time().replace(hour=11, minute=0, second=0))
    await stage.until(THURSDAY + timedelta(days=4), "10:00", BERLIN)
    assert "Reading query plans" in group.post(HEAD)
    await stage.until(THURSDAY + timedelta(days=11), "23:00")
    assert "Profiling asyncio" in group.post(HEAD)
    there = [one for one in stage.workspace.messages if one.channel is group.channel and HEAD in group.ana.reads(one)]
    assert len(there) == 2
    assert "query plans" not in group.ana.reads(there[-1]), "a goal is new once"


async def test_who_is_no_host_any_more_changes_nothing_and_a_closed_channel_gets_nothing(stage: Stage) -> None:
    group = await a_group(stage, meets=True)
    await shows_something(group)
    await group.kim.runs("/learn agenda", channel=group.channel)
    await archives(stage.workspace, group.channel)
    await group.kim.presses("Post in the channel")
    group.kim.sees("I cannot post in that channel now.")
    await group.kim.closes()
    await group.kim.runs("/learn agenda")
    looks_after = {"hosts": (person_of(group.kim),)}
    await group.changes(hosts=())
    await group.kim.submits()
    group.kim.sees("You do not look after this team any more")
    await group.kim.closes()
    for button in ("Post in the channel", "Another opener"):
        await group.changes(**looks_after)
        await group.kim.runs("/learn agenda")
        await group.changes(hosts=())
        await group.kim.presses(button)
        group.kim.sees("You do not look after this team any more")
        await group.kim.closes()
    await group.ana.runs("/learn agenda")
    await group.ana.presses("Not me this time", value="C0FORGED")
    group.ana.sees("That is not a team of yours.")


async def test_what_is_taken_back_leaves_a_posted_agenda(stage: Stage) -> None:
    group = await a_group(stage, meets=True)
    await shows_something(group)
    await group.kim.runs("/learn agenda", channel=group.channel)
    await group.kim.presses("Post in the channel")
    await group.kim.closes()
    await stage.now()
    await group.ana.runs("/learn")
    await group.ana.chooses("goals:menu", "Delete")
    await group.ana.submits()
    await group.ana.closes()
    await stage.until(stage.clock.now().date(), "23:00")
    assert "The first review" in group.post("what is left of this agenda")
    for person in (group.ben, group.chi):
        person.does_not_see("query plans")
