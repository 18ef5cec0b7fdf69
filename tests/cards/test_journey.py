"""Ana asks; whoever can help is introduced to her, quietly and once, and nobody else learns who was asked."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from storage.cards import CardRow
from storage.database import Tx
from tests.cards.scene import (
    EVERYONE,
    HOW,
    SEEN,
    TEAM,
    TOPIC,
    WHAT,
    WHERE,
    asks,
    card_in,
    day_passes,
    helps_with,
    introductions,
    makes,
    moment_passes,
    outsider,
    with_team,
)
from tests.stage import Stage, set_up_coffee


def count(tx: Tx) -> int:
    """How many cards there are."""
    return tx.scalar(select(func.count()).select_from(CardRow).where(CardRow.team_id == tx.team_id)) or 0


async def test_an_ask_begins_with_the_words_and_shows_in_the_teams_channel_without_a_ping(stage: Stage) -> None:
    team = await with_team(stage)
    dee = await outsider(stage)
    await team.ana.runs("/learn ask how do I profile asyncio <!channel> https://example.org")
    team.ana.sees(HOW)
    await team.ana.fills({TOPIC: "asyncio"})
    await team.ana.presses("How it looks")
    team.ana.sees("Everyone else They do not see it.")
    await team.ana.closes()
    await team.ana.submits()
    team.ana.sees("Saved. It shows in #team.")
    team.ana.sees("Until 8 Dec; I ask once before that whether it is still open.")
    await team.ana.closes()
    await moment_passes(stage)
    team.ben.sees("Ana asks: how do I profile asyncio <!channel> https://example.org")
    team.ben.sees("I can help brings you two together: about 25 minutes, within five working days.")
    dee.does_not_see("asyncio")
    assert f"<@{team.ana.id}>" not in str(card_in(team.channel, team.ben).blocks)


async def test_who_can_help_is_introduced_with_the_reason_and_the_channel_names_nobody(stage: Stage) -> None:
    team = await with_team(stage)
    await asks(stage, team.ana)
    taken = team.chi.button("I can help")
    await team.ben.presses("I can help")
    team.ben.sees("Thank you. You two will be introduced: about 25 minutes, within five working days.")
    await day_passes(stage)
    for person in (team.ana, team.ben):
        person.sees(f"Ben can help with: {HOW}")
        person.does_not_see("You are both in coffee.")
    team.chi.sees("Ana asked: how do I profile asyncio Somebody helps with it. Thank you.")
    team.chi.does_not_see("Ben can help")
    await team.chi.presses(taken)
    team.chi.sees("Somebody else was a moment sooner, so this ask is taken.")
    assert introductions(team.chi) == []
    await team.ana.runs("/learn")
    team.ana.sees("how do I profile asyncio · asked · in #team · seen by your team · somebody helps with it")


async def test_nobody_takes_up_their_own_and_nobody_twice(stage: Stage) -> None:
    team = await with_team(stage)
    await asks(stage, team.ana)
    card = team.ben.button("I can help")
    await team.ana.presses("I can help")
    team.ana.sees("This is your own.")
    await team.ana.presses("Me too")
    team.ana.sees("This is your own.")
    await team.ana.presses("I know someone")
    team.ana.sees("This is your own.")
    await team.ben.presses(card)
    await team.ben.presses(card)
    team.ben.sees("You two have been introduced already.")
    await day_passes(stage)
    assert len(introductions(team.ana)) == 1


async def test_three_who_fit_are_asked_quietly_and_a_no_is_told_to_nobody(stage: Stage) -> None:
    team = await with_team(stage)
    others = [await team.newcomer(name) for name in ("Dee", "Eli", "Fay", "Gus")]
    for person in (team.ana, *others):
        await helps_with(person, "asyncio")
    await asks(stage, team.ana, topic="asyncio")
    await day_passes(stage)
    asked = [one for one in others if "Could you help?" in one.screen()]
    assert len(asked) == 3
    for person in (team.ana, team.ben, team.chi):
        person.does_not_see("Could you help?")
    first, second, third = asked
    first.sees("You get this once, as you help with asyncio, or a colleague thought of you.")
    await first.presses("Not this time")
    first.sees("Fine. Nobody is told, and you are not asked about this again.")
    await second.presses(second.button_of(second.messages[-1], "I can help"))
    second.sees("You two will be introduced")
    await third.presses(third.button_of(third.messages[-1], "I can help"))
    third.sees("Somebody else was a moment sooner")
    await day_passes(stage, 1)
    assert len(introductions(team.ana)) == len(introductions(second)) == 1
    for person in (team.ana, team.ben, team.chi, second, third):
        person.does_not_see("Nobody is told, and you are not asked")


async def test_an_offer_is_taken_once_and_opened_again(stage: Stage) -> None:
    team = await with_team(stage)
    await makes(stage, team.ana, "offer an hour on query plans", topic="query plans")
    team.ben.sees("Ana offers: an hour on query plans Topic: Query plans")
    assert "Me too" not in team.ben.screen()
    await team.ben.presses("I'd like that")
    team.ben.sees("Good. You two will be introduced")
    await day_passes(stage)
    team.ana.sees("Ana offers: an hour on query plans")
    team.chi.sees("Somebody has taken it up.")
    await team.ana.runs("/learn")
    await team.ana.chooses("cards:menu", "Open again")
    team.ana.sees("Open again, for two weeks.")
    await moment_passes(stage)
    await team.chi.presses("I'd like that")
    team.chi.sees("Good. You two will be introduced")


async def test_somebody_who_is_named_is_asked_once_and_the_one_who_named_them_hears_no_more(stage: Stage) -> None:
    team = await with_team(stage)
    dee = await outsider(stage)
    await asks(stage, team.ana)
    await team.ben.presses("I know someone")
    for person, why in (
        (team.ben, "You can say so yourself"),
        (team.ana, "That is who wrote it."),
        (dee, "That person does not see this card"),
    ):
        await team.ben.fills({"Who may help?": person})
        await team.ben.submits()
        team.ben.sees(why)
    await team.ben.fills({"Who may help?": team.chi})
    await team.ben.submits()
    team.ben.sees("Thank you, they are asked quietly.")
    await team.ben.closes()
    await day_passes(stage)
    team.chi.sees("Could you help?")
    team.chi.does_not_see("Ben")
    dee.does_not_see("asyncio")
    await team.chi.presses("Not this time")
    await team.ben.presses("I know someone")
    await team.ben.fills({"Who may help?": team.chi})
    await team.ben.submits()
    team.ben.sees("You have named somebody for this already.")
    await day_passes(stage, 1)
    for person in (team.ana, team.ben):
        person.does_not_see("Nobody is told")


async def test_me_too_is_a_count_and_those_who_tapped_hear_once(stage: Stage) -> None:
    team = await with_team(stage)
    await asks(stage, team.ana, topic="asyncio")
    await team.chi.presses("Me too")
    team.chi.sees("Noted, without your name.")
    await team.chi.presses("Me too")
    team.chi.sees("You have said so already.")
    await moment_passes(stage)
    team.ben.sees("One other would like to know, too.")
    team.ben.does_not_see("Chi would")
    await team.ana.runs("/learn")
    team.ana.sees("1 me too")
    await team.ben.presses("I can help")
    await day_passes(stage)
    team.chi.sees("Somebody helps with how do I profile asyncio, which you would like to know, too.")
    assert introductions(team.chi) == []
    await team.ana.runs("/learn")
    await team.ana.chooses("cards:menu", "Close")
    await team.ana.submits()
    await day_passes(stage, 1)
    assert len([one for one in team.chi.messages if "which you would like to know, too" in one.text]) == 1


async def test_closing_thanks_whoever_helped_and_nobody_else_sees_it(stage: Stage) -> None:
    team = await with_team(stage)
    await asks(stage, team.ana)
    await team.ben.presses("I can help")
    await day_passes(stage, 1)
    await team.ana.runs("/learn")
    await team.ana.chooses("cards:menu", "Close")
    await team.ana.fills({"A line of thanks to Ben": "py-spy it is"})
    await team.ana.submits()
    team.ana.sees("Closed. Your thanks are on their way, to nobody else.")
    await team.ana.closes()
    await day_passes(stage, 3)
    team.ben.sees("Ana thanks you for your help with how do I profile asyncio: “py-spy it is”")
    team.chi.does_not_see("py-spy")
    team.chi.sees("This is closed. Thank you to everybody who had a look.")


async def test_it_is_asked_once_whether_it_is_still_open_and_its_time_passes_gently(stage: Stage) -> None:
    team = await with_team(stage)
    await asks(stage, team.ana)
    await stage.until(date(2026, 12, 3), "22:00")
    team.ana.does_not_see("still open")
    await stage.until(date(2026, 12, 4), "22:00")
    team.ana.sees("Is your ask still open: how do I profile asyncio?")
    for person in (team.ben, team.chi):
        person.does_not_see("still open")
    still = team.ana.button("Still open")
    await team.ana.presses(still)
    team.ana.sees("Good. It stays open for two more weeks.")
    await team.ana.presses(still)
    await stage.until(date(2026, 12, 21), "22:00")
    team.ben.sees("I can help")
    await stage.until(date(2026, 12, 22), "22:00")
    team.ben.sees("Ana asked: how do I profile asyncio Its two weeks are over.")
    assert len([one for one in team.ana.messages if "still open" in one.text]) <= 1
    await team.ana.presses(still)
    team.ana.sees("Its time is over.")


async def test_without_an_answer_it_ends_by_itself_and_is_forgotten_in_a_year(stage: Stage) -> None:
    team = await with_team(stage)
    await asks(stage, team.ana)
    await stage.until(date(2026, 12, 8), "22:00")
    team.ben.sees("Its two weeks are over.")
    stage.clock.set(stage.clock.now() + timedelta(days=366))
    await moment_passes(stage)
    assert await stage.bot.db.run(stage.bot.team_id, count) == 0


async def test_who_is_in_no_team_asks_everyone_without_a_channel(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    dee = await coffee.newcomer("Dee")
    await helps_with(dee, "asyncio")
    await coffee.ben.runs(f"/learn ask {HOW}")
    coffee.ben.sees("You are in no team here yet; an admin names one with `/elevenses setup`.")
    await coffee.ben.fills({TOPIC: "asyncio"})
    await coffee.ben.submits()
    coffee.ben.sees("Saved. Others find it in `/learn`. Up to three who help with the topic are asked quietly.")
    await coffee.ben.closes()
    await day_passes(stage)
    dee.sees("Ben asks: how do I profile asyncio")
    coffee.chi.does_not_see("asyncio")
    await coffee.chi.runs("/learn")
    await coffee.chi.presses("Look around")
    coffee.chi.sees("Ben asks: how do I profile asyncio · asyncio")
    await coffee.chi.presses("I can help")
    coffee.chi.sees("You two will be introduced")


async def test_what_fits_is_counted_and_listed_first(stage: Stage) -> None:
    team = await with_team(stage)
    dee = await outsider(stage)
    await helps_with(team.chi, "asyncio", **{"I want to learn": "query plans"})
    await asks(stage, team.ana, "anything at all", seen=EVERYONE)
    await asks(stage, team.ana, topic="asyncio")
    await makes(stage, team.ben, "offer an hour", topic="query plans")
    await team.chi.opens_home()
    team.chi.sees("Around me: 1 ask I might answer · 1 on what I want to learn")
    await team.chi.presses("Look around")
    lines = team.chi.screen()
    assert lines.index("an hour") < lines.rindex("anything at all")
    await team.chi.closes()
    await dee.runs("/learn")
    await dee.presses("Look around")
    dee.sees("Ana asks: anything at all")
    dee.does_not_see("asyncio")
    dee.does_not_see("an hour")


async def test_what_does_not_fit_is_told_at_its_field_and_a_slip_is_asked_about(stage: Stage) -> None:
    team = await with_team(stage)
    other = stage.workspace.add_channel("elsewhere", members=[team.ana])
    await team.ana.runs("/learn ask")
    wrong: list[tuple[dict[str, Any], str]] = [
        ({WHAT: "   "}, "Say in a few words what you would like help with."),
        ({WHAT: HOW, TOPIC: "!!"}, "has no word in it"),
        ({TOPIC: "", WHERE: other}, "Choose the channel of a team that you are in."),
        ({TOPIC: "Kubernets", WHERE: team.channel}, "did you mean Kubernetes?"),
    ]
    for fields, why in wrong:
        await team.ana.fills(fields)
        await team.ana.submits()
        team.ana.sees(why)
    await team.ana.submits()
    team.ana.sees("Saved.")
    await moment_passes(stage)
    team.ben.sees("Topic: Kubernets")
    for at in range(4):
        await asks(stage, team.ana, f"number {at}")
    await team.ana.runs("/learn ask one more")
    await team.ana.submits()
    team.ana.sees("You have 5 asks and offers, the most at one time.")


async def test_it_is_edited_and_taken_back(stage: Stage) -> None:
    team = await with_team(stage)
    dee = await outsider(stage)
    await helps_with(dee, "asyncio")
    await day_passes(stage)
    await asks(stage, team.ana, topic="asyncio", seen=EVERYONE)
    await team.ana.runs("/learn")
    await team.ana.chooses("cards:menu", "Edit")
    team.ana.sees("It stands in #team.")
    await team.ana.fills({WHAT: "how do I profile threads", SEEN: TEAM})
    await team.ana.submits()
    await team.ana.closes()
    await day_passes(stage, 1)
    team.ben.sees("Ana asks: how do I profile threads")
    team.ben.does_not_see("how do I profile asyncio")
    dee.does_not_see("profile")
    stale = team.ben.button("I can help")
    await team.ana.runs("/learn")
    await team.ana.chooses("cards:menu", "Delete")
    await team.ana.submits()
    team.ana.sees("Deleted. Nothing of it is kept.")
    await moment_passes(stage)
    team.ben.sees("This ask was taken back.")
    team.ben.does_not_see("threads")
    await team.ben.presses(stale)
    team.ben.sees("That button is out of date")


async def test_a_goal_that_is_stuck_becomes_an_ask_of_which_only_what_is_kept_shows(stage: Stage) -> None:
    team = await with_team(stage)
    await team.ana.runs("/learn goal secret saying no")
    await team.ana.fills({TOPIC: "Saying no", SEEN: "Only me", "First small step": "secret step"})
    await team.ana.submits()
    await team.ana.closes()
    await team.ana.runs("/learn")
    await team.ana.presses("Stuck")
    await team.ana.presses("Ask the team")
    team.ana.sees("secret step")
    await moment_passes(stage)
    for person in (team.ben, team.chi):
        person.does_not_see("secret")
        await person.runs("/learn who saying no")
        person.does_not_see("Look around")
    await team.ana.fills({WHAT: "how do you say no", TOPIC: "", WHERE: team.channel})
    await team.ana.submits()
    await moment_passes(stage)
    team.ben.sees("Ana asks: how do you say no")
    team.ben.does_not_see("secret")
    team.ben.does_not_see("Saying no")


async def test_where_nobody_helps_one_asks_with_the_topic_in_place(stage: Stage) -> None:
    team = await with_team(stage)
    await team.ana.runs("/learn who profiling Rust", channel=team.channel)
    team.ana.sees("Nobody is free to help with profiling Rust at the moment.")
    await team.ana.presses("Ask for it")
    await team.ana.fills({WHAT: "where do I begin"})
    await team.ana.submits()
    team.ana.sees("Saved. It shows in #team.")
    await moment_passes(stage)
    team.ben.sees("Ana asks: where do I begin Topic: profiling Rust")
    await team.ben.presses("I can help")
    await team.ana.presses("Ask for it", value="x" * 200)
    team.ana.sees("What would you like help with?")
