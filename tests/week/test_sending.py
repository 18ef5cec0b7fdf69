"""What waits goes as one, what is full leaves out the least, and no two senders spend the same day."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.blocks import told
from bot.delivery import LEASE, OPEN, POST
from bot.people import UserId
from bot.posts import Post, PostState, Worth
from emulator.faults import Fault
from emulator.person import Person
from storage import delivery, posts
from storage.database import Database, Tx
from storage.preferences import load_page
from storage.week import SpentRow
from tests.delivery.deliverer import deliverer, fates, note, owe
from tests.stage import MONDAY, TUESDAY, Coffee, Stage, set_up_coffee

WEDNESDAY, THURSDAY = (TUESDAY.date() + timedelta(days=ahead) for ahead in (1, 2))
BERLIN = "Europe/Berlin"


async def joined(stage: Stage) -> Coffee:
    """Ana is in, at ten on Tuesday; her round opens next week."""
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join")
    return coffee


def came(stage: Stage) -> list[str]:
    """What the bot sent, oldest first, but for the channel's invitation."""
    return [one.text for one in stage.workspace.messages if one.channel.kind != "channel" and one.only_for is None]


async def spent(stage: Stage, person: Person) -> int:
    """How much of their budget somebody has had this week, as their page shows it."""
    mine = await stage.bot.db.run(stage.bot.team_id, load_page, UserId(person.id), now=stage.clock.now())
    assert mine is not None
    return mine.spent


def meet(stage: Stage, *people: Person, days: int = 3) -> Post:
    """An introduction of these people, due now."""
    hello = note(stage, people[0], "Meet", worth=Worth.INTRO, days=days)
    return replace(hello, to=tuple(UserId(one.id) for one in people))


async def test_what_does_not_fit_on_a_day_goes_as_one_on_the_next(stage: Stage) -> None:
    ana = (await joined(stage)).ana
    await owe(stage, note(stage, ana, "One", worth=Worth.QUESTION))
    await stage.now()
    await owe(stage, note(stage, ana, "Two", worth=Worth.EXTRA), note(stage, ana, "Three", worth=Worth.QUESTION))
    await owe(stage, note(stage, ana, "An answer"))
    await stage.until(WEDNESDAY, "13:59", BERLIN)
    assert came(stage) == ["One", "An answer"]
    await stage.until(WEDNESDAY, "14:00", BERLIN)
    assert came(stage)[2:] == ["Your week: Three\nTwo"]
    assert await spent(stage, ana) == 2


async def test_what_is_new_takes_along_what_waits(stage: Stage) -> None:
    ana = (await joined(stage)).ana
    await owe(stage, note(stage, ana, "One", worth=Worth.EXTRA))
    await stage.now()
    await owe(stage, note(stage, ana, "Two", worth=Worth.EXTRA))
    await stage.until(WEDNESDAY, "10:00", BERLIN)
    await owe(stage, note(stage, ana, "Three", worth=Worth.QUESTION))
    await stage.now()
    assert came(stage) == ["One", "Your week: Three\nTwo"]


async def test_a_full_one_drops_what_matters_least_and_says_nothing_of_it(stage: Stage) -> None:
    ana = (await joined(stage)).ana
    extras = [note(stage, ana, f"Extra {number}", worth=Worth.EXTRA) for number in range(3)]
    await owe(stage, *extras, *(note(stage, ana, f"Question {number}", worth=Worth.QUESTION) for number in range(3)))
    await stage.until(THURSDAY, "23:00")
    assert came(stage) == ["Your week: Question 0\nQuestion 1\nQuestion 2\nExtra 0"]
    states = {text: state for text, (state, _) in (await fates(stage)).items()}
    assert [states[f"Extra {number}"] for number in range(3)] == [PostState.SENT, *[PostState.DROPPED] * 2]
    await ana.runs("/elevenses posts")
    ana.sees("Nothing failed and nothing is unconfirmed.")


async def test_what_expires_before_there_is_room_is_dropped_alone(stage: Stage) -> None:
    ana = (await joined(stage)).ana
    await owe(stage, note(stage, ana, "One", worth=Worth.QUESTION))
    await stage.now()
    await owe(
        stage, note(stage, ana, "Two", worth=Worth.QUESTION, days=1), note(stage, ana, "Three", worth=Worth.EXTRA)
    )
    await stage.until(THURSDAY, "23:00")
    assert came(stage) == ["One", "Three"]
    assert (await fates(stage))["Two"] == (PostState.DROPPED, "no room for it")


async def test_whoever_is_asked_before_a_round_is_asked_however_much_there_is(stage: Stage) -> None:
    ana = (await joined(stage)).ana
    await ana.runs("/coffee preferences")
    await ana.presses("Change: how often, and how many")
    await ana.fills({"And": ["Ask me first, each time"]})
    await ana.submits()
    await ana.closes(all_of_them=True)
    await stage.now()
    for ahead in range(3):
        await stage.until(MONDAY + timedelta(days=ahead), "11:00", BERLIN)
        await owe(stage, note(stage, ana, f"Question {ahead}", worth=Worth.QUESTION, days=1))
        await stage.now()
    await stage.until(MONDAY + timedelta(days=3), "23:00")
    asked, *others = reversed(came(stage))
    assert asked.startswith("Are you in for the next introductions in")
    assert [text for text in others if text.startswith("Question")] == ["Question 1", "Question 0"]
    assert await spent(stage, ana) == 3


async def test_a_message_for_two_counts_for_each_and_waits_for_both(stage: Stage) -> None:
    coffee = await joined(stage)
    await coffee.chi.runs("/coffee join")
    await owe(stage, note(stage, coffee.chi, "Hello Chi", worth=Worth.QUESTION))
    await stage.now()
    await owe(stage, meet(stage, coffee.ana, coffee.chi))
    await stage.until(WEDNESDAY, "09:59", BERLIN)
    assert came(stage) == ["Hello Chi"]
    await stage.until(WEDNESDAY, "10:00", BERLIN)  # Chi's nine o'clock
    assert came(stage) == ["Hello Chi", "Meet"]
    assert (await spent(stage, coffee.ana), await spent(stage, coffee.chi)) == (1, 2)


async def test_an_introduction_is_not_lost_to_a_full_week(stage: Stage) -> None:
    ana = (await joined(stage)).ana
    for day, text in enumerate(("One", "Two", "Three")):
        await stage.until(TUESDAY.date() + timedelta(days=day), "12:00")
        await owe(stage, note(stage, ana, text, worth=Worth.INTRO))
        await stage.now()
    await owe(stage, meet(stage, ana, days=2), note(stage, ana, "Four", worth=Worth.QUESTION))
    await stage.until(THURSDAY, "23:00")
    assert came(stage) == ["One", "Two", "Three"]
    await stage.until(THURSDAY + timedelta(days=1), "23:00")
    assert came(stage) == ["One", "Two", "Three", "Meet"]
    assert (await fates(stage))["Four"][0] is PostState.DROPPED


async def test_whoever_pauses_gets_it_afterwards_and_nothing_else_goes_with_it(stage: Stage) -> None:
    ana = (await joined(stage)).ana
    await ana.runs("/coffee pause until thursday")
    await owe(stage, replace(note(stage, ana, "One", worth=Worth.QUESTION), unless_away=True))
    await owe(stage, note(stage, ana, "Two", worth=Worth.EXTRA, days=3))
    await stage.until(THURSDAY, "13:59", BERLIN)
    assert not came(stage)
    await stage.until(THURSDAY, "14:00", BERLIN)
    assert came(stage) == ["Two"]


async def test_two_senders_spend_a_day_once(stage: Stage, database_url: str) -> None:
    coffee = await joined(stage)
    await coffee.chi.runs("/coffee join")
    await owe(stage, meet(stage, coffee.ana, coffee.chi), note(stage, coffee.ana, "One", worth=Worth.QUESTION))
    await owe(stage, note(stage, coffee.chi, "Two", worth=Worth.EXTRA))
    second = Database(database_url)
    async with deliverer(stage, db=second) as loop:
        await asyncio.gather(loop.run_due(), stage.now())
    second.close()
    assert came(stage) in (["Meet"], ["One", "Two"], ["Two", "One"])
    await stage.until(THURSDAY, "23:00")
    assert sorted(text for one in came(stage) for text in one.split("\n")) == ["Meet", "One", "Two"]


async def test_one_that_was_quicker_makes_the_other_wait(stage: Stage) -> None:
    coffee = await joined(stage)
    await coffee.chi.runs("/coffee join")
    await owe(stage, note(stage, coffee.chi, "One", worth=Worth.QUESTION))

    async def another_sends() -> None:
        async with deliverer(stage) as another:
            await owe(stage, meet(stage, coffee.ana, coffee.chi))
            await another.run_due()

    async with deliverer(stage, answered={OPEN: another_sends}) as loop:
        await loop.run_due()
    assert came(stage) == ["Meet"]
    assert (await spent(stage, coffee.ana), await spent(stage, coffee.chi)) == (1, 1)
    await stage.until(WEDNESDAY, "23:00")
    assert came(stage) == ["Meet", "One"]


async def test_a_slow_sender_takes_nothing_from_what_another_counted(stage: Stage) -> None:
    ana = (await joined(stage)).ana
    await owe(stage, note(stage, ana, "One", worth=Worth.QUESTION))

    async def another_takes_over() -> None:
        stage.clock.advance(LEASE)
        await stage.now()

    async with deliverer(stage, answered={OPEN: another_takes_over}) as loop:
        await loop.run_due()
    assert (came(stage), await spent(stage, ana)) == (["One"], 1)


async def test_a_part_that_is_taken_back_meanwhile_does_not_go(stage: Stage) -> None:
    ana = (await joined(stage)).ana
    texts = ("One", "Two", "Three")
    await owe(stage, *(note(stage, ana, text, worth=Worth.QUESTION) for text in texts))

    async def taken_back() -> None:
        await stage.bot.db.run(stage.bot.team_id, posts.drop_posts, ["test:note:Two"])

    async with deliverer(stage, answered={OPEN: taken_back}) as loop:
        await loop.run_due()
    assert came(stage) == ["Your week: One\nThree"]
    assert await spent(stage, ana) == 1


async def test_a_sender_that_dies_before_the_first_byte_loses_nothing_and_spends_nothing(stage: Stage) -> None:
    ana = (await joined(stage)).ana
    await owe(stage, note(stage, ana, "One", worth=Worth.QUESTION), note(stage, ana, "Two", worth=Worth.EXTRA))
    claimed = await stage.bot.db.run(stage.bot.team_id, delivery.claim_post, now=stage.clock.now())
    assert claimed is not None
    assert len(claimed.ids) == 2
    await stage.now()
    assert (came(stage), await spent(stage, ana)) == ([], 0)
    stage.clock.advance(LEASE)
    await stage.now()
    assert (came(stage), await spent(stage, ana)) == (["Your week: One\nTwo"], 1)


async def test_what_may_have_arrived_is_counted_and_what_slack_refused_is_not(stage: Stage) -> None:
    coffee = await joined(stage)
    ana, chi = coffee.ana, coffee.chi
    await chi.runs("/coffee join")
    stage.workspace.faults.add(Fault.LOST_BEFORE, method=POST)
    await owe(stage, note(stage, ana, "One", worth=Worth.QUESTION), note(stage, ana, "Two", worth=Worth.QUESTION))
    await stage.now()
    assert {text: state for text, (state, _) in (await fates(stage)).items() if text in {"One", "Two"}} == {
        "One": PostState.UNCONFIRMED,
        "Two": PostState.UNCONFIRMED,
    }
    assert (came(stage), await spent(stage, ana)) == ([], 1)
    stage.workspace.faults.add(Fault.RATE_LIMITED, method=POST, seconds=10)
    await owe(stage, note(stage, chi, "Three", worth=Worth.QUESTION))
    await stage.now()
    assert await spent(stage, chi) == 0
    stage.clock.advance(timedelta(seconds=10))
    await stage.now()
    assert (came(stage), await spent(stage, chi)) == (["Three"], 1)


async def test_what_an_admin_sends_again_is_counted_once(stage: Stage) -> None:
    ana = (await joined(stage)).ana
    stage.workspace.faults.add(Fault.LOST_BEFORE, method=POST)
    await owe(stage, note(stage, ana, "One", worth=Worth.QUESTION))
    await stage.now()
    await ana.runs("/elevenses posts")
    await ana.presses("Send again")
    await stage.now()
    assert (came(stage), await spent(stage, ana)) == (["One"], 1)
    await owe(stage, note(stage, ana, "Two", worth=Worth.QUESTION))
    await stage.now()
    assert came(stage) == ["One"]


async def test_what_slack_refuses_for_good_is_not_counted(stage: Stage) -> None:
    coffee = await joined(stage)
    ana = coffee.ana
    await owe(stage, note(stage, ana, "One", worth=Worth.QUESTION))

    async def she_is_gone() -> None:
        ana.deactivated = True

    async with deliverer(stage, answered={OPEN: she_is_gone}) as loop:
        await loop.run_due()
    assert (await fates(stage))["One"][0] is PostState.FAILED
    assert (came(stage), await spent(stage, ana)) == ([], 0)


async def test_an_introduction_that_is_on_its_way_is_not_counted_twice(stage: Stage) -> None:
    coffee = await joined(stage)
    await coffee.chi.runs("/coffee join")
    await owe(stage, meet(stage, coffee.ana, coffee.chi))

    async def another_looks() -> None:
        await owe(stage, note(stage, coffee.ana, "One", worth=Worth.EXTRA))
        await stage.now()

    async with deliverer(stage, answered={POST: another_looks}) as loop:
        await loop.run_due()
    await stage.until(WEDNESDAY, "14:00", BERLIN)
    assert came(stage) == ["Meet", "One"]


async def test_a_bundle_is_never_edited_over(stage: Stage) -> None:
    ana = (await joined(stage)).ana
    one = note(stage, ana, "One", worth=Worth.QUESTION)
    await owe(stage, one)
    changed = told("Two")
    await stage.bot.db.run(stage.bot.team_id, posts.change, one.key, changed, now=stage.clock.now())
    await stage.now()
    assert came(stage) == ["Two"]
    with pytest.raises(ValueError, match="may be a part of a bundle"):
        await stage.bot.db.run(stage.bot.team_id, posts.change, one.key, told("Three"), now=stage.clock.now())


async def test_what_came_is_forgotten_after_a_while(stage: Stage) -> None:
    ana = (await joined(stage)).ana
    await owe(stage, note(stage, ana, "One", worth=Worth.QUESTION))
    await stage.now()

    def rows(tx: Tx) -> int:
        return len(tx.scalars(select(SpentRow).where(SpentRow.team_id == tx.team_id)).all())

    assert await stage.bot.db.run(stage.bot.team_id, rows) == 1
    await ana.runs("/coffee leave")
    await stage.until(TUESDAY.date() + timedelta(days=16), "12:00")
    assert await stage.bot.db.run(stage.bot.team_id, rows) == 0
