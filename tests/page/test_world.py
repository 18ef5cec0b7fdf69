"""The demo's server: what fails does no harm, own people are taken in, and nobody else can drive the page."""

import asyncio
import json
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import expect
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from app import HERE, serve_demo
from bot.refusal import SorryError
from emulator.demo.people_file import Colleague
from emulator.page.account import account_of
from emulator.page.acts import Wrong, do, read_act
from emulator.page.picture import picture
from emulator.page.server import Page
from emulator.page.world import World
from tests.page.browser import Tab, a_demo

TWO = (Colleague("Ada", "Europe/Paris"), Colleague("Bob", "Asia/Tokyo"))
pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def world(demo: Page) -> AsyncIterator[World]:
    """The world behind the page, with Ben in, too."""
    await acts(
        demo.world, do="write", me=_id(demo.world, "Ben"), channel=demo.world.stage.channel.id, text="/coffee join"
    )
    yield demo.world


async def acts(world: World, **act: Any) -> None:
    await do(world, read_act(json.dumps(act)))  # type: ignore[arg-type]


def _id(world: World, name: str) -> str:
    return next(one.id for one in world.stage.people if one.name == name)


async def _account(world: World) -> Any:
    seen = await world.fleet.outlook()
    assert seen is not None
    return account_of(world.workspace, seen.posts)


async def _whole(world: World, *, intros: int = 6) -> None:
    """Everybody got their introduction, each once, or an admin is told which may be missing."""
    await world.wind("hour")
    of = await _account(world)
    assert (of.twice, of.lost, of.failed) == (0, 0, 0)
    groups = [one for one in world.workspace.messages if one.channel.kind == "mpim"]
    assert len({one.channel.id for one in groups}) == len(groups)
    assert len(groups) + of.waiting + of.unconfirmed >= intros
    assert of.owed == of.arrived + of.unconfirmed + of.waiting


@pytest.mark.parametrize("how", ["slow", "refused", "dropped", "two"])
async def test_whatever_fails_nothing_is_doubled_or_lost(world: World, how: Any) -> None:
    await world.trouble(how)
    await world.wind("monday")
    await _whole(world)
    of = await _account(world)
    assert of.unconfirmed == (2 if how == "dropped" else 0)
    await world.trouble("two" if how == "two" else "calm")
    assert (len(world.fleet), world.slow) == (1, False)


async def test_a_bot_killed_in_the_midst_goes_on_where_it_was(world: World) -> None:
    await world.trouble("kill_at_post")
    await world.wind("monday")
    assert len(world.fleet) == 0
    assert (await picture(world))["account"] is None
    await world.trouble("start")
    assert (await _account(world)).waiting > 0
    await _whole(world)


async def test_a_bot_that_is_down_lets_time_pass_and_catches_up(world: World) -> None:
    await world.trouble("kill")
    with pytest.raises(AssertionError):
        _intro(world)
    await acts(world, do="wind", to="monday")
    with pytest.raises(AssertionError):
        _intro(world)
    await world.trouble("start")
    await world.trouble("start")
    assert len(world.fleet) == 1
    await acts(world, do="wind", to="friday")
    await _whole(world)
    assert _intro(world)


def _intro(world: World) -> bool:
    assert any("Why you" in str(one.blocks) for one in world.workspace.messages), "nobody was introduced"
    return True


async def test_the_account_finds_what_is_doubled_and_what_is_lost(world: World) -> None:
    await world.wind("monday")
    sent = next(one for one in world.workspace.messages if one.channel.kind == "mpim")
    world.workspace.messages.append(type(sent)(world.workspace.new_ts(), sent.channel, sent.author, sent.text))
    assert (await _account(world)).twice == 1
    world.workspace.messages.remove(sent)
    of = await _account(world)
    assert (of.twice, of.lost) == (1, 1)


async def test_eight_weeks_leave_nobody_out(world: World) -> None:
    await acts(world, do="wind", to="weeks")
    assert world.finding is not None
    assert (world.finding.weeks, world.finding.left_out, world.finding.repeats) == (8, 0, 0)
    assert world.finding.history_methods_called == world.finding.answers_seen_by_others == 0
    assert world.finding.messages_per_person_and_week <= 3
    await acts(world, do="wind", to="next")
    await world.trouble("kill")
    await acts(world, do="wind", to="next")
    assert world.busy == ""


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        ({"do": "write", "me": "U404", "channel": "C", "text": "hi"}, "There is nobody like that here."),
        ({"do": "write", "me": "Ben", "channel": "C404", "text": "hi"}, "Ben is not in that conversation."),
        ({"do": "write", "me": "Ben", "channel": "coffee", "text": "  "}, "There is nothing to send."),
        ({"do": "write", "me": "Ben", "channel": "coffee", "text": "/nothing"}, "/nothing is not a command here."),
        (
            {"do": "press", "me": "Ben", "place": {"view": "V404"}, "block": "b", "action": "a"},
            "That is no longer there.",
        ),
        (
            {"do": "press", "me": "Ben", "place": "invitation", "block": "b", "action": "a"},
            "That button is no longer there.",
        ),
        (
            {"do": "put", "me": "Ben", "place": "invitation", "block": "b", "action": "a", "value": "1"},
            "That field is no longer",
        ),
        ({"do": "submit", "me": "Ben", "view": "V404"}, "That window is closed already."),
        ({"do": "close", "me": "Ben", "view": "V404"}, "That window is closed already."),
        ({"do": "shortcut", "me": "Ben", "name": "nothing"}, "'nothing' is not in the manifest's shortcuts"),
    ],
)
async def test_what_cannot_be_done_is_told_in_a_sentence(world: World, act: dict[str, Any], sentence: str) -> None:
    invitation = next(one for one in world.workspace.messages if one.channel is world.stage.channel)
    places = {"invitation": {"channel": invitation.channel.id, "ts": invitation.ts}}
    act = {**act, "me": _id(world, "Ben") if act["me"] == "Ben" else act["me"]}
    act |= {"place": places.get(str(act["place"]), act["place"])} if "place" in act else {}
    act |= {"channel": world.stage.channel.id} if act.get("channel") == "coffee" else {}
    with pytest.raises(Wrong) as wrong:
        await acts(world, **act)
    assert str(wrong.value).startswith(sentence)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"do": "fly"}', '{"do": "wind", "to": "1999"}', '{"do": "home", "me": "U", "more": 1}']
)
async def test_a_message_that_is_no_act_is_refused(text: str) -> None:
    with pytest.raises(Wrong) as wrong:
        read_act(text)
    assert str(wrong.value).startswith("That does not fit: ")


async def test_own_people_come_in_and_a_bad_file_names_the_row(tab: Tab, tmp_path: Path) -> None:
    bad, good, other = tmp_path / "bad.csv", tmp_path / "good.csv", tmp_path / "latin.csv"
    bad.write_text("name,zone\nAda,Europe/Paris\nBob,Mars/Olympus\n")
    good.write_text("name,zone,team\nAda,Europe/Paris,One\nBob,America/Lima,Two\nCal,Asia/Tokyo,Two\n")
    other.write_bytes("name,zone\nÄda,Europe/Paris\n".encode("latin-1"))
    for path, words in (
        (bad, "bad.csv, row 3, column zone: there is no zone “Mars/Olympus”."),
        (other, "latin.csv is not UTF-8."),
    ):
        await tab.presses("Your people")
        await tab.page.get_by_label("File").set_input_files(path)
        await expect(tab.page.get_by_role("alert")).to_contain_text(words)
        await expect(tab.screen.get_by_text("I'm in")).to_be_visible()
    await tab.presses("Your people")
    await tab.page.get_by_label("File").set_input_files(good)
    await expect(tab.page.locator(".who")).to_have_count(3)
    await expect(tab.screen_of("Bob").get_by_text("I'm in")).to_be_visible()
    await tab.presses("Next Monday")
    await expect(tab.page.locator(".clock time")).to_have_text("Mon 30 Nov 23:00")


async def test_a_file_can_be_dropped_on_the_page(tab: Tab) -> None:
    await tab.page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File(["name,zone\\nAda,Europe/Paris\\nBob,Asia/Tokyo\\n"], "mine.csv"));
            document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }"""
    )
    await expect(tab.page.locator(".who")).to_have_count(2)


async def test_the_bot_is_killed_and_started_from_the_page(tab: Tab) -> None:
    await tab.page.get_by_role("tab", name="Break it").click()
    await tab.presses("Kill the bot")
    await expect(tab.page.get_by_text("The bot is down.")).to_be_visible()
    await tab.breaks_no_rule()
    await tab.types("/coffee")
    await expect(tab.screen.get_by_text("/coffee failed with the error “dispatch_failed”")).to_be_visible()
    await tab.presses("Start it again")
    await expect(tab.page.get_by_text("The bot is down.")).to_have_count(0)
    await tab.types("/coffee")
    await expect(tab.screen.get_by_text("Coffee in").last).to_be_visible()
    await expect(tab.page.get_by_text("Sent twice: 0. Lost: 0.")).to_be_visible()


async def test_no_other_site_can_read_or_drive_the_page(demo: Page) -> None:
    live, here = demo.url.replace("http", "ws") + "live", demo.url.rstrip("/")
    async with httpx.AsyncClient(trust_env=False) as client:
        page = await client.get(demo.url)
        assert page.status_code == 200
        assert "default-src 'none'; script-src 'self'" in page.headers["content-security-policy"]
        assert "unsafe" not in page.headers["content-security-policy"]
        for headers in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
            assert (await client.get(demo.url, headers=headers)).status_code == 403
        for headers in ({"Origin": here}, {"Sec-Fetch-Site": "cross-site"}):
            answer = await client.post(demo.world.workspace.base_url + "auth.test", headers=headers)
            assert answer.status_code == 403
    for origin in (None, "https://evil.example", "null"):
        with pytest.raises(WebSocketException):
            async with connect(live, origin=origin):  # type: ignore[arg-type]
                pass
    async with connect(live, origin=here) as socket:  # type: ignore[arg-type]
        assert json.loads(await socket.recv())["about"]["app"] == "Elevenses"


async def test_the_port_may_be_taken() -> None:
    async with a_demo(TWO) as served:
        port = int(served.url.rstrip("/").rpartition(":")[2])
        with pytest.raises(SorryError, match=f"Port {port} is taken."):
            await serve_demo(TWO, seed=7, port=port, show=print)


async def test_the_command_prints_the_address_and_stops_when_told() -> None:
    command = (sys.executable, "app.py", "demo", "--no-open")
    running = await asyncio.create_subprocess_exec(*command, cwd=HERE, stdout=PIPE, stderr=PIPE)
    assert running.stdout is not None
    address = (await running.stdout.readline()).decode().split()[-1]
    async with httpx.AsyncClient(trust_env=False) as client:
        assert "an emulated workspace" in (await client.get(address)).text
    running.send_signal(signal.SIGINT)
    _, told = await running.communicate()
    assert (running.returncode, told) == (0, b"")
