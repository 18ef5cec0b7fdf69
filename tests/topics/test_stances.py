"""All topics of one person at once, by value."""

from datetime import UTC, datetime

import pytest

from bot.people import Person, UserId
from bot.refusal import Refusal
from bot.topic import Doubt, Topic
from bot.topics.stances import MOST, Stance, Stances, TopicsForm, decide_stances, decide_want
from bot.topics.who import WhoFacts, find_helpers

BERLIN = "Europe/Berlin"
KNOWN = {"query plan": Topic(1, "Query plans")}


def form(learn: str = "", helps: str = "", curious: str = "", **more: str) -> TopicsForm:
    typed = {Stance.LEARN: learn, Stance.HELP: helps, Stance.CURIOUS: curious}
    return TopicsForm(typed, more.get("cap", "3"), tuple(more.get("asked", "").split("|")))


def test_topics_are_read_with_commas_or_lines_between_them_each_once() -> None:
    found = decide_stances(form("query plan, Rust;rust lang\n Query  Plans,", "k8s"), KNOWN)
    assert found == Stances(
        {
            Stance.LEARN: (Topic(1, "Query plans"), Topic(0, "Rust")),
            Stance.HELP: (Topic(0, "Kubernetes"),),
            Stance.CURIOUS: (),
        }
    )


def test_nothing_is_a_fine_answer() -> None:
    found = decide_stances(form(cap="1"), KNOWN)
    assert isinstance(found, Stances)
    assert (found.any, found.cap, found.keys) == (False, 1, frozenset())


@pytest.mark.parametrize(
    ("sent", "field", "why"),
    [
        (form("Rust", "rust lang"), Stance.HELP, "“Rust” is in two of these"),
        (form(curious="x" * 61), Stance.CURIOUS, "longer than 60 characters"),
        (form("!!"), Stance.LEARN, "has no word in it"),
        (form(", ".join(f"topic{at}" for at in range(MOST + 1))), Stance.LEARN, "16 topics, and 15 is the most"),
        (form(cap="4"), "cap", "choose one of these"),
    ],
)
def test_what_cannot_be_meant_is_told_at_its_field(sent: TopicsForm, field: str, why: str) -> None:
    refused = decide_stances(sent, KNOWN)
    assert isinstance(refused, Refusal)
    assert refused.field == field
    assert why in refused.why


def test_a_slip_is_asked_about_once() -> None:
    assert decide_stances(form("Kubernets, Rust"), KNOWN) == Doubt({"Kubernets": Topic(0, "Kubernetes")})
    kept = decide_stances(form("Kubernets, Rust", asked="kubernet"), KNOWN)
    assert isinstance(kept, Stances)
    assert [topic.name for topic in kept.of(Stance.LEARN)] == ["Kubernets", "Rust"]


def test_one_more_topic_is_wanted_once_and_only_where_there_is_room() -> None:
    some = Stances({Stance.HELP: (Topic(0, "Rust"),)}, 5)
    wanted = decide_want(some, Topic(1, "Query plans"))
    assert isinstance(wanted, Stances)
    assert (wanted.of(Stance.LEARN), wanted.of(Stance.HELP), wanted.cap) == (
        (Topic(1, "Query plans"),),
        some.of(Stance.HELP),
        5,
    )
    assert decide_want(wanted, Topic(0, "rust")) is wanted
    full = Stances({Stance.LEARN: tuple(Topic(0, f"topic{at}") for at in range(MOST))})
    assert isinstance(decide_want(full, Topic(1, "Query plans")), Refusal)


def test_whom_i_can_help_in_turn_comes_first_then_hours_then_who_has_most_left() -> None:
    monday = datetime(2026, 11, 30, tzinfo=UTC)
    zones = {"Ana": "America/New_York", "Ben": BERLIN, "Chi": "Pacific/Auckland", "Dee": BERLIN, "Eve": BERLIN}
    some = tuple(Person(UserId(name), name, zone) for name, zone in zones.items())
    facts = WhoFacts(
        asker=Person(UserId("Me"), "Me", BERLIN),
        mine=frozenset({"Rust"}),
        avoids=frozenset({UserId("Eve")}),
        people=(*some, Person(UserId("Me"), "Me", BERLIN), Person(UserId("Full"), "Full", BERLIN)),
        wants={"Chi": frozenset({"Rust", "Git"})},
        helped={"Full": 1, "Ben": 1},
        caps=dict.fromkeys((*zones, "Me"), 3) | {"Full": 1},
    )
    found = find_helpers(facts, now=monday)
    assert [(one.person.name, one.hours, one.wants, one.left) for one in found] == [
        ("Chi", 0, ("Rust",), 3),
        ("Dee", 8, (), 3),
        ("Ben", 8, (), 2),
        ("Ana", 2, (), 3),
    ]
