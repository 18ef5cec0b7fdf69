"""What was filled in of a team, by value."""

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest

from bot.hosts import sentences
from bot.hosts.deck import MOVES, Opens
from bot.hosts.form import NO_DAY, TeamForm, decide_team
from bot.hosts.moves import move_of, next_move_at
from bot.hosts.views import MOST_SHOWN, hosts_blocks, joined_text, learns_blocks
from bot.people import Absence, ChannelId, Person, UserId
from bot.refusal import Refusal
from bot.team import LONGEST_CHARTER, Team
from emulator.blockkit import problems_in_blocks, problems_in_view

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ANA, BEN, CHI, DEE, EVE, FAY = (
    Person(UserId(f"U{at}"), name, "Europe/Berlin")
    for at, name in enumerate(["Ana", "Ben", "Chi", "Dee", "Eve", "Fay"], start=1)
)
OUT = {absence: Person(UserId(f"X{absence}"), absence.title(), "Europe/Berlin", absence=absence) for absence in Absence}
CHOSEN = {one.id: one for one in (ANA, BEN, CHI, DEE, EVE, FAY, *OUT.values())}
FORM = TeamForm((ANA.id, BEN.id), " An hour\n on Thursdays ", "3", "15:00", "berlin", CHOSEN)
TEAM = Team(
    ChannelId("C1"),
    (ANA, BEN),
    "Europe/Berlin",
    charter="An hour on Thursdays",
    meets_on=3,
    meets_at=time(15),
    begun=int(NOW.timestamp()),
)


def decide(before: Team | None = None, people: tuple[UserId, ...] | None = None, **more: Any) -> Team | Refusal:
    return decide_team(replace(FORM, **more), ChannelId("C1"), before, people=people, now=NOW)


def test_a_team_is_as_it_was_meant_and_keeps_when_it_began() -> None:
    assert decide() == TEAM
    assert decide(replace(TEAM, begun=7, charter="")) == replace(TEAM, begun=7)
    assert decide(people=(ANA.id, BEN.id, CHI.id)) == TEAM


def test_a_team_need_not_meet_nor_say_how_it_learns() -> None:
    assert decide(charter=" ", on=NO_DAY, at="") == replace(TEAM, charter="", meets_on=None, meets_at=None)
    assert decide(charter="x" * LONGEST_CHARTER) == replace(TEAM, charter="x" * LONGEST_CHARTER)


@pytest.mark.parametrize(
    ("more", "field", "why"),
    [
        ({"hosts": ()}, "hosts", "at least one host"),
        ({"hosts": tuple(one.id for one in (ANA, BEN, CHI, DEE, EVE, FAY))}, "hosts", "5 hosts at most"),
        ({"hosts": (UserId("U99"),)}, "hosts", "This person cannot"),
        ({"hosts": (ANA.id, OUT[Absence.BOT].id)}, "hosts", "Bot is an app"),
        ({"hosts": (OUT[Absence.GONE].id,)}, "hosts", "Gone is not in this workspace any more"),
        ({"hosts": (OUT[Absence.OUTSIDE].id,)}, "hosts", "Outside is from another workspace"),
        ({"hosts": (OUT[Absence.GUEST].id,)}, "hosts", "Guest is a guest"),
        ({"people": (ANA.id,)}, "hosts", "Ben is not in that channel yet"),
        ({"charter": "x" * (LONGEST_CHARTER + 1)}, "charter", "longer than 200"),
        ({"on": "7"}, "on", "choose one"),
        ({"on": ""}, "on", "choose one"),
        ({"on": NO_DAY}, "on", "Choose the day, too"),
        ({"at": ""}, "at", "Choose the time, too"),
        ({"at": "25:61"}, "at", "Choose the time, too"),
        ({"zone": "Atlantis"}, "zone", "I do not know the zone “Atlantis”"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(more: dict[str, Any], field: str, why: str) -> None:
    done = decide(**more)
    assert isinstance(done, Refusal)
    assert (done.field, why in done.why) == (field, True), done.why


def test_every_absence_has_its_words() -> None:
    assert {sentences.cannot_host("Name", absence) for absence in Absence} != {""}


def test_all_moves_come_before_one_comes_again_and_each_has_something_behind_its_button() -> None:
    assert [move_of(given) for given in range(len(MOVES))] == list(MOVES)
    assert move_of(len(MOVES)) == MOVES[0]
    assert len({move.name for move in MOVES}) == len(MOVES)
    assert all(bool(move.how) == (move.opens is Opens.HOW) for move in MOVES)


def test_a_move_is_due_on_mondays_on_ones_own_clock() -> None:
    assert next_move_at("Asia/Tokyo", now=NOW) == datetime(2026, 11, 30, 1, tzinfo=UTC)
    monday = datetime(2026, 11, 30, 9, tzinfo=UTC)
    assert next_move_at("Europe/Berlin", now=monday) == datetime(2026, 12, 7, 9, tzinfo=UTC)


def test_many_teams_with_long_lines_stay_within_slacks_limits() -> None:
    many = [replace(TEAM, channel=ChannelId(f"C{at}"), charter="*&<" * 66) for at in range(3 * MOST_SHOWN)]
    assert len(hosts_blocks(many)) == 2 * MOST_SHOWN + 2
    assert problems_in_blocks(hosts_blocks(many), surface="home") == ()
    assert problems_in_view({"type": "home", "blocks": learns_blocks(many)}) == ()


def test_where_there_is_nothing_to_say_nothing_is_said() -> None:
    assert hosts_blocks([]) == []
    assert learns_blocks([]) == []
    assert learns_blocks([replace(TEAM, charter="")]) == []
    assert joined_text(None) == ""
    assert joined_text(replace(TEAM, charter="")) == ""
    assert joined_text(TEAM) == "\n*<#C1>:* How we learn here: An hour on Thursdays"
