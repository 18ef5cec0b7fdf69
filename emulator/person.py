"""Somebody in the workspace: what they do, and what they see of it."""

import asyncio
import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from emulator import acks, payloads
from emulator.client_checks import mistakes
from emulator.delivery_to_bot import hand_over
from emulator.forms import Field, filled, find_field, insist, options_of
from emulator.model import Channel, Delivery, File, Json, Kind, Message, View
from emulator.mrkdwn import without_emphasis
from emulator.screen import Button, buttons_of, messages_of, places_of, surface_of, surfaces_of

if TYPE_CHECKING:
    from emulator.workspace import Workspace


_ADDRESS = re.compile(r"\bhttps?://(?:(?!&gt;|&lt;)[^\s<>|])*[^\s<>|.,;:!?)]")


class Person:
    """A member, guest, external or bot; made by `Workspace.add_person`.

    Every action returns once the bot has answered and has nothing more under way.
    """

    def __init__(
        self,
        workspace: "Workspace",
        some_id: str,
        name: str,
        *,
        tz: str = "Europe/London",
        title: str = "",
        team_id: str | None = None,
        locale: str = "en-US",
        guest: Literal["single", "multi"] | None = None,
        is_admin: bool = False,
        is_stranger: bool = False,
        is_bot: bool = False,
    ) -> None:
        self.workspace = workspace
        self.id = some_id
        self.name = name
        self.handle = re.sub(r"[^\w.-]+", ".", name.casefold())
        self.tz = tz
        self.title = title
        self.team_id = team_id or workspace.team_id
        self.locale = locale
        self.guest = guest
        self.is_admin = is_admin
        self.is_stranger = is_stranger
        self.is_bot = is_bot
        self.deactivated = False
        self.status_text = ""
        self.status_emoji = ""
        self.status_until: datetime | None = None
        self.snoozed_until: datetime | None = None
        self.quiet_hours: tuple[time, time] | None = None  # of every day, on their clock
        self._last: tuple[Kind, Json] | None = None

    def __repr__(self) -> str:
        return f"<{self.name} {self.id}>"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone set in their profile; UTC for one that only Slack knows."""
        try:
            return ZoneInfo(self.tz)
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo("UTC")

    @property
    def is_external(self) -> bool:
        """Whether they belong to another workspace."""
        return self.team_id != self.workspace.team_id

    @property
    def modal(self) -> View | None:
        """The modal on top, if one is open."""
        stack = self.workspace.modals.get(self.id)
        return stack[-1] if stack else None

    @property
    def home(self) -> View | None:
        """The bot's Home tab as last published to them."""
        return self.workspace.homes.get(self.id)

    @property
    def messages(self) -> list[Message]:
        """The messages they see, newest last."""
        return messages_of(self)

    @property
    def files(self) -> list[File]:
        """The files in messages that they see, newest last; `content` is what they read in one."""
        return [file for message in self.messages for file in message.files]

    async def runs(self, command: str, *, channel: Channel | None = None) -> Delivery:
        """Type a slash command, in their direct message with the bot unless told otherwise."""
        self._must_be_here()
        word, _, text = command.strip().partition(" ")
        spec = self._registered("slash_commands", "command", word)
        insist(not self.is_external, f"{self.name} is external: Slack does not offer them commands")
        where = channel or self.workspace.direct_message(self.id)
        text = self._escaped(text.strip()) if spec.get("should_escape") else text.strip()
        delivery = await self._hand("slash_commands", payloads.slash_command(self, word, text, where))
        acks.command_answered(self, where, delivery)
        return await self._done(delivery)

    async def uses(self, shortcut: str, *, on: Message | None = None) -> Delivery:
        """Take a shortcut by its name: a global one, or one on a message."""
        self._must_be_here()
        callback_id = self._registered("shortcuts", "name", shortcut)["callback_id"]
        if on is None:
            return await self._done(await self._hand("interactive", payloads.global_shortcut(self, callback_id)))
        return await self._done(await self._hand("interactive", payloads.message_shortcut(self, callback_id, on)))

    async def presses(
        self, button: str | Button, *, value: str | None = None, forged: Mapping[str, Any] | None = None
    ) -> Delivery:
        """Press the newest button with these words (or accessibility label), or one kept from earlier.

        Args:
            button: its words, or a `Button` got from `button()` that may be stale by now.
            value: another value than the button carries, as an attacker would send.
            forged: fields laid over the payload, for the same purpose.
        """
        self._must_be_here()
        pressed = self.button(button) if isinstance(button, str) else button
        element = pressed.element
        shown = ("action_id", "type", "text", "value", "style")
        action: Json = {key: element[key] for key in shown if key in element}
        action |= {"block_id": pressed.block_id, "action_ts": self.workspace.new_ts()}
        if value is not None:
            action["value"] = value
        return await self._acts(pressed.place, action, forged)

    async def chooses(self, name: str, option: Any, *, forged: Mapping[str, Any] | None = None) -> Delivery:
        """Choose in a select, menu, date picker or list of boxes that tells the bot at once."""
        self._must_be_here()
        for place in places_of(self):
            try:
                field = find_field(place.blocks, name)
            except AssertionError:
                continue
            await self.looks_up(place, field, option)
            return await self._sets(place, field, option, forged)
        raise AssertionError(f"{self.name} sees nothing to choose called {name!r}:\n{self.screen()}")

    async def fills(self, by_label: Mapping[str, Any] | None = None, /, **by_name: Any) -> None:
        """Fill in fields of the open modal, by label, action_id or block_id; the rest keep what they hold."""
        self._must_be_here()
        for name, value in {**(by_label or {}), **by_name}.items():
            view = self._open_modal()
            await self.puts(view, find_field(view.blocks, name), value)

    async def puts(self, place: Message | View, field: Field, value: Any, *, enters: bool = False) -> Delivery | None:
        """Put a value into one field; the bot hears of it where the field says so, or asks for the Enter key.

        Raises:
            AssertionError: a person could not put that there.
        """
        offered = [option.get("value") for option in options_of(field.element)]
        if not all(one in offered for one in (value if isinstance(value, list) else [value])):
            await self.looks_up(place, field, value)
        on_enter = enters and bool(field.block.get("dispatch_action"))
        if field.dispatches or on_enter:
            return await self._sets(place, field, value, None)
        typed = place.typed if isinstance(place, View) else place.state
        typed[field.key] = filled(field, value, self.workspace)
        return None

    def says(self, text: str, channel: Channel) -> Message:
        """Write a message; the bot is not told, as it asks Slack for no messages. Slack makes links of addresses."""
        self._must_be_here()
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        written = _ADDRESS.sub(r"<\g<0>>", self._escaped(escaped))
        message = Message(self.workspace.new_ts(), channel, self.id, written)
        self.workspace.messages.append(message)
        return message

    async def submits(self) -> Delivery | None:
        """Submit the open modal; None when Slack's own checks keep it back."""
        self._must_be_here()
        view = self._open_modal()
        insist(view.body.get("submit"), f"the modal {view.title!r} has nothing to submit")
        view.errors = mistakes(view)
        if view.errors:
            return None
        delivery = await self._hand("interactive", payloads.view_submission(self, view))
        acks.submission_answered(self, view, delivery)
        return await self._done(delivery)

    async def closes(self, *, all_of_them: bool = False) -> Delivery | None:
        """Close the open modal, or the whole pile; the bot hears of it only if the modal asked."""
        view = self._open_modal()
        clears = all_of_them or view.body.get("clear_on_close", False)
        payload = payloads.view_closed(self, view, is_cleared=clears)
        if clears:
            self.workspace.modals.pop(self.id)
        else:
            acks.close_top(self, view)
        if not view.body.get("notify_on_close"):
            return None
        return await self._done(await self._hand("interactive", payload))

    async def opens_home(self) -> Delivery | None:
        """Open the bot's Home tab."""
        self._must_be_here()
        channel = self.workspace.direct_message(self.id)
        return await self._tells(payloads.app_home_opened(self, channel))

    async def joins(self, channel: Channel) -> Delivery | None:
        """Join a channel."""
        if self.id not in channel.members:
            channel.members.append(self.id)
        return await self._membership(channel, joined=True)

    async def leaves(self, channel: Channel) -> Delivery | None:
        """Leave a channel."""
        channel.members.remove(self.id)
        return await self._membership(channel, joined=False)

    async def repeats(self, times: int = 1) -> list[Delivery]:
        """Let Slack hand the last thing they did to the bot again, this many times at once."""
        if self._last is None:
            raise AssertionError(f"{self.name} has not done anything yet")
        kind, payload = self._last
        deliveries = await asyncio.gather(*(hand_over(self.workspace, kind, payload) for _ in range(times)))
        await self.workspace.settled()
        return list(deliveries)

    async def sends(self, payload: Json) -> Delivery:
        """Send the bot any payload at all, whole or forged."""
        kind: Kind = "interactive"
        if "command" in payload:
            kind = "slash_commands"
        elif payload.get("type") == "event_callback":
            kind = "events_api"
        return await self._done(await self._hand(kind, payload))

    def button(self, label: str) -> Button:
        """Return the newest button with these words that they see, to press now or when it has gone stale."""
        seen = [button for place in places_of(self) for button in buttons_of(place)]
        for button in seen:
            if label in (button.label, button.element.get("accessibility_label")):
                return button
        labels = ", ".join(repr(button.label) for button in seen) or "none"
        raise AssertionError(f"{self.name} sees no button {label!r}; there are: {labels}\n{self.screen()}")

    def button_of(self, message: Message, label: str) -> Button:
        """Return the button with these words on one message."""
        return next(button for button in buttons_of(message) if button.label == label)

    def reads(self, message: Message | View) -> str:
        """Return one message, or modal, as they see it, without its heading."""
        return "\n".join(surface_of(self, message).lines)

    def screen(self) -> str:
        """Return everything they see now, as text."""
        return "\n".join(str(surface) for surface in surfaces_of(self)) or "(an empty screen)"

    def sees(self, words: str) -> None:
        """Assert that these words are somewhere on their screen; blanks and emphasis do not matter."""
        insist(self._shows(words), f"{self.name} does not see {words!r}:\n{self.screen()}")

    def does_not_see(self, words: str) -> None:
        """Assert that these words are nowhere on their screen."""
        insist(not self._shows(words), f"{self.name} sees {words!r}:\n{self.screen()}")

    def _shows(self, words: str) -> bool:
        wanted = " ".join(words.split())
        shown = self.screen()
        return any(wanted in " ".join(text.split()) for text in (shown, without_emphasis(shown)))

    async def _sets(
        self, place: Message | View, field: Field, value: Any, forged: Mapping[str, Any] | None
    ) -> Delivery:
        state = filled(field, value, self.workspace)
        typed = place.typed if isinstance(place, View) else place.state
        if field.element["type"] != "overflow":
            typed[field.key] = state
        action = {**state, "action_id": field.key[1], "block_id": field.key[0], "action_ts": self.workspace.new_ts()}
        if "placeholder" in field.element:
            action["placeholder"] = field.element["placeholder"]
        return await self._acts(place, action, forged)

    async def _acts(self, place: Message | View, action: Json, forged: Mapping[str, Any] | None) -> Delivery:
        if isinstance(place, View):
            payload = payloads.press_in_view(self, place, action)
        else:
            payload = payloads.press_in_message(self, place, action)
        delivery = await self._hand("interactive", _laid_over(payload, forged or {}))
        acks.press_answered(self, place, delivery)
        return await self._done(delivery)

    async def looks_up(self, place: Message | View, field: Field, value: Any) -> None:
        """Ask the bot for the options of an external select, for each thing typed."""
        if not field.element["type"].endswith("external_select") or value is None:
            return
        block_id = field.key[0]
        found: list[Json] = []
        for typed in value if isinstance(value, (list, tuple)) else [value]:
            question = payloads.block_suggestion(
                self, place, block_id=block_id, element=field.element, typed=str(typed)
            )
            answer = (await self._hand("interactive", question)).response or {}
            found.extend(answer.get("options") or ())
            found.extend(option for group in answer.get("option_groups") or () for option in group["options"])
        field.element["options"] = found

    async def _membership(self, channel: Channel, *, joined: bool) -> Delivery | None:
        if self.workspace.bot_user_id not in channel.members:
            return None
        return await self._tells(payloads.membership(self, channel, joined=joined))

    async def _tells(self, event: Json) -> Delivery | None:
        delivery = await self.workspace.announces(event)
        if delivery is not None:
            self._last = ("events_api", delivery.payload)
        return delivery

    async def _hand(self, kind: Kind, payload: Json) -> Delivery:
        self._last = (kind, payload)
        return await hand_over(self.workspace, kind, payload)

    async def _done(self, delivery: Delivery) -> Delivery:
        await self.workspace.settled()
        return delivery

    def _open_modal(self) -> View:
        if self.modal is None:
            raise AssertionError(f"{self.name} has no modal open:\n{self.screen()}")
        return self.modal

    def _must_be_here(self) -> None:
        insist(not self.deactivated, f"{self.name} is deactivated and can do nothing")

    def _registered(self, feature: str, key: str, wanted: str) -> Mapping[str, Any]:
        known: list[Mapping[str, Any]] = self.workspace.manifest.get("features", {}).get(feature, [])
        for spec in known:
            if spec[key] == wanted:
                return spec
        names = ", ".join(str(spec[key]) for spec in known) or "none"
        raise AssertionError(f"{wanted!r} is not in the manifest's {feature}; there are: {names}")

    def _escaped(self, text: str) -> str:
        """Write mentions as a command with should_escape sends them."""
        for person in sorted(self.workspace.people.values(), key=lambda each: -len(each.name)):
            for spelling in (person.name, person.handle):
                pattern = rf"(?<![\w<])@{re.escape(spelling)}(?!\w)"
                text = re.sub(pattern, f"<@{person.id}|{person.handle}>", text)
        for channel in self.workspace.channels.values():
            if channel.kind == "channel":
                pattern = rf"(?<![\w<])#{re.escape(channel.name)}(?![\w-])"
                text = re.sub(pattern, f"<#{channel.id}|{channel.name}>", text)
        return text


def _laid_over(payload: Json, forged: Mapping[str, Any]) -> Json:
    """Return the payload with some fields replaced, deep inside too."""
    merged = dict(payload)
    for key, value in forged.items():
        below = merged.get(key)
        merged[key] = _laid_over(below, value) if isinstance(below, dict) and isinstance(value, Mapping) else value
    return merged
