"""People as Slack describes them to a bot: the user object."""

from typing import TYPE_CHECKING

from emulator.model import Json

if TYPE_CHECKING:
    from emulator.person import Person


def user_object(person: "Person", *, include_locale: bool) -> Json:
    """Return what users.info and users.list say of somebody; the email needs a scope of its own."""
    workspace = person.workspace
    local = workspace.clock.now().astimezone(person.zone)
    offset = local.utcoffset()
    user: Json = {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.handle,
        "deleted": person.deactivated,
        "color": "9f69e7",
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": int(workspace.clock.now().timestamp()),
        "profile": _profile(person),
    }
    if person.deactivated:
        return user
    user |= {
        "real_name": person.name,
        "tz": person.tz,
        "tz_label": local.tzname() or person.tz,
        "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }
    if person.is_external:
        return user | {"is_stranger": person.is_stranger}
    user |= {
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.guest is not None,
        "is_ultra_restricted": person.guest == "single",
    }
    if include_locale:
        user["locale"] = person.locale
    if workspace.enterprise_id is not None:
        user["enterprise_user"] = {
            "id": person.id,
            "enterprise_id": workspace.enterprise_id,
            "enterprise_name": workspace.name,
            "is_admin": person.is_admin,
            "is_owner": False,
            "teams": [person.team_id],
        }
    return user


def _profile(person: "Person") -> Json:
    profile: Json = {
        "title": person.title,
        "phone": "",
        "skype": "",
        "real_name": person.name,
        "real_name_normalized": person.name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "fields": None,
        "status_text": person.status_text,
        "status_emoji": person.status_emoji,
        "status_expiration": 0 if person.status_until is None else int(person.status_until.timestamp()),
        "avatar_hash": "",
        "first_name": person.name.partition(" ")[0],
        "last_name": person.name.partition(" ")[2],
        "team": person.team_id,
    }
    for size in (24, 32, 48, 72, 192, 512):
        profile[f"image_{size}"] = f"https://avatars.example/{person.id}_{size}.png"
    if "users:read.email" in person.workspace.scopes and not person.is_bot:
        profile["email"] = f"{person.handle}@example.com"
    if person.is_bot:
        profile |= {"api_app_id": person.workspace.app_id, "bot_id": person.workspace.bot_id}
    return profile
