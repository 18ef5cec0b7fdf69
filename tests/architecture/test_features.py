"""A feature is one name everywhere, and Slack, the manifest and the README know exactly what it listens to."""

import re
from functools import cache
from typing import Any

import pytest
import yaml

from handlers import FEATURES
from tests.architecture.listening import called_methods, heard, known_methods
from tests.architecture.sources import ROOT

NAMES = {feature.__name__.rpartition(".")[2] for feature in FEATURES}
SCOPE_OF_EVENT = {
    **dict.fromkeys(("app_home_opened", "app_uninstalled", "tokens_revoked")),
    **dict.fromkeys(("team_join", "user_change"), "users:read"),
    **dict.fromkeys(("channel_archive", "channel_deleted", "channel_left", "channel_unarchive"), "channels:read"),
    **dict.fromkeys(("group_archive", "group_deleted", "group_left", "group_unarchive"), "groups:read"),
    **dict.fromkeys(("member_joined_channel", "member_left_channel"), "channels:read"),
}


@cache
def manifest() -> Any:
    return yaml.safe_load((ROOT / "manifest.yml").read_text())


def accepted_scopes() -> dict[str, set[str]]:
    """For every method that the bot calls, the scopes of which Slack wants one."""
    return {name: known_methods()[name] for name in called_methods()}


def granted() -> set[str]:
    return set(manifest()["oauth_config"]["scopes"]["bot"])


def commands() -> set[str]:
    return {command["command"] for command in manifest()["features"]["slash_commands"]}


def test_every_handler_that_registers_is_a_feature() -> None:
    registering = {
        path.stem for path in (ROOT / "handlers").glob("*.py") if "\ndef register(app: AsyncApp) ->" in path.read_text()
    }
    assert registering == NAMES


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_feature_has_its_decisions_or_words_and_its_stories(name: str) -> None:
    assert (ROOT / "bot" / name).is_dir() or (ROOT / "bot" / f"{name}.py").is_file()
    assert any((ROOT / "tests" / name).glob("test_*.py"))


def test_whatever_has_words_for_people_is_a_feature() -> None:
    assert {path.parent.name for path in (ROOT / "bot").glob("*/views.py")} <= NAMES


def test_the_manifest_has_the_commands_and_events_that_are_listened_to() -> None:
    assert commands() == heard()["command"]
    assert set(manifest()["settings"]["event_subscriptions"]["bot_events"]) == heard()["event"]


def test_the_manifest_has_the_shortcuts_that_are_listened_to() -> None:
    taken = {"message": heard().get("message_shortcut", set()), "global": heard().get("global_shortcut", set())}
    shown = [(one["type"], one["callback_id"]) for one in manifest()["features"]["shortcuts"]]
    assert set(shown) == {(kind, name) for kind, names in taken.items() for name in names}


def test_every_button_and_form_that_people_see_is_listened_to() -> None:
    seen = "".join(path.read_text() for path in (ROOT / "tests/surfaces/golden").glob("*.json"))
    assert set(re.findall(r'"action_id": "(\w+:[^"]+)"', seen)) == heard()["action"]
    assert set(re.findall(r'"callback_id": "([^"]+)"', seen)) == heard()["view"]


def test_every_method_called_has_a_scope() -> None:
    assert {name for name, scopes in accepted_scopes().items() if scopes and not scopes & granted()} == set()


def test_every_scope_has_a_use() -> None:
    used = {"commands"} if commands() else set()
    used |= {SCOPE_OF_EVENT[event] or "" for event in heard()["event"]}
    used = used.union(*accepted_scopes().values())
    assert granted() - used == set()


def test_the_bot_cannot_read_messages() -> None:
    scopes = {scope for kind in manifest()["oauth_config"]["scopes"].values() for scope in kind}
    assert [scope for scope in scopes if scope.endswith(":history")] == []
    assert [event for event in heard()["event"] if event.startswith("message")] == []


def test_the_readme_has_every_command_and_its_words() -> None:
    readme = (ROOT / "README.md").read_text()
    for command in manifest()["features"]["slash_commands"]:
        for words in command["usage_hint"].strip("[]").split(" | "):
            assert f"`{command['command']} {words}`" in readme
