"""Somebody is not sure yet: five questions, drafts, and nothing is kept but what they save."""

import copy
from typing import Any

import pytest
from sqlalchemy import MetaData, create_engine, select

from emulator.blockkit import problems_in_view
from emulator.model import Delivery
from emulator.payloads import slash_command
from emulator.person import Person
from tests.privacy.scene import written_in
from tests.stage import Stage

DREW, ASKED, UNDERSTAND = (
    "What drew you in lately?",
    "What do people come to you for?",
    "What would you like to understand better?",
)
HEAVY, TRY = "What felt heavy or slow lately?", "What small thing could you try?"
LEARN, HELP, WHAT, TOPIC, STEP = (
    "I want to learn",
    "I can help with",
    "A goal: to get better at",
    "Topic of the goal",
    "First small step",
)
CANARY = "zorblatt"
ANSWERS = {
    DREW: f"A talk on k8s by {CANARY}-drew",
    ASKED: f"Technical writing, {CANARY}-asked",
    UNDERSTAND: f"Query plans {CANARY}-understand",
    HEAVY: f"Long threads {CANARY}-heavy",
    TRY: f"Explain one slow query {CANARY}-try",
}


async def answers(somebody: Person, fields: dict[str, Any] | None = None) -> None:
    """Somebody answers some of the questions."""
    await somebody.runs("/learn explore")
    await somebody.fills(ANSWERS if fields is None else fields)
    await somebody.submits()


def rows(url: str) -> dict[str, list[Any]]:
    """Every row of every table."""
    engine, tables = create_engine(url), MetaData()
    with engine.connect() as connection:
        tables.reflect(connection)
        found = {table.name: [*connection.execute(select(table))] for table in tables.sorted_tables}
    engine.dispose()
    return found


async def test_five_questions_end_in_topics_and_a_goal_that_only_their_owner_sees(stage: Stage) -> None:
    ana, ben = stage.somebody("Ana"), stage.somebody("Ben")
    await ana.runs("/learn")
    await ana.presses("Not sure yet")
    ana.sees("Not knowing is normal.")
    ana.sees("Only you see this. Nothing is kept but what you save at the end")
    await ana.fills(ANSWERS)
    await ana.submits()
    ana.sees("These are drafts from your own words.")
    for draft in ("Query plans, Kubernetes", "Technical writing", ANSWERS[UNDERSTAND], ANSWERS[TRY]):
        ana.sees(draft)
    ana.does_not_see(ANSWERS[HEAVY])
    await ana.fills({LEARN: "Query plans, bees", WHAT: "Reading query plans", STEP: "Explain one slow query"})
    await ana.submits()
    ana.sees("Saved. I want to learn: Query plans, bees I can help with: Technical writing")
    ana.sees("Goal: Reading query plans · Query plans · until 19 Jan 2027 First small step: Explain one slow query")
    ana.sees("Only you see the goal; I ask once, when its time is over. Nothing else was kept.")
    await ana.closes()
    await ana.runs("/learn")
    ana.sees("Reading query plans · Query plans · until 19 Jan 2027 · seen by you alone")
    ana.sees("I want to learn: Query plans, bees")
    ana.does_not_see("[Not sure yet]  [Goals shown to me] Next: A partner")
    await ben.runs("/learn who technical writing")
    ben.sees("Technical writing: these colleagues said that they help with it.")
    await ben.runs("/learn goals")
    ben.sees("Nobody shows you a goal at the moment.")
    ben.does_not_see("Explain one slow query")


async def test_what_is_not_saved_is_nowhere(stage: Stage, database_url: str) -> None:
    ana = stage.somebody("Ana")
    await ana.runs("/learn")
    before = rows(database_url)
    await ana.runs("/learn explore")
    await ana.fills(ANSWERS)
    await ana.closes()
    assert rows(database_url) == before
    await answers(ana)
    assert rows(database_url) == before
    await ana.closes()
    assert rows(database_url) == before
    await stage.now()
    assert CANARY not in written_in(database_url)


async def test_of_what_is_saved_nothing_stays_but_what_stood_there(stage: Stage, database_url: str) -> None:
    ana = stage.somebody("Ana")
    await answers(ana)
    await ana.fills({WHAT: "", STEP: ""})
    await ana.submits()
    ana.sees("Saved. I want to learn: Query plans, Kubernetes I can help with: Technical writing")
    await ana.closes()
    await stage.now()
    kept = rows(database_url)
    assert kept["goal"] == []
    assert len(kept["stance"]) == 3
    assert CANARY not in written_in(database_url)


async def test_who_answers_nothing_or_saves_nothing_hears_that_this_is_normal(stage: Stage, database_url: str) -> None:
    ana = stage.somebody("Ana")
    before = rows(database_url)
    await answers(ana, {HEAVY: " \n "})
    ana.sees("Not knowing is normal, and nothing has to follow. `/learn who` shows what colleagues help with")
    await ana.closes()
    await answers(ana)
    await ana.fills({LEARN: "", HELP: " ,", WHAT: "", STEP: ""})
    await ana.submits()
    ana.sees("Nothing was kept. Not knowing is normal")
    assert rows(database_url) == before


async def test_saved_topics_join_those_that_were_there(stage: Stage) -> None:
    ana = stage.somebody("Ana")
    await ana.runs("/learn topics")
    await ana.fills({LEARN: "Kubernetes", "I help at most": "5 introductions a month"})
    await ana.submits()
    await ana.closes()
    await answers(ana)
    ana.does_not_see("Kubernetes")
    await ana.fills({HELP: "k8s, technical writing", WHAT: ""})
    await ana.submits()
    ana.sees(
        "I want to learn: Query plans I can help with: Technical writing Yours before, and as they were: Kubernetes"
    )
    await ana.closes()
    await ana.runs("/learn")
    ana.sees("I want to learn: Kubernetes, Query plans")
    ana.sees("Helped in 0 of 5 introductions this month.")
    await answers(ana, {HEAVY: "Long threads"})
    await ana.submits()
    ana.sees("Saved. Goal: Long threads · Long threads · until 19 Jan 2027 Only you see the goal")


async def test_a_slip_is_asked_about_and_nothing_typed_is_lost(stage: Stage) -> None:
    ana = stage.somebody("Ana")
    await answers(ana)
    await ana.fills({LEARN: "Kubernets", TOPIC: "Postgressql", STEP: "One page"})
    await ana.submits()
    ana.sees("“Kubernets”: did you mean Kubernetes?")
    ana.sees("“Postgressql”: did you mean PostgreSQL?")
    ana.sees("One page")
    await ana.fills({LEARN: "K8s"})
    await ana.submits()
    ana.sees("I want to learn: Kubernetes")
    ana.sees("Postgressql · until")


async def test_what_does_not_fit_is_told_at_its_field_and_nothing_is_kept(stage: Stage, database_url: str) -> None:
    ana = stage.somebody("Ana")
    await answers(ana)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({LEARN: "!!"}, "has no word in it"),
        ({LEARN: "bees", HELP: "x" * 61}, "is longer than 60 characters"),
        ({HELP: "Bees"}, "“Bees” is in two of these"),
        ({HELP: ", ".join(f"topic{at}" for at in range(16))}, "That is 16 topics, and 15 is the most here."),
        ({HELP: "", TOPIC: ""}, "Name its topic in a few words, or leave the goal empty."),
    ]
    for fields, told in wrong:
        await ana.fills(fields)
        await ana.submits()
        ana.sees(told)
    kept = rows(database_url)
    assert (kept["member"], kept["stance"], kept["goal"], kept["topic"]) == ([], [], [], [])
    await ana.fills({TOPIC: "bees"})
    await ana.submits()
    ana.sees("Saved. I want to learn: bees")


async def test_words_hold_no_markup(stage: Stage) -> None:
    ana = stage.somebody("Ana")
    await answers(ana, {UNDERSTAND: "<!channel> *b* & <@U1>"})
    await ana.submits()
    ana.sees("Saved.")
    ana.does_not_see("Goal: <!channel> *b*")


async def forges(somebody: Person, made: Delivery | None, fields: dict[str, str], **more: Any) -> Delivery:
    """Somebody sends a form once more, with what no field of ours would let through."""
    assert made is not None
    payload = copy.deepcopy(dict(made.payload)) | more
    values = payload["view"]["state"]["values"]
    for name, text in fields.items():
        values[name][name]["value"] = text
    payload["trigger_id"] += f"f{len(more)}"
    return await somebody.sends(payload)


@pytest.mark.parametrize("long", ["x" * 3000, "x " * 1500, "k8s, " * 600, "!" * 3000])
async def test_what_was_tampered_with_is_cut_or_refused_and_nothing_is_kept(
    stage: Stage, database_url: str, long: str
) -> None:
    ana = stage.somebody("Ana")
    before = rows(database_url)
    await ana.runs("/learn explore")
    drafts = await forges(
        ana, await ana.submits(), dict.fromkeys(("drew", "asked", "understand", "heavy", "try"), long)
    )
    assert problems_in_view(drafts.response["view"]) == ()
    await ana.closes()
    await answers(ana)
    await ana.fills(dict.fromkeys((LEARN, HELP, WHAT, TOPIC, STEP), ""))
    sent = await ana.submits()
    assert rows(database_url) == before
    refused = await forges(ana, sent, dict.fromkeys(("learn", "help", "what", "topic", "step"), long))
    assert refused.response["response_action"] == "errors"
    kept = rows(database_url)
    assert (kept["member"], kept["stance"], kept["goal"]) == ([], [], [])


async def test_who_is_of_another_workspace_is_turned_away(stage: Stage, database_url: str) -> None:
    ana = stage.somebody("Ana")
    before = rows(database_url)
    await answers(ana)
    await ana.fills(dict.fromkeys((LEARN, HELP, WHAT, TOPIC, STEP), ""))
    sent = await ana.submits()
    other = {"id": "U0OTHER", "team_id": "T0OTHER"}
    await forges(ana, sent, {"learn": "bees"}, user=other)
    assert rows(database_url) == before


async def test_who_is_not_of_this_workspace_hears_so_before_they_answer_and_a_guest_may_explore(
    stage: Stage, database_url: str
) -> None:
    ana, gus = stage.somebody("Ana"), stage.somebody("Gus", guest="multi")
    command = slash_command(ana, "/learn", "explore", stage.workspace.direct_message(ana.id))
    await answers(ana)
    await ana.fills({LEARN: "", HELP: "", WHAT: ""})
    sent = await ana.submits()
    await ana.closes()
    ana.deactivated = True
    await ana.sends(command)
    ana.sees("Only people of this workspace can set topics and goals here.")
    ana.does_not_see(DREW)
    refused = await forges(ana, sent, {"learn": "bees"})
    assert "Only people of this workspace" in str(refused.response)
    assert rows(database_url)["member"] == []
    await answers(gus)
    await gus.submits()
    gus.sees("Saved.")
