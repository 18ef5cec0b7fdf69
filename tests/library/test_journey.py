"""Ana shares a page, Ben finds that it helped him, and those who may not see it find nothing."""

import json
from datetime import timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from scheduling.library import run_one_due_title
from scheduling.workplace import Workplace
from tests.library.pages import leads_to, page, serving
from tests.library.scene import shares, teams
from tests.library.test_fetching import TITLE, fetcher
from tests.stage import Stage

URL = "https://example.org/query-plans"
EVERYONE = "everyone"


async def test_a_page_is_shared_with_a_team_and_found_by_its_topic_by_nobody_else(stage: Stage) -> None:
    cast = await teams(stage)
    await shares(cast.ana, f"{URL}?utm_source=mail because it has examples", topic="query plans")
    for person in (cast.ana, cast.ben, cast.gus):
        await person.runs("/learn find Query plan")
        person.sees("example.org")
        person.sees("“Short, with examples”")
        person.sees("Shared by Ana · 24 Nov 2026")
    for person in (cast.chi, cast.dee):
        await person.runs("/learn find query plans")
        person.sees("Nothing on query plans yet that you may see.")
        person.does_not_see("example.org")
        await person.runs("/learn find")
        person.does_not_see("example.org")
    assert "utm_source" not in str(cast.ben.messages)


async def test_what_everyone_may_see_guests_of_other_channels_do_not(stage: Stage) -> None:
    cast = await teams(stage)
    await shares(cast.chi, URL, topic="query plans", reach=EVERYONE)
    for person in (cast.ana, cast.ben, cast.dee):
        await person.runs("/learn find query plans")
        person.sees("Shared by Chi")
    await cast.gus.runs("/learn find query plans")
    cast.gus.does_not_see("Shared by Chi")


async def test_the_most_helpful_come_first_and_nobody_sees_whom_they_helped(stage: Stage) -> None:
    cast = await teams(stage)
    await shares(cast.ana, "https://example.org/first", topic="SQL", reach=EVERYONE)
    stage.clock.advance(timedelta(minutes=1))
    await shares(cast.ana, "https://example.net/second", topic="SQL", reach=EVERYONE)
    await cast.ben.runs("/learn find SQL")
    assert cast.ben.screen().index("example.net") < cast.ben.screen().index("example.org")
    await cast.ben.presses("Helped me: example.org")
    cast.ben.sees("helped 1, you among them")
    assert cast.ben.screen().index("example.org") < cast.ben.screen().index("example.net")
    await cast.ana.runs("/learn find SQL")
    cast.ana.sees("helped 1")
    cast.ana.does_not_see("you among them")
    cast.ana.does_not_see("Helped me")
    cast.ana.does_not_see("Ben")
    await cast.ben.presses("Take back that it helped: example.org")
    cast.ben.does_not_see("helped 1")


async def test_the_same_page_again_is_counted_and_not_doubled(stage: Stage) -> None:
    cast = await teams(stage)
    await shares(cast.ana, "http://example.org/a#part", topic="SQL")
    await cast.ben.runs("/learn share https://EXAMPLE.org/a?utm_medium=x")
    await cast.ben.fills(why="Good")
    await cast.ben.submits()
    cast.ben.sees("Ana shared this, too, so it is counted as helpful instead of standing twice.")
    await cast.ben.closes()
    await cast.ben.runs("/learn find SQL")
    cast.ben.sees("helped 1, you among them")
    await cast.ana.runs("/learn share https://example.org/a")
    await cast.ana.fills(why="Again")
    await cast.ana.submits()
    cast.ana.sees("You shared this page before, with these people.")
    await cast.ana.closes()
    await shares(cast.chi, "https://example.org/a", topic="SQL")
    await cast.chi.runs("/learn find SQL")
    cast.chi.does_not_see("helped")
    cast.chi.does_not_see("Ana")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"url": "javascript:alert(1)"}, "That is no address of a page."),
        ({"url": "https://me:secret@example.org/"}, "with no name or password in it."),
        ({"url": "ftp://example.org/"}, "That is no address of a page."),
        ({"topic": "!"}, "has no word in it"),
        ({"why": " "}, "Say in one sentence why it is worth a look."),
    ],
)
async def test_what_does_not_fit_is_said_in_the_form_and_nothing_typed_is_lost(
    stage: Stage, fields: dict[str, str], why: str
) -> None:
    cast = await teams(stage)
    await cast.ana.runs(f"/learn share {URL}")
    await cast.ana.fills({"topic": "SQL", "why": "Good", **fields})
    await cast.ana.submits()
    cast.ana.sees(why)
    await cast.ana.closes()
    await cast.ana.runs("/learn find")
    cast.ana.sees("Nothing was shared yet that you may see.")


async def test_a_slip_in_the_topic_is_asked_about_once(stage: Stage) -> None:
    cast = await teams(stage)
    await cast.ana.runs(f"/learn share {URL} Good")
    await cast.ana.fills(topic="Kubernets", reach=EVERYONE)
    await cast.ana.submits()
    cast.ana.sees("did you mean Kubernetes?")
    await cast.ana.submits()
    cast.ana.sees("Saved.")
    await cast.ana.closes()
    await cast.chi.runs("/learn find Kubernetz")
    cast.chi.sees("Did you mean Kubernets?")
    await cast.chi.presses("Look for Kubernets")
    cast.chi.sees("Shared by Ana")


async def test_ones_own_is_changed_and_removed_and_a_host_hides(stage: Stage) -> None:
    cast = await teams(stage)
    await shares(cast.ben, URL, topic="SQL")
    await cast.ben.runs("/learn find SQL")
    await cast.ben.chooses("library:menu", "Edit")
    await cast.ben.fills(why="Better than it looks")
    await cast.ben.submits()
    await cast.ben.closes()
    await cast.gus.runs("/learn find SQL")
    cast.gus.sees("“Better than it looks”")
    forged = {
        word: {
            "actions": [
                {
                    "action_id": "library:menu",
                    "block_id": "b",
                    "type": "overflow",
                    "selected_option": {"value": f"{word} 1"},
                }
            ]
        }
        for word in ("hide", "remove", "edit")
    }
    await cast.ana.runs("/learn find SQL")
    await cast.ana.chooses("library:menu", "Hide from all", forged=forged["remove"])
    cast.ana.sees("This is not there any more, so nothing was changed.")
    await shares(cast.chi, "https://example.net/", topic="SQL")
    for word in ("hide", "edit", "remove"):
        await cast.chi.runs("/learn find SQL")
        await cast.chi.chooses("library:menu", "Edit", forged=forged[word])
        cast.chi.sees("This is not there any more, so nothing was changed.")
    await cast.ana.runs("/learn find SQL")
    await cast.ana.chooses("library:menu", "Hide from all")
    cast.ana.sees("Hidden. Nobody finds it any more, and nobody is told.")
    for person in (cast.ana, cast.ben, cast.gus):
        await person.runs("/learn find SQL")
        person.sees("Nothing on SQL yet")
    await cast.chi.runs("/learn find SQL")
    await cast.chi.chooses("library:menu", "Remove")
    cast.chi.sees("Remove example.net? Nothing of it is kept")
    await cast.chi.submits()
    cast.chi.sees("Removed. Nothing of it is kept.")
    await cast.chi.closes()
    await cast.chi.runs("/learn find SQL")
    cast.chi.sees("Nothing on SQL yet")


async def test_nobody_presses_for_what_they_cannot_see(stage: Stage) -> None:
    cast = await teams(stage)
    await shares(cast.ana, URL, topic="SQL")
    await shares(cast.chi, "https://example.net/", topic="SQL")
    await cast.dee.runs("/learn find SQL")
    button = cast.dee.button("Helped me")
    for value in ("1 0 SQL", "99 0 SQL"):
        await cast.dee.presses(button, value=value)
        cast.dee.sees("This is not there any more, so nothing was changed.")
    await cast.dee.runs("/learn find SQL")
    await cast.dee.presses(cast.dee.button("Helped me"), value="x")
    cast.dee.sees("That button is out of date")
    await cast.ana.runs("/learn find SQL")
    cast.ana.does_not_see("helped 1")


async def test_many_come_in_pages(stage: Stage) -> None:
    cast = await teams(stage)
    for at in range(8):
        await shares(cast.ana, f"https://example.org/{at}", f"Page {at}", topic="SQL")
        stage.clock.advance(timedelta(minutes=1))
    await cast.ben.runs("/learn find SQL")
    cast.ben.sees("“Page 7”")
    cast.ben.does_not_see("“Page 1”")
    await cast.ben.presses("More")
    cast.ben.sees("“Page 0”")
    cast.ben.does_not_see("“Page 7”")
    await cast.ben.presses("Back")
    cast.ben.sees("“Page 7”")


async def test_the_first_link_of_a_message_is_kept_with_a_shortcut(stage: Stage) -> None:
    cast = await teams(stage)
    message = cast.ben.says("See https://example.org/a?b=1&c=2, and https://example.net/.", cast.data)
    await cast.ana.uses("Save to library", on=message)
    assert cast.ana.modal
    assert '"https://example.org/a?b=1&c=2"' in json.dumps(cast.ana.modal.body)
    await cast.ana.fills(why="Ben knows why", topic="SQL")
    await cast.ana.submits()
    cast.ana.sees("Saved.")
    await cast.ana.closes()
    await cast.ana.uses("Save to library", on=cast.ben.says("Nothing here", cast.data))
    cast.ana.sees("There is no link in this message")
    cast.ben.does_not_see("There is no link in this message")


async def test_its_title_is_asked_for_by_the_clock_and_its_host_is_shown_until_then(stage: Stage) -> None:
    cast = await teams(stage)
    async with serving(leads_to("/b"), page(TITLE)) as server:
        workplace = Workplace(stage.bot.db, AsyncWebClient("none"), stage.bot.team_id, stage.clock.now, fetcher(server))
        await shares(cast.ana, "http://page.example.org/a", topic="SQL")
        await cast.ben.runs("/learn find SQL")
        cast.ben.sees("page.example.org")
        assert server.connected == []
        assert await run_one_due_title(workplace)
        assert not await run_one_due_title(workplace)
        await cast.ben.runs("/learn find plans you")
        cast.ben.sees("Query plans & you · page.example.org · SQL")
        await cast.ben.runs("/learn find plans them")
        cast.ben.sees("Nothing on plans them yet")
        await shares(cast.ana, "http://10.0.0.5/wiki", topic="SQL")
        assert await run_one_due_title(workplace)
        await cast.ben.runs("/learn find SQL")
        cast.ben.sees("10.0.0.5")
    assert len(server.connected) == 2


async def test_where_titles_are_not_allowed_no_page_is_asked(stage: Stage) -> None:
    cast = await teams(stage)
    async with serving(page(TITLE)) as server:
        await shares(cast.ana, f"http://127.0.0.1:{server.place[1]}/", topic="SQL")
        await stage.now()
        assert server.connected == []
    await cast.ana.runs("/learn find SQL")
    cast.ana.sees(f"127.0.0.1:{server.place[1]}")


async def test_a_guest_without_a_team_cannot_share(stage: Stage) -> None:
    cast = await teams(stage)
    guest = stage.somebody("Gil", guest="single")
    await shares(cast.ana, URL, topic="SQL", reach=EVERYONE)
    await guest.runs("/learn find")
    guest.sees("Nothing was shared yet that you may see.")
    await guest.runs(f"/learn share {URL}")
    await guest.fills(why="Good")
    await guest.submits()
    guest.sees("As a guest, you share with a team")
