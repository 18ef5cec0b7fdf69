"""Ben tells what did not work, as welcome as what did; Ana shares a closed goal as a win, if she likes."""

import pytest

from tests.library.scene import teams
from tests.library.test_journey import EVERYONE
from tests.stage import Stage

HAPPENED, SURPRISED, ADVICE = "We cached\n\nall of it", "It got slower & *colder*", "Measure first"


async def test_a_story_is_looked_at_before_it_is_saved_and_found_by_its_topic(stage: Stage) -> None:
    cast = await teams(stage)
    await cast.ben.runs("/learn story caching")
    await cast.ben.fills(kind="It did not work", happened=HAPPENED, surprised=SURPRISED, advice=ADVICE)
    await cast.ben.fills(clip="https://example.org/clip")
    await cast.ben.submits()
    cast.ben.sees("It did not work · caching · told by Ben")
    cast.ben.sees("What happened: We cached all of it")
    cast.ben.sees("It got slower &")
    cast.ben.sees("(x) My team, #data")
    await cast.ana.runs("/learn find caching")
    cast.ana.sees("Nothing on caching yet")
    await cast.ben.closes()
    await cast.ben.fills(advice="Measure twice")
    await cast.ben.submits()
    await cast.ben.submits()
    cast.ben.sees("Saved. Thank you for telling it.")
    await cast.ben.closes()
    await cast.ana.runs("/learn find cachings")
    cast.ana.sees("A story: it did not work · caching")
    await cast.ana.presses("Read it")
    cast.ana.sees("To a colleague: Measure twice")
    cast.ana.sees("To listen to: example.org")
    await cast.ana.closes()
    await cast.ana.presses("Helped me")
    cast.ana.sees("helped 1, you among them")
    await cast.chi.runs("/learn find caching")
    cast.chi.does_not_see("Ben")
    await cast.chi.presses("Tell a story")
    assert cast.chi.modal
    assert '"initial_value": "caching"' in str(cast.chi.modal.body).replace("'", '"')
    await cast.chi.closes()


async def test_a_story_of_ones_own_is_changed_and_nothing_of_it_is_lost(stage: Stage) -> None:
    cast = await teams(stage)
    await cast.ben.runs("/learn story")
    await cast.ben.fills(kind="It worked", happened=HAPPENED, advice=ADVICE, topic="SQL")
    await cast.ben.submits()
    await cast.ben.fills(reach=EVERYONE)
    await cast.ben.submits()
    await cast.ben.closes()
    await cast.ben.runs("/learn find SQL")
    await cast.ben.chooses("library:menu", "Edit")
    await cast.ben.submits()
    cast.ben.sees("What happened: We cached all of it")
    cast.ben.sees("To a colleague: Measure first")
    cast.ben.does_not_see("What surprised:")
    await cast.ben.submits()
    await cast.ben.closes()
    await cast.chi.runs("/learn find SQL")
    await cast.chi.presses("Read it")
    cast.chi.sees("To a colleague: Measure first")
    await cast.chi.closes()
    read = cast.chi.button("Read it")
    await cast.chi.presses(read, value="99")
    cast.chi.sees("This story is not there any more.")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"happened": " "}, "A few words on what happened are enough."),
        ({"clip": "http://me@example.org/"}, "with no name or password in it; or leave it empty."),
        ({"topic": "!"}, "has no word in it"),
        ({"topic": "Kubernets"}, "did you mean Kubernetes?"),
    ],
)
async def test_what_does_not_fit_is_said_in_the_form(stage: Stage, fields: dict[str, str], why: str) -> None:
    cast = await teams(stage)
    await cast.ben.runs("/learn story")
    await cast.ben.fills({"kind": "It worked", "happened": HAPPENED, **fields})
    await cast.ben.submits()
    cast.ben.sees(why)


async def test_a_preview_that_was_tampered_with_saves_nothing(stage: Stage) -> None:
    cast = await teams(stage)
    await cast.ben.runs("/learn story")
    await cast.ben.fills(kind="It worked", happened=HAPPENED, topic="SQL")
    await cast.ben.submits()
    assert cast.ben.modal
    for kept in ("0\nnothing\n\n\nx", "7\nworked\n\n\nx", "0"):
        cast.ben.modal.body["private_metadata"] = kept
        await cast.ben.submits()
        cast.ben.sees("That button is out of date")
    cast.ben.modal.body["private_metadata"] = "0\nworked\n\nSQL\nfine"
    await cast.ben.fills(reach=f"team {cast.data.id}")
    await cast.ben.submits()
    cast.ben.sees("Saved.")


async def test_a_closed_goal_is_shared_as_a_win_only_by_its_owner_who_chooses_to(stage: Stage) -> None:
    cast = await teams(stage)
    await cast.ana.runs("/learn goal reading query plans")
    await cast.ana.fills({"Topic": "query plans", "Who may see it": "Only me"})
    await cast.ana.submits()
    await cast.ana.closes()
    await cast.ana.runs("/learn")
    await cast.ana.presses("Done")
    cast.ana.sees("is done. Well done.")
    win = cast.ana.button("Share as a win")
    await cast.ana.presses(win)
    await cast.ana.fills(text=" ")
    await cast.ana.submits()
    cast.ana.sees("Say in a few words what you would like to share.")
    await cast.ana.fills(text="I read one in the review", topic="quary plans")
    await cast.ana.submits()
    cast.ana.sees("did you mean Query plans?")
    await cast.ana.fills(topic="")
    await cast.ana.submits()
    cast.ana.sees("Saved. Well done. Who may see it: My team, #data.")
    cast.ana.sees("“I read one in the review”")
    await cast.ana.closes()
    for person in (cast.ben, cast.chi):
        await person.runs("/learn goals")
        person.does_not_see("query plans")
    await cast.ben.runs("/learn find")
    cast.ben.sees("A win")
    await cast.chi.runs("/learn find")
    cast.chi.does_not_see("I read one in the review")
    await cast.ana.runs("/learn find")
    await cast.ana.chooses("library:menu", "Remove")
    await cast.ana.submits()
    cast.ana.sees("Removed. Nothing of it is kept.")
    await cast.ana.closes()
    await cast.ben.runs("/learn find")
    assert cast.ben.messages[-1].text == "Nothing was shared yet that you may see."
    await cast.ana.presses("Open again")
    await cast.ana.presses(win)
    cast.ana.sees("This goal is not closed as done or changed any more")
    await cast.chi.runs("/learn goal writing")
    await cast.chi.submits()
    await cast.chi.closes()
    await cast.chi.runs("/learn")
    await cast.chi.presses("Done")
    await cast.chi.presses(cast.chi.button("Share as a win"), value="1")
    cast.chi.sees("That button is out of date")
