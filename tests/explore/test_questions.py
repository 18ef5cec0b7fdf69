"""What the answers propose, and what is kept of it, by value."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.explore.questions import Drafts, Kept, Question, decide_kept, draft
from bot.goals.form import LONGEST
from bot.goals.goal import MOST as MOST_GOALS
from bot.goals.goal import Goal, SeenBy, Slot
from bot.people import UserId
from bot.refusal import Refusal
from bot.topic import LONGEST as LONGEST_TOPIC
from bot.topic import Doubt, Topic, find_topic, topics_in
from bot.topics.stances import MOST, NO_STANCES, Stance, Stances

NOW = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)  # the 25th in Berlin
SLOT = Slot("Europe/Berlin")
ANA = UserId("U1")
BUDGET, PLANS = Topic(1, "Budget talks"), Topic(2, "Query plans")
KNOWN = {"budget talk": BUDGET, "query plan": PLANS, "ship it": Topic(3, "Continuous delivery")}
MINE = Stances({Stance.LEARN: (PLANS,), Stance.CURIOUS: (Topic(0, "Rust"),)}, 5)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I read QUERY PLANS, slowly; and query-plan again", ["Query plans"]),
        ("we ship it with k8s", ["Continuous delivery", "Kubernetes"]),
        ("product management is more than management", ["Product management"]),
        ("sqlite and subquery plans", []),
        ("I go and react", []),
        ("Go, React and c++", ["Go", "React", "C++"]),
        ("", []),
    ],
)
def test_topics_occur_in_a_text_as_whole_words(text: str, names: list[str]) -> None:
    assert [topic.name for topic in topics_in(text, KNOWN)] == names


@pytest.mark.parametrize("answers", [{}, dict.fromkeys(Question, " \n"), {Question.DREW: "…!"}])
def test_where_nothing_is_answered_nothing_is_proposed(answers: dict[Question, str]) -> None:
    assert draft(answers, NO_STANCES, KNOWN) is None


def test_known_topics_are_proposed_by_what_was_asked_and_the_goal_in_their_own_words() -> None:
    answers = {
        Question.DREW: "a talk on budget talks",
        Question.ASKED: "query plans, Kubernetes",
        Question.UNDERSTAND: "how\nRust and k8s go",
        Question.HEAVY: "giving feedback",
        Question.TRY: "Sit in on one interview",
    }
    assert draft(answers, NO_STANCES, KNOWN) == Drafts(
        learn="Rust, Budget talks, Feedback",
        help="Query plans, Kubernetes",
        what="how Rust and k8s go",
        topic="Rust",
        step="Sit in on one interview",
    )


def test_what_is_theirs_already_is_not_proposed_again() -> None:
    answers = {Question.ASKED: "Rust", Question.UNDERSTAND: "query plans"}
    assert draft(answers, MINE, KNOWN) == Drafts(what="query plans", topic="Query plans")


@pytest.mark.parametrize(
    ("answers", "drafts"),
    [
        ({Question.ASKED: "calming meetings, and more"}, Drafts(help="calming meetings")),
        (
            {Question.UNDERSTAND: "why our prices are made as they are, today"},
            Drafts(
                learn="why our prices are made as",
                what="why our prices are made as they are, today",
                topic="why our prices are made as",
            ),
        ),
        ({Question.DREW: "!, bees"}, Drafts(learn="bees", what="!, bees", topic="bees")),
        ({Question.HEAVY: "long threads"}, Drafts(what="long threads", topic="long threads")),
        ({Question.TRY: "ask Ben"}, Drafts(what="ask Ben", topic="ask Ben")),
        ({Question.UNDERSTAND: f"x{'y' * 58} zzzz"}, None),
        ({Question.DREW: "z" * 3000}, Drafts(what="z" * LONGEST)),
    ],
    ids=["asked", "understand", "drew", "heavy", "try", "long words", "one very long word"],
)
def test_where_no_topic_is_known_the_first_words_are_a_draft(
    answers: dict[Question, str], drafts: Drafts | None
) -> None:
    first = f"x{'y' * 58}"
    assert draft(answers, NO_STANCES, KNOWN) == (drafts or Drafts(learn=first, what=f"{first} zzzz", topic=first))


def decide(mine: Stances = MINE, *, live: int = 0, asked: tuple[str, ...] = (), **texts: str) -> Any:
    return decide_kept(Drafts(**texts), mine, KNOWN, SLOT, owner=ANA, live=live, asked=asked, now=NOW)


def test_topics_are_added_to_theirs_which_stay_as_they_were() -> None:
    kept = decide(learn="budget talk, Query plan, bees", help="k8s, Rust")
    added = {
        Stance.LEARN: (BUDGET, Topic(0, "bees")),
        Stance.HELP: (find_topic("k8s", KNOWN),),
    }
    topics = {Stance.LEARN: (PLANS, *added[Stance.LEARN]), Stance.HELP: added[Stance.HELP]}
    stances = replace(MINE, topics=topics | {Stance.CURIOUS: MINE.of(Stance.CURIOUS)})
    assert kept == Kept(stances, added, (PLANS, Topic(0, "Rust")), None)


def test_a_goal_is_for_its_owner_alone_and_is_asked_about_once_at_its_end() -> None:
    kept = decide(what=" how  Rust works", topic="rust", step=" one page ", help=" , ")
    assert kept.stances == replace(MINE, topics={Stance.HELP: (), **MINE.topics})
    assert kept.goal == Goal(
        0,
        ANA,
        "Rust",
        "how Rust works",
        date(2027, 1, 20),
        step="one page",
        seen_by=SeenBy.ME,
        every_weeks=0,
        ask_at=datetime(2027, 1, 20, 9, tzinfo=UTC),
    )


def test_topic_and_step_of_a_goal_that_is_empty_are_not_kept() -> None:
    assert decide(topic="rust", step="one page").goal is None


@pytest.mark.parametrize(
    ("texts", "field", "why"),
    [
        ({"learn": "!!"}, "learn", "no word"),
        ({"help": "x" * 61}, "help", "longer than 60"),
        ({"learn": "bees", "help": "Bees"}, "help", "in two of these"),
        ({"learn": ",".join(f"topic{at}" for at in range(MOST))}, "learn", f"That is {MOST + 1} topics"),
        ({"help": ",".join(f"topic{at}" for at in range(MOST + 1))}, "help", f"That is {MOST + 1} topics"),
        ({"what": "x"}, "topic", "Name its topic"),
        ({"what": "x", "topic": "!"}, "topic", "no word"),
        ({"what": "x" * 3000, "topic": "bees"}, "what", "longer than 300"),
        ({"what": "x", "topic": "bees", "step": "x" * 3000}, "step", "longer than 300"),
        ({"what": "x", "topic": "bees", "live": MOST_GOALS}, "what", "You have 12 goals"),
        ({"learn": "Kubernets", "what": "x"}, "topic", "Name its topic"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_at_its_field(texts: dict[str, Any], field: str, why: str) -> None:
    refused = decide(**texts)
    assert isinstance(refused, Refusal)
    assert refused.field == field
    assert why in refused.why


def test_who_has_very_many_topics_may_name_one_of_them_again() -> None:
    full = Stances({Stance.LEARN: tuple(Topic(at, f"topic{at}") for at in range(MOST))})
    kept = decide(full, learn="topic3")
    assert (kept.stances.of(Stance.LEARN), kept.had) == (full.of(Stance.LEARN), (Topic(0, "topic3"),))


def test_slips_in_topics_and_in_the_goal_are_asked_about_together_and_once() -> None:
    doubt = decide(learn="Kubernets", what="x", topic="Postgressql")
    assert doubt == Doubt({"Kubernets": Topic(0, "Kubernetes"), "Postgressql": Topic(0, "PostgreSQL")})
    asked = ("kubernet", "postgressql")
    kept = decide(learn="Kubernets", what="x", topic="Postgressql", asked=asked)
    assert kept.goal.topic == "Postgressql"
    assert [topic.name for topic in kept.added[Stance.LEARN]] == ["Kubernets"]
    assert isinstance(decide(what="x", topic="Postgressql", asked=("kubernet",)), Doubt)


def test_the_longest_drafts_fit_into_their_fields() -> None:
    known = {f"{at:02} {'x' * 50}": Topic(at, f"{at:02} {'x' * 50}") for at in range(20)}
    text = " ".join(known)
    drafts = draft({Question.ASKED: text, Question.DREW: text}, NO_STANCES, known)
    assert drafts is not None
    assert all(len(part) <= LONGEST_TOPIC for part in drafts.help.split(", "))
    assert len(drafts.what) <= LONGEST
