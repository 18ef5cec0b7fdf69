"""Two weeks after an introduction each of the two may write one line to whoever brought it about."""

from tests.brokering.scene import Three, proposes, three
from tests.stage import Stage

QUESTION = "Kim introduced you to Eli two weeks ago. One line back?"


async def introduced(stage: Stage) -> Three:
    """Both said yes, and two weeks have passed."""
    on = await three(stage)
    await proposes(on)
    await on.days()
    await on.ana.presses("Yes, ask Eli")
    await on.days(1)
    await on.eli.presses("Happy to")
    await on.days(18)
    return on


async def test_a_line_goes_to_the_broker_as_it_was_written_and_nothing_else_does(stage: Stage) -> None:
    on = await introduced(stage)
    on.ana.sees(QUESTION)
    on.eli.sees("Kim introduced you to Ana two weeks ago. One line back?")
    await on.ana.presses("Write a line")
    on.ana.sees("They see it as yours: Ana. Nobody else does.")
    await on.ana.fills({"To Kim": "It helped a lot"})
    await on.ana.submits()
    on.ana.sees("Sent. Thank you; it is good to hear what became of it.")
    await on.ana.closes()
    await on.eli.presses("Rather not")
    on.eli.sees("Fine. Nobody is told.")
    await on.days(8)
    on.kim.sees("Ana, whom you introduced to Eli: “It helped a lot”")
    on.kim.sees("Ana wanted you to have this line. A word of thanks is welcome.")
    assert len([one for one in on.kim.messages if "whom you introduced" in one.text]) == 1
    on.kim.does_not_see("Rather not")
    on.eli.does_not_see("It helped")


async def test_a_line_is_written_once_and_by_whom_was_asked(stage: Stage) -> None:
    on = await introduced(stage)
    write = on.ana.button("Write a line")
    await on.kim.presses(write)
    assert on.kim.modal is None
    await on.ana.presses(write)
    await on.ana.fills({"To Kim": "   "})
    await on.ana.submits()
    on.ana.sees("Write a few words first, or close this.")
    await on.ana.fills({"To Kim": "Good talk"})
    await on.ana.submits()
    await on.ana.closes()
    await on.ana.presses(write)
    on.ana.sees("You have answered this. Nothing was sent.")
    await on.eli.presses("Write a line")
    late = on.eli.button("Rather not")
    await on.eli.fills({"To Kim": "Thanks"})
    await on.eli.presses(late)
    await on.eli.submits()
    on.eli.sees("You have answered this. Nothing was sent.")
    await on.days(3)
    assert [one.text for one in on.kim.messages if "whom you introduced" in one.text] == [
        "Ana, whom you introduced to Eli: “Good talk”"
    ]


async def test_nobody_is_asked_where_one_skipped(stage: Stage) -> None:
    on = await three(stage)
    await proposes(on)
    await on.days()
    await on.ana.presses("Yes, ask Eli")
    await on.days(1)
    await on.eli.presses("Happy to")
    await on.days(1)
    await on.ana.presses("Not this week")
    await on.days(18)
    for person in (on.ana, on.eli):
        person.does_not_see("One line back?")
    on.kim.does_not_see("Not this week")
