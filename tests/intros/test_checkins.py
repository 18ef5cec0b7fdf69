"""What people say of an introduction afterwards is theirs alone."""

from dataclasses import replace
from datetime import timedelta

from bot.intro import Answer
from bot.intros.checkin_views import checkin_message
from tests.intros.scene import introduced
from tests.stage import FRIDAY, MONDAY, Stage
from tests.surfaces.of_intros import PAIR
from tests.surfaces.scene import ANA


def test_an_answer_is_taken_though_nobody_else_is_left_in_the_introduction() -> None:
    alone = replace(PAIR, people=(ANA,))
    assert "Good to hear: you met." in checkin_message(1, alone, ANA.id, answer=Answer.MET).text


async def test_a_takeaway_is_seen_by_its_owner_alone_and_can_be_deleted(stage: Stage) -> None:
    coffee = await introduced(stage)
    await stage.until(FRIDAY, "23:00")
    coffee.ana.does_not_see("Note a takeaway")
    await coffee.ana.presses("We met")
    note = coffee.ana.button("Note a takeaway")
    await coffee.ana.presses(note)
    coffee.ana.sees("Only you ever see this, on your card.")
    await coffee.ana.fills({"What do you take away?": "Ask *Ben*   about Kafka"})
    await coffee.ana.submits()
    coffee.ana.sees("Kept.")
    await coffee.ana.closes()
    await coffee.ana.runs("/coffee")
    coffee.ana.sees("You took away from Ben:")
    coffee.ana.sees("about Kafka")
    await coffee.ben.runs("/coffee")
    coffee.ben.does_not_see("Kafka")

    await coffee.ben.presses(note)  # not his
    coffee.ben.does_not_see("Kafka")
    assert coffee.ben.modal is None
    await coffee.ana.presses("Change or delete this takeaway")
    await coffee.ana.fills({"What do you take away?": ""})
    await coffee.ana.submits()
    coffee.ana.sees("Deleted.")
    await coffee.ana.closes()
    await coffee.ana.runs("/coffee")
    assert "Kafka" not in coffee.ana.reads(coffee.ana.messages[-1])


async def test_a_form_that_was_tampered_with_keeps_nothing(stage: Stage) -> None:
    coffee = await introduced(stage)
    await stage.until(FRIDAY, "23:00")
    for person in (coffee.ana, coffee.ben):
        await person.presses("We met")
        await person.presses("Note a takeaway")
    mine, theirs = coffee.ana.modal, coffee.ben.modal
    assert mine is not None
    assert theirs is not None
    mine.body["private_metadata"] = theirs.body["private_metadata"]
    await coffee.ana.fills({"What do you take away?": "boo"})
    await coffee.ana.submits()
    coffee.ana.sees("That belongs to somebody else, so nothing was changed.")
    mine.body["private_metadata"] = "x"
    await coffee.ana.submits()
    coffee.ana.sees("out of date, so nothing was changed.")
    await coffee.ben.closes()
    await coffee.ben.runs("/coffee")
    coffee.ben.does_not_see("boo")


async def test_not_a_fit_is_noted_quietly_and_they_never_meet_again(stage: Stage) -> None:
    coffee = await introduced(stage)
    await coffee.ana.chooses("intros:more", "Not a fit")
    coffee.ana.sees("You will not be introduced again, and nobody is told.")
    await coffee.ana.submits()
    coffee.ana.sees("Noted, quietly.")
    await coffee.ana.closes()
    before = coffee.ben.screen()
    await stage.now()
    assert coffee.ben.screen() == before
    await stage.until(MONDAY + timedelta(days=8), "20:00")
    coffee.ana.does_not_see("Did you get to talk")
    coffee.ben.sees("Did you get to talk with Ana?")
    assert sum("Why you" in str(one.blocks) for one in coffee.ben.messages) == 1
    coffee.ben.sees("Nobody was free in coffee in #team this time")
    coffee.ben.does_not_see("quietly")


async def test_not_a_fit_is_offered_when_asked_and_names_whom_in_a_trio(stage: Stage) -> None:
    coffee = await introduced(stage, trio=True)
    await stage.until(FRIDAY, "23:00")
    asked = next(one for one in coffee.chi.messages if one.text.startswith("Did you get to talk"))
    menu = next(block for block in asked.blocks if block["type"] == "actions")["elements"][-1]
    assert [one["text"]["text"] for one in menu["options"]] == ["Not a fit"]
    await coffee.ana.chooses("intros:more", "Not a fit")
    await coffee.ana.submits()
    assert coffee.ana.modal is not None
    await coffee.ana.fills({"With whom": [coffee.chi.id]})
    form = coffee.ana.modal
    form.body["private_metadata"] = "999999"
    await coffee.ana.submits()
    coffee.ana.sees("That belongs to somebody else, so nothing was changed.")
    form.body["private_metadata"] = "1"
    await coffee.ana.submits()
    coffee.ana.sees("Noted, quietly.")
    await stage.until(MONDAY + timedelta(days=7), "20:00")
    assert not any(one.text.startswith(("Ana and Chi, meet", "Chi and Ana, meet")) for one in coffee.chi.messages)
    coffee.chi.does_not_see("quietly")
