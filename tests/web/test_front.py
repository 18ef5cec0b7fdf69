"""What reaches the bot over HTTP, and what is turned away with a 4xx and one sentence."""

import hashlib
import hmac
import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.guard import LARGEST, TurnedAwayError, check_request
from handlers.web import web_app
from tests.stage import TUESDAY, Stage

SECRET = "a signing secret"
CANARY = "canary-that-nobody-logs"
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
COMMAND = {
    "command": "/coffee",
    "text": "help",
    "team_id": "T0TEAM",
    "user_id": "U1",
    "channel_id": "C1",
    "trigger_id": "1.2.3",
    "response_url": "http://127.0.0.1:9/none",
}
PRESS = {
    "type": "block_actions",
    "team": {"id": "T0TEAM", "domain": "t"},
    "user": {"id": "U1", "team_id": "T0TEAM"},
    "trigger_id": "1.2.4",
    "container": {"type": "message", "channel_id": "C1"},
    "actions": [{"action_id": "coffee:join", "block_id": "b", "type": "button", "value": "1"}],
}
EVENT = {
    "type": "event_callback",
    "team_id": "T0TEAM",
    "event_id": "Ev1",
    "event": {"type": "app_home_opened", "user": "U1", "tab": "home"},
}


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """One kind of database is enough here."""
    return f"sqlite:///{tmp_path / 'memory.sqlite'}"


def signed(body: bytes, *, kind: str = FORM, at: float = TUESDAY.timestamp(), **changed: str) -> dict[str, str]:
    """The headers of a request that Slack signed."""
    timestamp = str(int(at))
    mac = hmac.new(SECRET.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {
        "content-type": kind,
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": f"v0={mac}",
        **{name.replace("_", "-"): value for name, value in changed.items()},
    }


def form(**fields: Any) -> bytes:
    """A form as Slack sends it."""
    return urlencode(fields).encode()


@pytest.fixture
async def front(stage: Stage) -> AsyncIterator[httpx.AsyncClient]:
    """The web app in front of the real bot."""
    web = web_app(
        app=stage.bot.app,
        db=stage.bot.db,
        team_id=stage.bot.team_id,
        signing_secret=SECRET,
        now=lambda: TUESDAY,
        ready=stage.bot.unready,
    )
    transport = httpx.ASGITransport(web, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://front") as client:
        yield client


MALFORMED: dict[str, tuple[bytes, str]] = {
    "not UTF-8": (b"\xff\xfe=1", FORM),
    "no form": (b"===&&&", FORM),
    "nothing": (b"", FORM),
    "a field twice": (form(**COMMAND) + b"&command=/x", FORM),
    "a command without a user": (form(**{k: v for k, v in COMMAND.items() if k != "user_id"}), FORM),
    "a payload that is no JSON": (form(payload="{"), FORM),
    "a payload that is a list": (form(payload="[]"), FORM),
    "a payload of an unknown type": (form(payload='{"type": "surprise"}'), FORM),
    "a press without a user": (form(payload=json.dumps({**PRESS, "user": None})), FORM),
    "a press of nothing": (form(payload=json.dumps({**PRESS, "actions": []})), FORM),
    "a press with a number for a value": (form(payload=json.dumps({**PRESS, "actions": [7]})), FORM),
    "very deep JSON": (b'{"type":' + b"[" * 50_000 + b"]" * 50_000 + b"}", JSON),
    "NaN": (b'{"type": NaN}', JSON),
    "a JSON number": (b"7", JSON),
    "an event without an id": (json.dumps({k: v for k, v in EVENT.items() if k != "event_id"}).encode(), JSON),
    "an event that is text": (json.dumps({**EVENT, "event": "x"}).encode(), JSON),
    "a lone surrogate": (
        b'{"type": "event_callback", "team_id": "\\ud800", "event_id": "E", "event": {"type": "x"}}',
        JSON,
    ),
}


@pytest.mark.parametrize("name", MALFORMED)
async def test_signed_nonsense_is_a_400(front: httpx.AsyncClient, name: str) -> None:
    body, kind = MALFORMED[name]
    answer = await front.post("/slack/events", content=body, headers=signed(body, kind=kind))
    assert answer.status_code == 400
    assert answer.text.count(".") == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"x_slack_signature": ""},
        {"x_slack_signature": "v0=" + "0" * 64},
        {"x_slack_signature": "v0=½"},
        {"x_slack_signature": "v1=" + "0" * 64},
        {"x_slack_request_timestamp": ""},
        {"x_slack_request_timestamp": "abc"},
        {"x_slack_request_timestamp": "nan"},
        {"x_slack_request_timestamp": "-1"},
        {"x_slack_request_timestamp": "1e9"},
        {"x_slack_request_timestamp": "9" * 40},
    ],
)
async def test_what_slack_did_not_sign_is_a_401_and_is_not_logged(
    front: httpx.AsyncClient, caplog: pytest.LogCaptureFixture, changed: dict[str, str]
) -> None:
    caplog.set_level(logging.DEBUG)
    body = form(**{**COMMAND, "text": CANARY})
    headers = {**signed(body), **{name.replace("_", "-"): value for name, value in changed.items()}}
    answer = await front.post(
        "/slack/events", content=body, headers=[(name.encode(), value.encode()) for name, value in headers.items()]
    )
    assert answer.status_code == 401
    assert CANARY not in caplog.text
    assert CANARY not in answer.text


@pytest.mark.parametrize("late", [-3600, -301, 301, 86400])
async def test_a_stale_or_future_signature_is_a_401(front: httpx.AsyncClient, late: int) -> None:
    body = form(**COMMAND)
    answer = await front.post("/slack/events", content=body, headers=signed(body, at=TUESDAY.timestamp() + late))
    assert answer.status_code == 401


async def test_a_body_that_was_changed_on_the_way_is_a_401(front: httpx.AsyncClient) -> None:
    headers = signed(form(**COMMAND))
    answer = await front.post("/slack/events", content=form(**{**COMMAND, "text": "leave"}), headers=headers)
    assert answer.status_code == 401


async def test_a_huge_body_is_a_413_and_another_kind_a_415(front: httpx.AsyncClient) -> None:
    huge = b"x" * (LARGEST + 1)
    assert (await front.post("/slack/events", content=huge, headers=signed(huge))).status_code == 413
    body = b"hello"
    assert (await front.post("/slack/events", content=body, headers=signed(body, kind="text/plain"))).status_code == 415
    assert (await front.get("/slack/events")).status_code == 405


async def test_what_slack_sends_passes(front: httpx.AsyncClient) -> None:
    body = form(**COMMAND)
    answer = await front.post("/slack/events", content=body, headers=signed(body))
    assert answer.status_code == 200
    assert "takes you in" in answer.text
    challenge = json.dumps({"type": "url_verification", "challenge": "abc", "token": "t"}).encode()
    answer = await front.post("/slack/events", content=challenge, headers=signed(challenge, kind=JSON))
    assert "abc" in answer.text
    check = form(ssl_check="1", token="t")
    assert (await front.post("/slack/events", content=check, headers=signed(check))).status_code == 200


async def test_a_request_that_is_replayed_has_its_effect_once(front: httpx.AsyncClient, stage: Stage) -> None:
    ana = stage.somebody("Ana")
    event = {**EVENT, "event": {"type": "app_home_opened", "user": ana.id, "tab": "home"}}
    body = json.dumps(event).encode()
    for _ in range(3):
        answer = await front.post("/slack/events", content=body, headers=signed(body, kind=JSON))
        assert answer.status_code == 200
        await stage.workspace.settled()
    assert len(stage.workspace.calls_to("views.publish")) == 1


async def test_health_is_told_without_a_trace(front: httpx.AsyncClient, stage: Stage) -> None:
    assert (await front.get("/livez")).text == "alive"
    assert (await front.get("/readyz")).json() == {"ready": True, "missing": []}
    stage.bot.stopping = True
    stopped = await front.get("/readyz")
    assert (stopped.status_code, stopped.json()["missing"]) == (503, ["stopping"])


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[bytes, str]:
    """A valid request with one part of it replaced by anything."""
    kinds: list[dict[str, Any]] = [COMMAND, PRESS, EVENT]
    whole = draw(st.sampled_from(kinds))
    changed: dict[str, Any] = {**whole, draw(st.sampled_from(sorted(whole))): draw(JSONS)}
    if whole is COMMAND:
        return form(**changed), FORM
    text = json.dumps(changed)
    return (text.encode(), JSON) if whole is EVENT else (form(payload=text), FORM)


@given(mutated() | st.tuples(st.binary(max_size=200), st.sampled_from([FORM, JSON])))
@settings(max_examples=1500, deadline=None)
def test_the_guard_passes_or_turns_away_and_nothing_else(request: tuple[bytes, str]) -> None:
    body, kind = request
    try:
        passed = json.loads(check_request(signed(body, kind=kind), body, secret=SECRET, now=TUESDAY))
        status = 200
    except TurnedAwayError as turned_away:
        passed, status = {}, turned_away.status
    assert isinstance(passed, dict)
    assert status in {200, 400, 413, 415}


@given(request=mutated())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_whatever_passes_the_guard_is_never_a_500(front: httpx.AsyncClient, request: tuple[bytes, str]) -> None:
    body, kind = request
    answer = await front.post("/slack/events", content=body, headers=signed(body, kind=kind))
    assert answer.status_code < 500
