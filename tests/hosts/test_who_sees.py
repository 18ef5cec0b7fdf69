"""What a team lets people see of goals, how it learns, and what others cannot see of either."""

from typing import Any

import pytest
from sqlalchemy import event, select

from bot.people import UserId
from emulator.person import Person
from storage.database import Tx
from storage.goals import GoalRow, load_shown
from storage.goals import _seen as shown_to_them  # pyright: ignore[reportPrivateUsage]
from tests.goals.test_journey import HOSTS, ME, TEAM, sets_goal
from tests.hosts.scene import CHARTER, FIELDS, a_minute, changes_team, opens_team, with_team
from tests.privacy.scene import written_in
from tests.privacy.test_journey import deletes, gets_copy
from tests.stage import MONDAY, Coffee, Stage, set_up_coffee


async def shown_to(person: Person) -> str:
    """The goals that others show somebody."""
    await person.runs("/learn goals")
    shown = person.screen()
    await person.closes()
    return shown


async def with_goals(stage: Stage) -> Coffee:
    """Ben is a host; Chi, in no coffee, has a goal for her team, one for hosts, and one for herself."""
    coffee = await with_team(stage)
    for what, seen in (("SQL", TEAM), ("Stage fright", HOSTS), ("Tango", ME)):
        await sets_goal(coffee.chi, what, topic=what, seen=seen)
    return coffee


async def test_a_team_sees_what_is_shown_to_it_and_its_hosts_more(stage: Stage) -> None:
    coffee = await with_goals(stage)
    outsider = stage.somebody("Oda")
    assert [word in await shown_to(coffee.ben) for word in ("SQL", "Stage fright", "Tango")] == [True, True, False]
    assert [word in await shown_to(coffee.ana) for word in ("SQL", "Stage fright", "Tango")] == [True, False, False]
    assert [word in await shown_to(outsider) for word in ("SQL", "Stage fright", "Tango")] == [False] * 3
    await coffee.ana.leaves(coffee.channel)
    assert "SQL" not in await shown_to(coffee.ana)
    await changes_team(coffee.ben, coffee, hosts=[coffee.chi])
    assert [word in await shown_to(coffee.ben) for word in ("SQL", "Stage fright")] == [True, False]
    await opens_team(coffee.chi, coffee)
    await coffee.chi.presses("End the team")
    await coffee.chi.closes(all_of_them=True)
    assert "SQL" not in await shown_to(coffee.ben)


async def test_a_guest_in_the_channel_sees_no_goal_by_it(stage: Stage) -> None:
    coffee = await with_goals(stage)
    guest = await coffee.newcomer("Gus", guest="multi")
    assert [word in await shown_to(guest) for word in ("SQL", "Stage fright", "Tango")] == [False] * 3


async def test_how_a_team_learns_is_told_to_who_joins_and_to_those_in_it(stage: Stage) -> None:
    coffee = await with_team(stage)
    outsider = stage.somebody("Oda")
    await coffee.chi.runs("/coffee join", channel=coffee.channel)
    coffee.chi.sees(f"#team: How we learn here: {CHARTER}")
    await coffee.chi.runs("/learn")
    coffee.chi.sees(f"#team learns like so: {CHARTER}")
    await coffee.chi.opens_home()
    assert f"learns like so:* {CHARTER}" in str(coffee.chi.home)
    await outsider.runs("/learn")
    await outsider.opens_home()
    outsider.does_not_see(CHARTER)


async def test_only_hosts_have_their_section_on_their_home_and_it_opens_the_form(stage: Stage) -> None:
    coffee = await with_team(stage)
    for person in (coffee.ana, coffee.ben, coffee.chi):
        await person.opens_home()
    coffee.ben.sees(f"For hosts: #team How we learn here: {CHARTER} Meets on Thursday, 15:00 (Berlin time).")
    for other in (coffee.ana, coffee.chi):
        other.does_not_see("For hosts:")
    await coffee.ben.presses("Change the team")
    await coffee.ben.fills({"How we learn here": "Ask first"})
    await coffee.ben.submits()
    await coffee.ben.closes()
    await a_minute(stage)
    coffee.ben.sees("For hosts: #team How we learn here: Ask first")


async def test_a_host_who_deletes_themselves_leaves_no_trace(stage: Stage, database_url: str) -> None:
    coffee = await with_team(stage)
    zor = await coffee.newcomer("Zorblatt Quux")
    await changes_team(coffee.ana, coffee, hosts=[zor, coffee.ben])
    await stage.until(MONDAY, "23:00")
    await gets_copy(zor)
    assert "teams_you_look_after" in (zor.files[-1].content or b"").decode()
    await deletes(zor)
    await a_minute(stage)
    coffee.chi.sees("This channel learns as a team. Hosts: Ben.")
    coffee.chi.does_not_see("Zorblatt")
    coffee.ana.does_not_see("has no host any more")
    assert all(trace not in written_in(database_url) for trace in ("Zorblatt", zor.id))
    await deletes(coffee.ben)
    await a_minute(stage)
    coffee.ana.sees("The team in #team has no host any more, so I turn to you.")
    await deletes(coffee.ana)


BAD = [
    ({"Hosts": "bot"}, "is an app"),
    ({"Hosts": "gone"}, "is not in this workspace any more"),
    ({"Hosts": "guest"}, "is a guest"),
    ({"Hosts": "elsewhere"}, "is not in that channel yet"),
    ({"Meets on": "No meeting"}, "Choose the day, too"),
    ({"At": None}, "Choose the time, too"),
    ({"Time zone": "Atlantis"}, "I do not know the zone “Atlantis”"),
]


@pytest.mark.parametrize(("fields", "why"), BAD)
async def test_what_cannot_be_is_said_in_the_form_and_nothing_is_lost(
    stage: Stage, fields: dict[str, str | None], why: str
) -> None:
    coffee = await set_up_coffee(stage)
    people = {
        "bot": stage.somebody("Robo", bot=True),
        "gone": stage.somebody("Gil", deactivated=True),
        "guest": await coffee.newcomer("Gus", guest="multi"),
        "elsewhere": stage.somebody("Eli"),
    }
    chosen = {label: [people[value]] if value in people else value for label, value in fields.items()}
    await opens_team(coffee.ana, coffee)
    await coffee.ana.fills({"Hosts": [coffee.ben], **FIELDS, **chosen})
    await coffee.ana.submits()
    coffee.ana.sees(why)
    coffee.ana.sees(CHARTER)
    await coffee.ana.fills({"Hosts": [coffee.ben], **FIELDS, "Time zone": "Lisbon"})
    await coffee.ana.submits()
    coffee.ana.sees("Saved: looked after by Ben.")


async def test_a_forged_form_changes_nothing(stage: Stage) -> None:
    coffee = await with_team(stage)
    await coffee.ben.runs("/elevenses setup", channel=coffee.channel)
    button = coffee.ben.button("Change the team")
    await coffee.chi.runs("/learn")
    for value in ("D1", "C" * 40, "CNOWHERE"):
        await coffee.ben.presses(button, value=value)
    coffee.ben.sees("You are no host of that team, so nothing was changed.")
    assert coffee.ben.modal is None or coffee.ben.modal.title != "A team"


async def test_an_archived_channel_cannot_be_changed_and_the_form_says_so(stage: Stage) -> None:
    coffee = await with_team(stage)
    await opens_team(coffee.ben, coffee)
    coffee.channel.is_archived = True
    await coffee.ben.submits()
    coffee.ben.sees("That channel is archived, so nothing was saved.")
    coffee.channel.is_archived = False
    coffee.channel.members.clear()
    await coffee.ben.submits()
    coffee.ben.sees("I am not in that channel yet.")


async def test_however_many_teams_there_are_goals_are_found_by_one_question_and_its_indexes(stage: Stage) -> None:
    coffee = await with_goals(stage)
    before = await asked_for(stage, coffee.ben)
    for at in range(6):
        channel = stage.workspace.add_channel(f"more-{at}", members=[coffee.ana, coffee.ben, coffee.chi])
        await coffee.ana.runs("/elevenses setup", channel=channel)
        await coffee.ana.presses("Name hosts")
        await coffee.ana.fills({"Hosts": [coffee.ben]})
        await coffee.ana.submits()
        await coffee.ana.closes(all_of_them=True)
    await a_minute(stage)
    after = await asked_for(stage, coffee.ben)
    assert len(after) == len(before)
    if stage.bot.db.engine.dialect.name == "sqlite":
        plan = await stage.bot.db.run(stage.bot.team_id, explained, UserId(coffee.ben.id))
        assert [line for line in plan if line.startswith("SCAN")] == [], plan


async def asked_for(stage: Stage, person: Person) -> list[str]:
    """The statements that it takes to find the goals that others show somebody."""
    said: list[str] = []

    def note(_line: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.append(statement)

    def look(tx: Tx) -> None:
        event.listen(tx.connection(), "before_cursor_execute", note)
        load_shown(tx, UserId(person.id), limit=15)

    await stage.bot.db.run(stage.bot.team_id, look)
    return said


def explained(tx: Tx, user_id: UserId) -> list[str]:
    """How SQLite finds them."""
    wanted = select(GoalRow.id).where(GoalRow.team_id == tx.team_id, shown_to_them(tx, user_id))
    compiled = wanted.compile(tx.get_bind(), compile_kwargs={"literal_binds": True})
    return [row[3] for row in tx.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}")]
