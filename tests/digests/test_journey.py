"""Once a week a channel sees what its people show it: ten lines at most, each with one button, or nothing at all."""

from dataclasses import replace
from datetime import timedelta

from bot.card import Audience, CardKind, CardState
from bot.goals.goal import GoalState, SeenBy
from emulator.happenings import archives, unarchives
from storage import cards
from tests.digests.scene import BERLIN, THURSDAY, a_group
from tests.stage import Stage

TITLE = "What is going on here"
WEEK = timedelta(days=7)


async def test_a_channel_sees_what_its_people_show_it_on_thursday_at_ten(stage: Stage) -> None:
    group = await a_group(stage)
    await group.shows_goal(group.ana, "Reading query plans")
    await group.shows_goal(group.ben, "A secret of Ben's", SeenBy.HOSTS)
    await group.shows_goal(group.out, "Somebody else's goal", SeenBy.EVERYONE)
    await group.shows_card(group.ben, CardKind.WIN, "The first review")
    await group.shows_card(group.chi, CardKind.ASK, "Profiling asyncio")
    await group.shows_card(group.chi, CardKind.OFFER, "Half an hour on RFCs")
    await group.shows_card(group.kim, CardKind.STORY, "The cache that was too good")
    await group.shows_card(group.kim, CardKind.RESOURCE, "Clear", title="On plans", url="https://a.example/x")
    await stage.until(THURSDAY, "09:59", BERLIN)
    assert group.post(TITLE) == ""
    await stage.until(THURSDAY, "10:00", BERLIN)
    for words in (
        "Goal · Ana: Reading query plans",
        "Win · Ben: The first review",
        "Ask · Chi: Profiling asyncio",
        "Offer · Chi: Half an hour on RFCs",
        "Story · Kim: The cache that was too good",
        "Worth a look · Kim: On plans",
    ):
        group.ben.sees(words)
    for words in ("A secret", "Somebody else's"):
        group.ben.does_not_see(words)
    group.out.does_not_see("Reading query plans")
    assert "<@" not in group.post(TITLE)


async def test_nothing_is_posted_where_nothing_is_new(stage: Stage) -> None:
    group = await a_group(stage)
    await stage.until(THURSDAY, "23:00")
    assert group.post(TITLE) == ""
    await group.shows_goal(group.ana, "Reading query plans")
    await stage.until(THURSDAY + WEEK, "23:00")
    assert "query plans" in group.post(f"{TITLE} · Thu 3 Dec")
    await stage.until(THURSDAY + 2 * WEEK, "23:00")
    assert group.post(f"{TITLE} · Thu 10 Dec") == ""


async def test_sixty_goals_come_a_few_at_a_time_and_crowd_nothing_out(stage: Stage) -> None:
    group = await a_group(stage)
    for at in range(60):
        await group.shows_goal(group.ana, f"Goal number {at}.")
    await group.shows_card(group.ben, CardKind.WIN, "The first review")
    await stage.until(THURSDAY, "23:00")
    first = group.post(TITLE)
    assert first.count("*Goal*") == 3
    assert "Goal number 59." in first
    assert "The first review" in first
    await stage.until(THURSDAY + WEEK, "23:00")
    second = group.post(f"{TITLE} · Thu 3 Dec")
    assert "Goal number 56." in second
    assert "Goal number 59." not in second


async def test_who_can_help_tells_the_owner_alone_and_once(stage: Stage) -> None:
    group = await a_group(stage)
    await group.shows_goal(group.ana, "Reading query plans")
    await stage.until(THURSDAY, "10:00", BERLIN)
    await group.ben.presses("I can help: Reading query plans")
    group.ben.sees("Ana hears that you would like to help.")
    await group.ben.presses("I can help: Reading query plans")
    await group.ana.presses("I can help: Reading query plans")
    group.ana.sees("That is your own.")
    await stage.until(THURSDAY + timedelta(days=1), "22:00")
    said = "Ben noticed your goal Reading query plans, and would like to help."
    group.ana.sees(said)
    assert group.ana.screen().count("noticed your goal") == 1
    for other in (group.chi, group.kim):
        other.does_not_see("noticed")


async def test_a_goal_that_is_not_shown_cannot_be_offered_help_with(stage: Stage) -> None:
    group = await a_group(stage)
    await group.shows_goal(group.ana, "Reading query plans")
    hidden = await group.shows_goal(group.ana, "A secret", SeenBy.HOSTS)
    done = await group.shows_goal(group.ana, "Long done", state=GoalState.DONE)
    await stage.until(THURSDAY, "10:00", BERLIN)
    for goal in (hidden.id, done.id, 999):
        await group.ben.presses("I can help: Reading query plans", value=str(goal))
        group.ben.sees("This is not here any more.")
    button = group.ben.button("I can help: Reading query plans")
    await group.out.presses(button)
    await group.ben.presses(button, value="x")
    await stage.until(THURSDAY + timedelta(days=1), "22:00")
    group.ana.does_not_see("noticed")


async def test_the_other_buttons_cheer_read_and_say_what_helped(stage: Stage) -> None:
    group = await a_group(stage)
    await group.shows_card(group.ben, CardKind.WIN, "The first review")
    story = await group.shows_card(group.kim, CardKind.STORY, "The cache.\nThen it *broke*. <!channel>")
    await group.shows_card(group.kim, CardKind.RESOURCE, "Clear", title="On plans", url="https://a.example/x")
    await stage.until(THURSDAY, "10:00", BERLIN)
    await group.ana.presses("Cheer: The first review")
    group.ana.sees("Ben hears that you cheer.")
    await group.ben.presses("Cheer: The first review")
    group.ben.sees("That is your own.")
    await group.ana.presses("Read")
    group.ana.sees("Kim tells:")
    group.ana.sees("Then it *broke*. <!channel>")
    await group.ana.closes()
    await group.ana.presses("Helped me: On plans")
    group.ana.sees("Noted: it helped you.")
    await group.ana.presses("Helped me: On plans")
    group.ana.sees("That is noted already.")
    await group.kim.presses("Helped me: On plans")
    group.kim.sees("That is your own.")
    await group.out.presses(group.ana.button("Read"))
    assert group.out.modal is None
    await group.unit(cards.save_card, replace(story, state=CardState.CLOSED))
    await group.ana.presses("Read")
    group.ana.sees("This is not here any more.")
    await stage.until(THURSDAY + timedelta(days=1), "22:00")
    group.ben.sees("Ana cheers: The first review")
    group.chi.does_not_see("Ana cheers")


async def test_what_everybody_may_see_comes_where_its_author_is_and_a_guest_sees_no_more(stage: Stage) -> None:
    group = await a_group(stage)
    other = await group.another("design", group.chi, group.ben)
    await group.shows_card(group.ben, CardKind.STORY, "For everybody", audience=Audience.EVERYONE)
    await group.shows_card(group.ben, CardKind.WIN, "For the team alone")
    await group.shows_card(group.ana, CardKind.WIN, "Of Ana's, for everybody", audience=Audience.EVERYONE)
    await stage.until(THURSDAY, "10:00", BERLIN)
    there = "\n".join(group.ben.reads(one) for one in stage.workspace.messages if one.channel is other)
    assert "For everybody" in there
    assert "For the team alone" not in there
    assert "Of Ana's" not in there


async def test_a_goal_that_is_shown_to_fewer_or_deleted_leaves_the_digest(stage: Stage) -> None:
    group = await a_group(stage)
    await group.shows_goal(group.ana, "Reading query plans")
    await group.shows_goal(group.ben, "Saying no")
    await stage.until(THURSDAY, "10:00", BERLIN)
    await group.ana.runs("/learn")
    await group.ana.chooses("goals:menu", "Edit")
    await group.ana.fills({"Who may see it": "My partners"})
    await group.ana.submits()
    await group.ana.closes()
    await stage.until(THURSDAY, "11:00", BERLIN)
    assert "query plans" not in group.post(TITLE)
    assert "Saying no" in group.post(TITLE)
    await group.ben.runs("/learn")
    await group.ben.chooses("goals:menu", "Delete")
    await group.ben.submits()
    await group.ben.closes()
    await stage.until(THURSDAY, "23:00")
    assert group.post("What stood here was taken back.")
    for person in (group.chi, group.kim):
        person.does_not_see("Saying no")


async def test_an_ask_is_answered_from_the_digest_which_stays_as_it_is(stage: Stage) -> None:
    group = await a_group(stage)
    await group.shows_card(group.ana, CardKind.ASK, "Profiling asyncio")
    await stage.until(THURSDAY, "10:00", BERLIN)
    before = group.post(TITLE)
    await group.out.presses(group.ben.button("I can help: Profiling asyncio"))
    await group.ben.presses("I can help: Profiling asyncio")
    group.ben.sees("Thank you")
    assert group.post(TITLE) == before
    await stage.until(THURSDAY, "23:00")
    group.ana.sees("Ben can help with: Profiling asyncio")
    for other in (group.chi, group.kim, group.out):
        other.does_not_see("Ben can help with")


async def test_a_card_that_is_removed_hidden_or_deleted_leaves_the_digest(stage: Stage) -> None:
    group = await a_group(stage)
    await group.shows_card(group.ana, CardKind.ASK, "Profiling asyncio")
    await group.shows_card(group.chi, CardKind.STORY, "The cache.\nIt *broke*.\nMeasure first.", tag="worked")
    await group.shows_card(group.ben, CardKind.RESOURCE, "Clear", title="On plans", url="https://a.example/x")
    await stage.until(THURSDAY, "10:00", BERLIN)
    for word in ("Profiling asyncio", "The cache", "On plans"):
        assert word in group.post(TITLE)
    await group.ana.runs("/learn")
    await group.ana.chooses("cards:menu", "Delete")
    await group.ana.submits()
    await group.chi.runs("/learn find")
    await group.chi.chooses("library:menu", "Remove")
    await group.chi.submits()
    await stage.until(THURSDAY, "11:00", BERLIN)
    assert "On plans" in group.post(TITLE)
    for word in ("Profiling asyncio", "The cache"):
        assert word not in group.post(TITLE)
    await group.kim.runs("/learn find")
    await group.kim.chooses("library:menu", "Hide from all")
    await stage.until(THURSDAY, "12:00", BERLIN)
    assert "On plans" not in group.post("What stood here was taken back.")


async def test_whoever_deletes_themselves_leaves_the_digest_too(stage: Stage) -> None:
    group = await a_group(stage)
    await group.shows_goal(group.ana, "Reading query plans")
    await group.shows_goal(group.ben, "Saying no")
    await stage.until(THURSDAY, "10:00", BERLIN)
    await group.ben.presses("I can help: Reading query plans")
    await group.ben.runs("/elevenses privacy")
    await group.ben.presses("Delete me")
    await group.ben.submits()
    await stage.until(THURSDAY, "23:00")
    assert "Ben" not in group.post(TITLE)
    assert "Ana: Reading query plans" in group.post(TITLE)


async def test_while_the_channel_is_closed_a_host_hears_it_once_and_nothing_is_lost(stage: Stage) -> None:
    group = await a_group(stage)
    await group.shows_goal(group.ana, "Reading query plans")
    await archives(stage.workspace, group.channel)
    await stage.until(THURSDAY + WEEK, "23:00")
    assert group.kim.screen().count("its weekly digest stands still") == 1
    group.ana.does_not_see("digest")
    await unarchives(stage.workspace, group.channel)
    await stage.until(THURSDAY + 2 * WEEK, "23:00")
    assert "query plans" in group.post(f"{TITLE} · Thu 10 Dec")


async def test_hosts_see_it_before_and_say_when_it_comes_and_others_hear_who_they_are(stage: Stage) -> None:
    group = await a_group(stage)
    await group.shows_goal(group.ana, "Reading query plans")
    await group.ana.runs("/learn digest", channel=group.channel)
    group.ana.sees("Kim looks after it.")
    await group.ana.runs("/learn digest")
    group.ana.sees("Kim looks after it.")
    await group.out.runs("/learn digest")
    group.out.sees("you are in none yet")
    await group.kim.runs("/learn digest")
    group.kim.sees("the next comes on Thu 26 Nov at 10:00 in Berlin.")
    group.kim.sees("Goal · Ana: Reading query plans [I can help]")
    await group.kim.presses("Pause")
    group.kim.sees("none comes until you resume it.")
    await group.kim.closes()
    await stage.until(THURSDAY, "23:00")
    assert group.post(TITLE) == ""
    await group.kim.runs("/learn digest", channel=group.channel)
    await group.kim.presses("Resume")
    await group.kim.fills({"On": "Friday", "At": "14:30", "Time zone": "Atlantis"})
    await group.kim.submits()
    group.kim.sees("I do not know the zone “Atlantis”.")
    await group.kim.fills({"Time zone": "Lisbon"})
    await group.kim.submits()
    group.kim.sees("the next comes on Fri 27 Nov at 14:30 in Lisbon.")
    await group.kim.closes()
    await stage.until(THURSDAY + timedelta(days=1), "14:30", "Europe/Lisbon")
    assert "query plans" in group.post(TITLE)


async def test_a_host_who_is_none_any_more_changes_nothing(stage: Stage) -> None:
    group = await a_group(stage)
    await group.kim.runs("/learn digest")
    pause = group.kim.button("Pause")
    await group.another("design", group.kim)
    await group.kim.runs("/learn digest")
    group.kim.sees("Which team?")
    await group.changes(hosts=())
    await group.kim.presses(pause)
    group.kim.sees("You do not look after this team any more")
    await group.kim.closes(all_of_them=True)
    await group.kim.presses("Open the weekly digest of this channel", value=group.id)
    group.kim.sees("You do not look after this team any more")
    await group.ana.runs("/learn digest", channel=group.channel)
    group.ana.sees("Nobody looks after it.")
    await group.shows_goal(group.ana, "Reading query plans")
    await stage.until(THURSDAY, "10:00", BERLIN)
    assert group.post(TITLE)


async def test_a_form_that_is_sent_by_who_is_no_host_any_more_is_refused(stage: Stage) -> None:
    group = await a_group(stage)
    await group.kim.runs("/learn digest")
    await group.changes(hosts=())
    await group.kim.submits()
    group.kim.sees("You do not look after this team any more")


async def test_what_is_long_or_hostile_stays_one_harmless_line(stage: Stage) -> None:
    group = await a_group(stage)
    await group.shows_card(group.ana, CardKind.ASK, "<!channel> *loud* @here\n" + "x" * 3000)
    await group.shows_card(group.ana, CardKind.RESOURCE, "", title="a", url="https://a.example/|<!channel>")
    await group.shows_card(group.ana, CardKind.RESOURCE, "", title="b", url="javascript:alert(1)")
    await stage.until(THURSDAY, "10:00", BERLIN)
    sent = [one for one in stage.workspace.messages if one.channel is group.channel]
    words = str([block["text"] for one in sent for block in one.blocks if block["type"] == "section"])
    assert "<!channel>" not in words
    assert "x" * 150 not in words
    assert "javascript" not in words
    assert "@here" not in words
