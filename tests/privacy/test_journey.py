"""Somebody looks at what is kept of them, gets all of it, and deletes themselves."""

import json
from datetime import timedelta
from typing import Any

from emulator import Fault
from emulator.person import Person
from tests.privacy.scene import TO_BEN, WORDS, full, written_in
from tests.stage import MONDAY, Stage, set_up_coffee


async def test_anybody_sees_what_is_kept_and_who_sees_it(stage: Stage) -> None:
    ben = stage.somebody("Ben")
    await ben.runs("/elevenses privacy")
    ben.sees("What is kept of you:")
    ben.sees("Everybody may see your topics.")
    await ben.presses("Who sees what")
    ben.sees("Only you:")


def copy_of(person: Person) -> dict[str, Any]:
    """The newest file that somebody got."""
    found: dict[str, Any] = json.loads(person.files[-1].content or b"")
    return found


async def gets_copy(person: Person) -> dict[str, Any]:
    """Somebody asks for everything about them."""
    await person.runs("/elevenses privacy")
    await person.presses("Everything about me")
    person.sees("Sent: a file with everything about you")
    return copy_of(person)


async def test_a_copy_has_all_that_is_theirs(stage: Stage) -> None:
    coffee = await full(stage)
    copy = await gets_copy(coffee.zor)
    text = json.dumps(copy, ensure_ascii=False)
    assert [word for word in WORDS.values() if word not in text] == []
    assert copy["about"]["for"] == coffee.zor.id
    assert next(iter(copy)) == "about"
    assert sorted(one["name"] for one in copy["introductions"][0]["people"]) == ["Ben", "Zorblatt Quux"]
    assert copy["introductions"][0]["reason"].startswith("Zorblatt")
    assert copy["people_you_would_rather_not_meet"][0]["other_id"] == {"id": coffee.chi.id, "name": "Chi"}
    assert [one["topic"] for one in copy["topics"]] == [WORDS["learn"], WORDS["topic"]]
    assert copy["programmes_you_are_in"][0]["programme"] == "Coffee"
    assert copy["you"][0]["town"] == WORDS["town"]


async def test_a_copy_of_others_has_nothing_that_somebody_keeps(stage: Stage) -> None:
    coffee = await full(stage)
    private = {name: word for name, word in WORDS.items() if name not in TO_BEN}
    for person in (coffee.ben, coffee.chi):
        text = json.dumps(await gets_copy(person), ensure_ascii=False)
        assert [word for word in private.values() if word in text] == []
    assert coffee.zor.id not in json.dumps(copy_of(coffee.chi))
    assert "avoid" not in copy_of(coffee.chi)
    ben = copy_of(coffee.ben)
    assert {one["user_id"] for one in ben["check_ins"]} == {coffee.ben.id}
    assert "state" not in ben["introductions"][0]
    assert "starter_id" not in ben["introductions"][0] or ben["introductions"][0]["starter_id"] == coffee.ben.id


async def test_somebody_whom_the_bot_hardly_knows_gets_a_copy_too(stage: Stage) -> None:
    eve = stage.somebody("Eve")
    copy = await gets_copy(eve)
    assert set(copy) == {"about"}


async def test_it_is_told_which_scope_is_missing_and_when_slack_does_not_take_it(stage: Stage) -> None:
    ben = stage.somebody("Ben")
    stage.workspace.scopes.discard("files:write")
    await ben.runs("/elevenses privacy")
    await ben.presses("Everything about me")
    ben.sees("An admin of the Slack app has to add the scope `files:write`")
    stage.workspace.scopes.add("files:write")
    stage.workspace.faults.add(Fault.INTERNAL_ERROR_BEFORE, method="files.completeUploadExternal")
    await ben.presses("Everything about me")
    ben.sees("Slack did not take the file, so nothing was sent.")
    await ben.presses("Everything about me")
    ben.sees("Sent:")
    assert len(ben.files) == 1
    await ben.repeats(2)
    assert len(ben.files) == 1


async def deletes(person: Person) -> None:
    """Somebody deletes themselves."""
    await person.runs("/elevenses privacy")
    await person.presses("Delete me")
    person.sees("cannot be undone")
    await person.submits()
    person.sees("You are deleted")
    await person.closes()


async def test_nothing_of_somebody_is_left_in_the_database(stage: Stage, database_url: str) -> None:
    coffee = await full(stage)
    assert [word for word in WORDS.values() if word not in written_in(database_url)] == []
    await deletes(coffee.zor)
    left = written_in(database_url)
    theirs = {name: word for name, word in WORDS.items() if name != "learn"}  # which Ben helps with
    assert [word for word in (*theirs.values(), coffee.zor.id, "Zorblatt") if word in left] == []


async def test_a_partner_hears_that_it_is_off_and_meets_somebody_else(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    dee = await coffee.newcomer("Dee")
    for person in (coffee.ana, coffee.ben, coffee.chi, dee):
        await person.runs("/coffee join")
    await stage.until(MONDAY, "16:00", "Europe/Berlin")
    pairs = [
        (one, other)
        for one in (coffee.ana, coffee.ben, coffee.chi, dee)
        for other in (coffee.ana, coffee.ben, coffee.chi, dee)
        if any(f"@{one.name}, meet @{other.name}" in one.reads(message) for message in one.messages)
    ]
    leaver, partner = pairs[0]
    await deletes(leaver)
    await stage.now()
    partner.sees("Not this week for Somebody who left.")
    partner.does_not_see(f"Not this week for {leaver.name}")
    await stage.until(MONDAY + timedelta(days=1), "20:00")  # one message a day
    partner.sees("Your introduction for this round cannot take place")
    await partner.opens_home()


async def test_the_others_keep_whom_they_met_and_nothing_crashes(stage: Stage) -> None:
    coffee = await full(stage)
    await coffee.ben.presses("We met")
    await deletes(coffee.zor)
    await coffee.ben.opens_home()
    coffee.ben.sees("People you have met: Somebody who left (")
    await coffee.ben.runs("/coffee")
    await coffee.ben.presses("We met")
    await coffee.ben.presses("Note a takeaway")
    coffee.ben.sees("From talking with Somebody who left.")
    await coffee.ben.closes()
    await coffee.ben.chooses("intros:more", "Not a fit")
    coffee.ben.sees("They have left, so you will not be introduced again.")
    await coffee.ben.closes()


async def test_afterwards_they_are_new(stage: Stage) -> None:
    coffee = await full(stage)
    await coffee.zor.opens_home()
    await deletes(coffee.zor)
    assert coffee.zor.home is not None
    coffee.zor.sees("You are deleted: nothing that Elevenses kept of you is left.")
    await coffee.zor.opens_home()
    coffee.zor.does_not_see(WORDS["town"])
    await coffee.zor.runs("/coffee join", channel=coffee.channel)
    coffee.zor.sees("You're in.")
    copy = await gets_copy(coffee.zor)
    assert "introductions" not in copy
    assert copy["you"][0]["town"] == ""


async def test_twice_is_once(stage: Stage, database_url: str) -> None:
    coffee = await full(stage)
    await coffee.zor.runs("/elevenses privacy")
    await coffee.zor.presses("Delete me")
    await coffee.zor.submits()
    before = written_in(database_url)
    assert all(one.status == 200 for one in await coffee.zor.repeats(2))
    await deletes(coffee.zor)
    assert before.count("gone-") == written_in(database_url).count("gone-")


async def soon(stage: Stage) -> None:
    """So much later that a channel takes the next message."""
    stage.clock.advance(timedelta(seconds=2))
    await stage.now()


async def test_whoever_looks_after_a_programme_hands_it_on(stage: Stage, database_url: str) -> None:
    coffee = await set_up_coffee(stage)
    gus = await coffee.newcomer("Gus", admin=True)
    coffee.ben.sees("Started by @Ana")
    await deletes(coffee.ana)
    assert coffee.ana.id not in written_in(database_url)
    await soon(stage)
    coffee.ben.sees("Started by @Gus")
    await deletes(gus)
    await soon(stage)
    coffee.ben.does_not_see("Started by")
    assert gus.id not in written_in(database_url)
    await gus.runs("/elevenses setup", channel=coffee.channel)
    gus.sees("Coffee")


async def test_another_admin_hears_that_they_look_after_it_now(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    gus = await coffee.newcomer("Gus", admin=True)
    await deletes(coffee.ana)
    await stage.until(MONDAY, "09:00", "Europe/Berlin")
    gus.sees("has gone, so from now on I turn to you.")


async def test_an_intro_in_which_nobody_is_left_goes(stage: Stage, database_url: str) -> None:
    coffee = await full(stage)
    await deletes(coffee.zor)
    await deletes(coffee.ben)
    assert "gone-" not in written_in(database_url)
