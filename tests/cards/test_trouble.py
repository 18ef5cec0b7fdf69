"""Two at once, people who may not see it or would rather not meet, helpers who have helped enough, closed channels."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from bot.card import CLAIM
from bot.cards import messages, views
from bot.coffee.rounds import chance_of
from emulator.happenings import archives, changes, unarchives
from emulator.person import Person
from scheduling.coffee import claim_due_round, open_round, plan_beside
from storage.cards import CardRow, TapRow
from storage.database import Tx
from storage.intros import IntroMemberRow, IntroRow
from storage.posts import PostRow
from storage.topics import TopicRow
from tests.cards.scene import (
    EVERYONE,
    HOW,
    WHAT,
    asks,
    day_passes,
    helps_with,
    introductions,
    makes,
    moment_passes,
    outsider,
    with_team,
)
from tests.privacy.test_journey import deletes
from tests.stage import Stage

MONDAY = date(2026, 11, 30)
TAKEN = "Somebody else was a moment sooner"


def told_yes(person: Person) -> bool:
    """Whether somebody hears that they will be introduced."""
    return "You two will be introduced" in person.screen()


async def in_database(stage: Stage, unit: Any) -> Any:
    return await stage.bot.db.run(stage.bot.team_id, unit)


async def times_helped(stage: Stage, person: Person) -> int:
    """In how many introductions somebody is there to help."""
    helps = (IntroMemberRow.user_id == person.id, IntroMemberRow.helps.is_(True))
    count = select(func.count()).select_from(IntroMemberRow).where(*helps)
    found: int = await in_database(stage, lambda tx: tx.scalar(count.where(IntroMemberRow.team_id == tx.team_id)))
    return found


async def test_of_two_at_once_one_helps_and_the_other_is_told_kindly(stage: Stage) -> None:
    team = await with_team(stage)
    others = [await team.newcomer(name) for name in ("Dee", "Eli", "Fay")]
    await asks(stage, team.ana)
    everybody = [team.ben, team.chi, *others]
    await asyncio.gather(*(one.presses("I can help") for one in everybody))
    assert sum(map(told_yes, everybody)) == 1
    assert sum(TAKEN in one.screen() for one in everybody) == 4
    await day_passes(stage, 1)
    assert len(introductions(team.ana)) == 1


async def test_a_cap_holds_though_two_cards_are_taken_at_once(stage: Stage) -> None:
    team = await with_team(stage)
    dee = await team.newcomer("Dee")
    await helps_with(team.ben, "asyncio", **{"I help at most": "1 introduction a month"})
    for person in (team.ana, team.chi, dee):
        await asks(stage, person, f"asked by {person.name}")
    cards = [team.ben.button(f"I can help: asked by {person.name}") for person in (team.ana, team.chi, dee)]
    await asyncio.gather(*(team.ben.presses(card) for card in cards))
    assert await times_helped(stage, team.ben) == 1
    team.ben.sees("You have helped as often as you like this month")


async def test_a_cap_holds_though_a_card_is_taken_while_a_round_is_drawn(stage: Stage) -> None:
    team, bot = await with_team(stage), stage.bot
    await team.chi.runs("/coffee leave")
    await helps_with(team.ben, "asyncio", **{"I help at most": "1 introduction a month"})
    await team.ana.runs("/learn topics")
    await team.ana.fills({"I want to learn": "asyncio"})
    await team.ana.submits()
    await team.ana.closes()
    await asks(stage, team.chi)
    await stage.until(MONDAY, "08:59")
    stage.clock.set(stage.clock.now() + timedelta(minutes=1))
    now = stage.clock.now()
    facts = await bot.db.run(bot.team_id, claim_due_round, now=now)
    assert facts is not None
    plan = await plan_beside(facts, now=now, rng=chance_of(facts.programme))
    assert [one.helps for intro in plan.intros for one in intro.why.topics] == [True]
    await team.ben.presses(f"I can help: {HOW}")
    assert told_yes(team.ben)
    assert not await bot.db.run(bot.team_id, open_round, facts, plan, now=now)
    await stage.until(MONDAY + timedelta(days=1), "20:00")
    team.ana.sees("meet @Ben")
    assert await times_helped(stage, team.ben) == 1


async def test_an_offer_of_who_has_helped_enough_looks_taken(stage: Stage) -> None:
    team = await with_team(stage)
    await helps_with(team.ana, "asyncio", **{"I help at most": "1 introduction a month"})
    await makes(stage, team.ana, "offer an hour")
    await makes(stage, team.ana, "offer two hours")
    await team.ben.presses("I'd like that: an hour")
    assert told_yes(team.ben)
    await team.chi.presses("I'd like that: two hours")
    team.chi.sees("so this offer is taken")
    team.chi.does_not_see("this month")


@pytest.mark.parametrize("who", ["ana", "ben"])
async def test_two_who_would_rather_not_meet_cannot_tell_and_are_not_asked(stage: Stage, who: str) -> None:
    team = await with_team(stage)
    one, other = (team.ana, team.ben) if who == "ana" else (team.ben, team.ana)
    await one.runs("/coffee preferences")
    await one.presses("Change: whom and what not")
    await one.fills({"People I would rather not be matched with": [other]})
    await one.submits()
    await one.closes(all_of_them=True)
    await helps_with(team.ben, "asyncio")
    await asks(stage, team.ana, topic="asyncio")
    await team.ben.runs("/learn")
    team.ben.does_not_see("1 ask I might answer")
    await team.chi.presses("I know someone")
    await team.chi.fills({"Who may help?": team.ben})
    await team.chi.submits()
    team.chi.sees("Thank you, they are asked quietly.")
    await day_passes(stage, 1)
    team.ben.does_not_see("Could you help?")
    await team.ben.presses("I can help")
    team.ben.sees(TAKEN)
    await day_passes(stage, 1)
    assert introductions(team.ana) == []
    await team.chi.closes()
    await team.chi.presses("I can help")
    assert told_yes(team.chi)


async def test_who_may_not_see_a_card_gets_nothing_from_its_buttons(stage: Stage) -> None:
    team = await with_team(stage)
    dee, guest = await outsider(stage), await outsider(stage, "Gus", guest="single")
    await asks(stage, team.ana, "for the team alone")
    await asks(stage, team.ana, "for everyone", seen=EVERYONE)
    await guest.runs("/learn ask mine")
    guest.sees("It is for everyone, without a channel.")
    await guest.submits()
    guest.sees("As a guest, you ask and offer in the channel of a team that you are in.")
    await guest.closes()
    for person in (dee, guest):
        for action in (CLAIM, views.ME_TOO, views.KNOWS, messages.NOT_NOW, messages.STAYS, views.CLOSE):
            await person.runs("/learn")
            forged = {"actions": [{"action_id": action, "block_id": "b", "type": "button", "value": "1"}]}
            await person.presses("Look around", forged=forged)
            person.sees("That button is out of date")
            person.does_not_see("for the team alone")
    await guest.presses("Look around")
    guest.sees("Nobody asks or offers anything here")
    await dee.presses("Look around")
    dee.sees("Ana asks: for everyone")


async def test_a_guest_of_the_channel_sees_its_cards_and_no_other(stage: Stage) -> None:
    team = await with_team(stage)
    guest = await team.newcomer("Gus", guest="single")
    dee = await outsider(stage)
    await makes(stage, dee, "ask of everyone")
    await asks(stage, team.ana)
    await guest.runs("/learn")
    await guest.presses("Look around")
    guest.sees(HOW)
    guest.does_not_see("of everyone")
    await guest.presses("I can help")
    assert told_yes(guest)


async def test_other_peoples_cards_cannot_be_changed(stage: Stage) -> None:
    team = await with_team(stage)
    await asks(stage, team.ana)
    await makes(stage, team.ben, "ask mine")
    for word in ("edit 1", "again 1", "close 1", "delete 1", "delete 9", "fly 2", "edit x"):
        await team.ben.runs("/learn")
        forged = {
            "actions": [
                {"action_id": "cards:menu", "block_id": "b", "type": "overflow", "selected_option": {"value": word}}
            ]
        }
        await team.ben.chooses("cards:menu", "Edit", forged=forged)
        assert "That button is out of date" in team.ben.screen(), word
    await team.ben.runs("/learn ask mine")
    for kept in ("1 0", "0 7", "x"):
        assert team.ben.modal is not None
        team.ben.modal.body["private_metadata"] = kept
        await team.ben.submits()
        team.ben.sees("out of date")
    await team.chi.runs("/learn")
    team.chi.does_not_see("mine · asked")


async def test_who_is_paused_is_told_and_whose_author_is_paused_looks_taken(stage: Stage) -> None:
    team = await with_team(stage)
    await asks(stage, team.ana)
    await team.ben.runs("/coffee pause 2w")
    await team.ben.presses("I can help")
    team.ben.sees("You are paused, so no introduction would reach you.")
    await team.ben.runs("/coffee back")
    await team.ana.runs("/coffee pause 2w")
    await team.ben.presses("I can help")
    team.ben.sees(TAKEN)
    await changes(team.ana, deactivated=True)
    await team.chi.runs("/learn")
    await team.chi.presses("Look around")
    team.chi.sees("Nobody asks or offers anything here at the moment.")


async def test_a_channel_that_closes_keeps_its_cards_and_their_authors_hear_of_it(stage: Stage) -> None:
    team = await with_team(stage)
    await asks(stage, team.ana)
    await archives(stage.workspace, team.channel)
    await day_passes(stage)
    team.ana.sees("is closed to me, so your ask does not change there: how do I profile asyncio.")
    for person in (team.ben, team.chi):
        person.does_not_see("is closed to me, so your ask")
    await team.ben.runs("/learn ask something")
    await team.ben.submits()
    team.ben.sees("Nothing can be posted in that channel at the moment.")
    await team.ben.closes()
    await team.ben.runs("/learn")
    await team.ben.presses("Look around")
    await team.ben.presses("I can help")
    assert told_yes(team.ben)
    await unarchives(stage.workspace, team.channel)
    stage.clock.set(stage.clock.now() + timedelta(seconds=2))
    await day_passes(stage, 1)
    team.chi.sees("Somebody helps with it. Thank you.")


async def test_a_card_that_could_not_be_posted_comes_when_the_channel_is_back(stage: Stage) -> None:
    team = await with_team(stage)
    await team.ana.runs(f"/learn ask {HOW}")
    await team.ana.submits()
    await archives(stage.workspace, team.channel)
    await moment_passes(stage)
    team.ben.does_not_see(HOW)
    await unarchives(stage.workspace, team.channel)
    await moment_passes(stage)
    team.ben.sees(HOW)


async def test_who_deletes_themselves_takes_their_cards_along_and_what_was_told_of_them(stage: Stage) -> None:
    team = await with_team(stage)
    await helps_with(team.ben, "asyncio")
    await asks(stage, team.ana, "canary of a kind", topic="asyncio")
    await asks(stage, team.ana, "another canary")
    await team.chi.presses("Me too")
    await team.chi.presses("I can help: another canary")
    await makes(stage, team.chi, "ask mine")
    await team.ana.presses("I can help: mine")
    await day_passes(stage, 1)
    await deletes(team.ana)
    await moment_passes(stage)
    await day_passes(stage)
    team.ben.sees("This ask was taken back.")

    def left(tx: Tx) -> str:
        rows = [*tx.execute(select(PostRow.text, PostRow.blocks).where(PostRow.team_id == tx.team_id))]
        rows += tx.execute(select(CardRow.text, CardRow.user_id).where(CardRow.team_id == tx.team_id))
        rows += tx.execute(select(TapRow.user_id, TapRow.what).where(TapRow.team_id == tx.team_id))
        rows += tx.execute(select(IntroRow.said, IntroRow.topics).where(IntroRow.team_id == tx.team_id))
        rows += tx.execute(select(TopicRow.name, TopicRow.key).where(TopicRow.team_id == tx.team_id))
        return str(rows)

    kept = await in_database(stage, left)
    assert "canary" not in kept
    assert team.ana.id not in kept
    assert "mine" in kept
    await team.chi.runs("/learn")
    await team.chi.chooses("cards:menu", "Open again")
    team.chi.sees("Open again, for two weeks.")


async def test_a_topic_that_only_a_card_names_stays_and_moves_with_the_words_of_admins(stage: Stage) -> None:
    team = await with_team(stage)
    await asks(stage, team.ben, topic="shipping")
    await team.ana.runs("/elevenses topics")
    await team.ana.presses("Words that mean the same")
    await team.ana.fills({"These words": "shipping", "Mean this topic": "Continuous delivery"})
    await team.ana.submits()
    await team.ana.closes()
    await team.chi.runs("/elevenses privacy")
    await deletes(team.chi)
    await team.ben.runs("/learn")
    team.ben.sees("Continuous integration")


async def test_what_is_said_too_late_or_too_long_is_told(stage: Stage) -> None:
    team = await with_team(stage)
    await asks(stage, team.ana)
    claim, too, knows = (team.chi.button(label) for label in ("I can help", "Me too", "I know someone"))
    await team.chi.presses(knows)
    await team.ben.presses("I know someone")
    await team.ana.runs("/learn")
    edit = team.ana
    await edit.chooses("cards:menu", "Edit")
    await edit.fills({WHAT: "other words"})
    await in_database(
        stage, lambda tx: tx.execute(update(CardRow).where(CardRow.team_id == tx.team_id).values(state="closed"))
    )
    await edit.submits()
    edit.sees("This is closed")
    await edit.closes()
    await team.ben.fills({"Who may help?": team.chi})
    await team.ben.submits()
    team.ben.sees("This is closed")
    await team.chi.closes()
    for button in (claim, too, knows):
        await team.chi.presses(button)
        team.chi.sees("This is closed, so nothing was changed.")
    card_id = await in_database(stage, lambda tx: tx.scalar(select(CardRow.id).where(CardRow.team_id == tx.team_id)))
    await makes(stage, team.ana, "ask mine")
    for word, told in (("edit", "This is closed"), ("close", "This is closed"), ("again", "Its time is over")):
        await team.ana.runs("/learn")
        option = {"type": "overflow", "selected_option": {"value": f"{word} {card_id}"}}
        forged = {"actions": [{"action_id": "cards:menu", "block_id": "b", **option}]}
        await team.ana.chooses("cards:menu", "Edit", forged=forged)
        team.ana.sees(told)
