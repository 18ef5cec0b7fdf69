"""What goes wrong in a text swap: other people's questions, forms that were tampered with, answers that do not fit."""

import copy

import pytest

from bot.intro import START_SWAP
from bot.swaps import views
from emulator.faults import Fault
from emulator.person import Person
from tests.stage import Stage
from tests.swaps.begun import FRIDAY, answers, begun, introduced, soon


async def forges(person: Person, action: str, value: str) -> None:
    """Send the bot a press of a button that this person does not have."""
    made = {"action_id": action, "block_id": "b", "type": "button", "value": value, "action_ts": "1.2"}
    await person.runs("/coffee join")
    await person.presses("Preferences", forged={"actions": [made]})


@pytest.mark.parametrize("action", [views.ANSWER, views.ANOTHER, views.SKIP, views.BACK, START_SWAP])
async def test_what_does_not_belong_to_somebody_changes_nothing(stage: Stage, action: str) -> None:
    coffee = await begun(stage)
    ana, ben, chi = coffee.ana, coffee.ben, coffee.chi
    before = ana.screen(), ben.screen()
    value = ana.button("Text swap" if action == START_SWAP else "Answer").element["value"]
    for one in (value, "999999"):
        await forges(chi, action, one)
        chi.sees("That belongs to somebody else, so nothing was changed.")
        chi.does_not_see("small good thing")
    await soon(stage)
    assert (ana.screen(), ben.screen()) == before


async def test_a_form_that_was_tampered_with_is_refused(stage: Stage) -> None:
    coffee = await begun(stage)
    await coffee.ana.presses("Answer")
    await coffee.ana.fills({"Your answer": "Mine"})
    sent = await coffee.ana.submits()
    assert sent is not None
    for number, carried in enumerate(("", "1", "1 2 3", "x 0", "999999 0", "1 9")):
        forged = copy.deepcopy(sent.payload)
        forged["view"]["private_metadata"] = carried
        forged["trigger_id"] += f"f{number}"
        answer = await coffee.chi.sends(forged)
        assert "errors" in str(answer.response)
    await soon(stage)
    coffee.ana.sees("You wrote: Mine")


@pytest.mark.parametrize(("text", "told"), [("   ", "Write a few words"), ("x" * 3001, "within 3000 characters")])
async def test_nothing_and_too_much_are_told_at_the_field(stage: Stage, text: str, told: str) -> None:
    coffee = await begun(stage)
    ana = coffee.ana
    await ana.presses("Answer")
    view = ana.modal
    assert view is not None
    await ana.fills({"Your answer": "Right"})
    delivery = await ana.submits()
    assert delivery is not None
    payload = delivery.payload
    payload["view"]["state"]["values"]["answer"]["answer"]["value"] = text
    payload["trigger_id"] += "x"
    forged = await ana.sends(payload)
    assert told in str(forged.response)


async def test_whoever_has_left_can_begin_nothing(stage: Stage) -> None:
    coffee = await introduced(stage)
    await stage.until(FRIDAY, "23:00")  # they have been asked whether they met
    await coffee.ana.runs("/coffee leave")
    await coffee.ben.presses("Text swap")
    coffee.ben.sees("There is nobody to swap with in this introduction any more.")
    await soon(stage)
    coffee.ana.does_not_see("Text swap with")


@pytest.mark.parametrize("ends", [False, True])
async def test_a_question_is_sent_again_as_long_as_its_swap_goes_on(stage: Stage, *, ends: bool) -> None:
    coffee = await introduced(stage)
    stage.workspace.faults.add(Fault.LOST_BEFORE, method="chat.postMessage", times=2)
    await coffee.ana.presses("Text swap")
    await soon(stage)
    await coffee.ana.runs("/elevenses posts")
    coffee.ana.sees("A question of a text swap, Mon 30 Nov 16:00: unconfirmed")
    again = coffee.ana.button("Send again")
    if ends:
        await coffee.ben.presses("Not this week")
        await soon(stage)
    await coffee.ana.presses(again)
    coffee.ana.sees("Not sent again" if ends else "It is on its way again.")
    await soon(stage)
    asked = [one for person in (coffee.ana, coffee.ben) for one in person.messages if "1 of 3" in one.text]
    assert len(asked) == (not ends)


async def test_answers_that_are_kept_are_sent_again(stage: Stage) -> None:
    coffee = await begun(stage)
    await stage.until(FRIDAY, "16:00", "Europe/Berlin")
    await answers(stage, coffee.ana, "Third of Ana")
    stage.workspace.faults.add(Fault.LOST_BEFORE, method="chat.postMessage")
    await answers(stage, coffee.ben, "Third of Ben")
    await coffee.ana.runs("/elevenses posts")
    await coffee.ana.presses("Send again")
    await soon(stage)
    coffee.ana.sees("Third of Ben")


async def test_a_shown_answer_stays_as_it_is(stage: Stage) -> None:
    coffee = await begun(stage)
    await answers(stage, coffee.ana, "Mine")
    old = coffee.ana.button("Change my answer"), coffee.ana.button("Take it back")
    await answers(stage, coffee.ben, "Yours")
    for button in old:
        await coffee.ana.presses(button)
        coffee.ana.sees("The answers to this one are shown already, so it stays as it is.")
    coffee.ben.sees("Mine")
