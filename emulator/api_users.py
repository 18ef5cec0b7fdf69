"""Who is who: people, the team, and the bot itself."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from emulator.methods import Refused, answers
from emulator.model import Json
from emulator.pages import MOST, page_of
from emulator.people import user_object

if TYPE_CHECKING:
    from emulator.workspace import Workspace


@answers("api.test")
def api_test(_: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """Say the arguments back, or fail as asked."""
    if "error" in arguments:
        raise Refused(arguments["error"], args=dict(arguments))
    return {"args": dict(arguments)}


@answers("auth.test")
def auth_test(workspace: "Workspace", _: Mapping[str, Any]) -> Json:
    """Say whose token it is."""
    told: Json = {
        "url": f"https://{workspace.domain}.slack.example/",
        "team": workspace.name,
        "user": workspace.people[workspace.bot_user_id].handle,
        "team_id": workspace.team_id,
        "user_id": workspace.bot_user_id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }
    if workspace.enterprise_id is not None:
        told["enterprise_id"] = workspace.enterprise_id
    return told


@answers("users.info")
def users_info(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """Describe one person."""
    person = workspace.people.get(arguments["user"])
    if person is None:
        raise Refused("user_not_found")
    return {"user": user_object(person, include_locale=bool(arguments.get("include_locale")))}


@answers("users.list")
def users_list(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """List the people of the workspace and those it shares a channel with, page by page."""
    people = [each for each in workspace.people.values() if not each.is_stranger]
    page, more = page_of(people, arguments, default=MOST, epoch=workspace.cursor_epoch)
    with_locale = bool(arguments.get("include_locale"))
    told = [user_object(each, include_locale=with_locale) for each in page]
    return {"members": told, "cache_ts": int(workspace.clock.now().timestamp()), **more}


@answers("team.info")
def team_info(workspace: "Workspace", arguments: Mapping[str, Any]) -> Json:
    """Describe the workspace."""
    if arguments.get("team", workspace.team_id) != workspace.team_id:
        raise Refused("team_not_found")
    team: Json = {
        "id": workspace.team_id,
        "name": workspace.name,
        "domain": workspace.domain,
        "url": f"https://{workspace.domain}.slack.example/",
        "email_domain": "",
        "icon": {"image_default": True},
    }
    if workspace.enterprise_id is not None:
        team |= {"enterprise_id": workspace.enterprise_id, "enterprise_name": workspace.name}
    return {"team": team}


@answers("apps.connections.open")
def apps_connections_open(workspace: "Workspace", _: Mapping[str, Any]) -> Json:
    """Hand out a ticket for one Socket Mode connection."""
    ticket = workspace.new_id("ticket")
    workspace.tickets.add(ticket)
    url = workspace.base_url.replace("http://", "ws://").removesuffix("api/")
    return {"url": f"{url}link/?ticket={ticket}&app_id={workspace.app_id}"}
