"""A round of coffee as the people in it live it."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from storage.coffee import RoundRow
from storage.database import Tx
from storage.intros import IntroRow
from tests.stage import FRIDAY, MONDAY, Stage, set_up_coffee


async def test_two_people_join_meet_and_are_asked_privately(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    ana, ben, chi = coffee.ana, coffee.ben, coffee.chi

    await ana.runs("/coffee join")
    ana.sees("You are in. Next round: Mon 30 Nov.")
    ben.sees(
        "Coffee with a colleague you might not meet otherwise, every week, starting Mon 30 Nov, 10:00 (Berlin time)."
    )
    await ben.presses("I'm in")
    ben.sees("You're in.")
    ana.does_not_see("Ben")

    await stage.until(MONDAY, "08:59")
    ana.does_not_see("@Ana, meet")

    await stage.until(MONDAY, "20:00")
    for person in (ana, ben):
        person.sees("@Ana, meet @Ben")
        person.sees("Why you two: you have not been introduced before, and your working days share about 2 hours.")
        person.sees("Tue 1 Dec 15:00 (Ben 09:00)")
        person.does_not_see("Did you get to talk")
    chi.does_not_see("meet @Ben")

    await stage.until(FRIDAY, "13:30", "Europe/Berlin")
    ana.does_not_see("Did you get to talk")
    await stage.until(FRIDAY, "14:00", "Europe/Berlin")
    ana.sees("Did you get to talk with Ben?")
    ben.does_not_see("Did you get to talk")
    await stage.until(FRIDAY, "14:00", "America/New_York")
    ben.sees("Did you get to talk with Ana?")

    await ana.presses("Not this time")
    ana.sees("Noted: not this time. That happens.")
    ben.does_not_see("not this time. That happens.")
    chi.does_not_see("this time")
    await ana.presses("We met")
    ana.sees("Good to hear: you met.")
    ana.does_not_see("That happens.")
    assert not [call for call in stage.workspace.calls if "history" in call.method or "replies" in call.method]
    assert not stage.workspace.failed_deliveries


async def test_an_odd_number_makes_a_trio_with_times_for_all(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.ben, coffee.chi):
        await person.runs("/coffee join")
    await stage.until(MONDAY, "20:00")
    for person in (coffee.ana, coffee.ben, coffee.chi):
        person.sees("Why you three:")
        person.sees("Tue 1 Dec 15:00 (Chi 14:00, Ben 09:00)")
        person.sees("Times are Ana's, others in brackets.")


async def test_nobody_meets_again_while_there_is_somebody_new(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    dee = await coffee.newcomer("Dee", "Europe/Paris")
    for person in (coffee.ana, coffee.ben, coffee.chi, dee):
        await person.runs("/coffee join")
    await stage.weeks(3, coffee.ana, coffee.ben, coffee.chi, dee)
    for name in ("Ben", "Chi", "Dee"):
        met = [
            one
            for one in coffee.ana.messages
            if one.text.startswith(f"Ana and {name}, meet") or one.text.startswith(f"{name} and Ana, meet")
        ]
        assert len(met) == 1, coffee.ana.screen()
    await stage.until(MONDAY + timedelta(days=21), "23:00")
    coffee.ana.sees("your last introduction was 3 rounds ago")


async def test_the_only_one_who_is_in_is_told_kindly(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join")
    await stage.until(MONDAY, "20:00")
    coffee.ana.sees("Nobody else is in coffee in #team this time. The next round is Mon 7 Dec")


async def test_a_pause_keeps_somebody_out_until_it_ends_by_itself(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.ben, coffee.chi):
        await person.runs("/coffee join")
    await coffee.chi.runs("/coffee pause")
    coffee.chi.sees("Paused until Tue 1 Dec. Nothing is asked of you until then.")
    await stage.until(MONDAY, "20:00")
    coffee.ana.sees("@Ben")
    coffee.chi.does_not_see("meet @")
    await stage.until(MONDAY + timedelta(days=7), "20:00")
    coffee.chi.sees("meet @")


async def test_a_pause_can_be_undone_at_once(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ben.runs("/coffee join")
    await coffee.ben.presses("Pause a week")
    coffee.ben.sees("Paused until Tue 1 Dec.")
    await coffee.ben.presses("Back now")
    coffee.ben.sees("Welcome back. You are in the next round.")
    coffee.ben.does_not_see("Paused until")


async def test_whoever_leaves_gets_nothing_more_and_can_come_back(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join")
    await coffee.ben.runs("/coffee join")
    await stage.until(MONDAY, "20:00")
    await coffee.ben.presses("Leave")
    coffee.ben.sees("You have left.")
    await stage.until(MONDAY + timedelta(days=7), "20:00")
    coffee.ben.does_not_see("Did you get to talk")
    coffee.ana.sees("Not this week for Ben. Ana, there is nothing to do: you hear from me.")
    coffee.ana.sees("Your introduction for this round cannot take place, and nobody else is free.")
    coffee.ana.does_not_see("Did you get to talk")
    coffee.ana.sees("Nobody else is in coffee in #team this time.")
    await coffee.ben.runs("/coffee join")
    coffee.ben.sees("You are in. Next round: Mon 14 Dec.")


async def test_who_goes_before_the_intro_is_sent_leaves_no_ghost(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join")
    await coffee.ben.runs("/coffee join")
    await stage.until(MONDAY, "10:00", "Europe/Berlin")  # Ben sleeps; the intro waits for his morning
    coffee.ana.does_not_see("meet @Ben")
    await coffee.ben.runs("/coffee leave")
    await stage.until(FRIDAY, "23:00")
    coffee.ana.does_not_see("Ben")
    coffee.ana.sees("Your introduction for this round cannot take place, and nobody else is free. You come first")
    coffee.ana.does_not_see("Did you get to talk")


async def test_somebody_whose_account_ends_is_no_longer_introduced(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.ben, coffee.chi):
        await person.runs("/coffee join")
    stage.workspace.deactivate(coffee.chi)
    await stage.until(MONDAY, "20:00")
    coffee.ana.sees("@Ben")
    coffee.ana.does_not_see("Chi")


@pytest.mark.parametrize(
    ("typed", "meant"), [("/coffee joim", "join"), ("/coffee paus", "pause"), ("/coffee laeve", "leave")]
)
async def test_a_mistyped_word_is_understood_but_not_obeyed(stage: Stage, typed: str, meant: str) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ben.runs(typed)
    coffee.ben.sees(f"Did you mean `/coffee {meant}`?")
    coffee.ben.does_not_see("You're in.")


async def test_help_and_the_empty_state_say_what_to_do(stage: Stage) -> None:
    dee = stage.somebody("Dee")
    await dee.runs("/coffee")
    dee.sees("There is no coffee here yet. A workspace admin can start one with `/elevenses setup`.")
    await dee.runs("/coffee join")
    dee.sees("There is no coffee here yet.")
    await dee.runs("/coffee leave")
    dee.sees("You are not in a coffee, so there is nothing to change.")
    await dee.runs("/coffee help")
    dee.sees("`/coffee pause 1w` pauses for a week")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("/coffee pause 2020-01-01", "A pause ends tomorrow at the earliest."),
        ("/coffee pause 2031-01-01", "A pause lasts half a year at most."),
        ("/coffee pause soon", "I could not read that."),
        ("/coffee pause 2026-13-45", "I could not read that."),
        ("/coffee pause " + "9" * 4000, "I could not read that."),
    ],
)
async def test_a_pause_that_cannot_be_is_refused_and_changes_nothing(stage: Stage, typed: str, told: str) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ben.runs("/coffee join")
    await coffee.ben.runs(typed)
    coffee.ben.sees(told)
    await coffee.ben.runs("/coffee")
    coffee.ben.sees("You are in. Next round: Mon 30 Nov.")


async def test_a_guest_is_told_that_coffee_is_for_members(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    guest = stage.somebody("Gus", guest="multi")
    await guest.joins(coffee.channel)
    await guest.presses("I'm in")
    guest.sees("Coffee is for full members of this workspace, so guests cannot join yet.")
    await coffee.ana.runs("/coffee join")
    await stage.until(MONDAY, "20:00")
    coffee.ana.sees("Nobody else is in coffee")


async def test_a_private_channels_coffee_shows_only_there(stage: Stage) -> None:
    coffee = await set_up_coffee(stage, private=True)
    dee = stage.somebody("Dee")
    await dee.runs("/coffee")
    dee.sees("There is no coffee here yet.")
    await coffee.ben.runs("/coffee join")
    coffee.ben.sees("There is no coffee here yet.")
    await coffee.ben.runs("/coffee join", channel=coffee.channel)
    coffee.ben.sees("You're in.")
    await coffee.ben.runs("/coffee")
    coffee.ben.sees("Next round: Mon 30 Nov")
    await coffee.ben.runs("/coffee leave")
    coffee.ben.sees("You have left.")


async def test_a_new_zone_moves_what_is_proposed(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    await coffee.ana.runs("/coffee join")
    await coffee.ben.runs("/coffee join")
    coffee.ben.tz = "Europe/Lisbon"
    await stage.until(date(2026, 11, 26), "12:00")
    await stage.until(MONDAY, "20:00")
    coffee.ana.sees("Tue 1 Dec 10:00 (Ben 09:00)")


def rounds_kept(tx: Tx) -> list[tuple[str | None, int | None, int | None, int | None, int | None]]:
    kept = tx.scalars(select(RoundRow).where(RoundRow.team_id == tx.team_id).order_by(RoundRow.number))
    return [(one.seed, one.value, one.bound, one.repeats, one.unavoidable) for one in kept]


def terms_kept(tx: Tx) -> list[dict[str, Any]]:
    return list(tx.scalars(select(IntroRow.terms).where(IntroRow.team_id == tx.team_id).order_by(IntroRow.id)))


async def test_how_good_a_round_is_and_what_made_its_matches_is_kept_but_nothing_private(stage: Stage) -> None:
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.ben):
        await person.runs("/coffee join")
    await coffee.ben.runs("/coffee preferences")
    await coffee.ben.presses("Change: ways, place and languages")
    await coffee.ben.fills({"Where you work": "From home"})
    await coffee.ben.submits()
    await coffee.ben.closes(all_of_them=True)
    await stage.weeks(2, coffee.ana, coffee.ben)
    first, second = await stage.bot.db.run(stage.bot.team_id, rounds_kept)
    assert first[0] == "round:1:1"
    assert first[1:] == (first[2], first[2], 0, 0)
    assert second[3:] == (1, 1)  # there was nobody else
    new, again = await stage.bot.db.run(stage.bot.team_id, terms_kept)
    assert new.keys() == {"new", "hours"}
    assert again.keys() == {"hours"}
