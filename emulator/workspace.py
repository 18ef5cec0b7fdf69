"""A Slack workspace: its people, channels, messages and open views, and the one app installed in it."""

import itertools
import time
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from emulator.blocks import completed
from emulator.clock import Clock
from emulator.delivery_to_bot import Post, hand_over, hand_over_again
from emulator.faults import Faults
from emulator.model import Call, Channel, Delivery, File, Json, Kind, Message, ResponseUrl, Trigger, View
from emulator.payloads import event_callback
from emulator.person import Person
from emulator.settling import Traffic, settle

SLACKBOT = "USLACKBOT"


class Workspace:
    """Everything Slack knows, in memory. Serve it with `emulator.server.Server`.

    `calls` holds every Web API request of the bot, `deliveries` everything handed to it. `ack_seconds` is
    how long Slack waits for an answer; `quiet_seconds` how long a bot in another process must be silent
    before a person's action counts as over.
    """

    def __init__(
        self,
        *,
        manifest: Mapping[str, Any],
        clock: Clock,
        team_id: str = "T0TEAM",
        enterprise_id: str | None = None,
        name: str = "Tidepool",
    ) -> None:
        self.manifest = manifest
        self.clock = clock
        self.team_id = team_id
        self.enterprise_id = enterprise_id
        self.name = name
        self.domain = name.lower().replace(" ", "-")
        self.app_id = "A0APP"
        self.bot_id = "B0BOT"
        self.bot_token = f"xoxb-{team_id}-bot"
        self.app_token = f"xapp-1-{self.app_id}-{team_id}"
        self.signing_secret = f"signing-secret-of-{team_id}"
        self.verification_token = f"verification-token-of-{team_id}"
        self.token_revoked = False
        self.scopes = set(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ()))
        self.ack_seconds = 3.0
        self.quiet_seconds = 0.0
        self.base_url = "http://127.0.0.1/api/"

        self.calls: list[Call] = []
        self.deliveries: list[Delivery] = []
        self.faults = Faults()
        self.traffic = Traffic()
        self.post: Post | None = None
        self.owed_events: list[tuple[Any, Json, int, str]] = []

        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: list[Message] = []
        self.modals: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.tickets: set[str] = set()
        self.files: dict[str, File] = {}
        self.uploads: dict[str, File] = {}
        self.cursor_epoch = 0
        self._numbers = itertools.count(1)
        self._last_ts = 0

        bot = manifest.get("features", {}).get("bot_user", {}).get("display_name", "bot")
        self.bot_user_id = self._add(Person(self, "U0BOT", bot, is_bot=True)).id
        self._add(Person(self, SLACKBOT, "Slackbot"))

    def add_person(
        self,
        name: str,
        *,
        tz: str,
        admin: bool = False,
        title: str = "",
        guest: Literal["single", "multi"] | None = None,
        stranger: bool = False,
        deactivated: bool = False,
        bot: bool = False,
        team_id: str | None = None,
        locale: str = "en-US",
    ) -> Person:
        """Add somebody. Another `team_id` makes an external member; a stranger shares no channel either."""
        person = Person(
            self,
            self.new_id("U"),
            name,
            tz=tz,
            is_admin=admin,
            title=title,
            guest=guest,
            is_stranger=stranger,
            is_bot=bot,
            team_id=team_id or ("T0ELSEWHERE" if stranger else self.team_id),
            locale=locale,
        )
        person.deactivated = deactivated
        return self._add(person)

    def add_channel(
        self,
        name: str,
        *,
        members: Iterable[Person] = (),
        with_bot: bool = True,
        private: bool = False,
        archived: bool = False,
    ) -> Channel:
        """Add a channel with these people in it."""
        ids = [person.id for person in members] + ([self.bot_user_id] if with_bot else [])
        channel = Channel(
            self.new_id("C"),
            name.removeprefix("#"),
            self.clock.now(),
            ids,
            is_private=private,
            is_archived=archived,
        )
        self.channels[channel.id] = channel
        return channel

    def archive(self, channel: Channel) -> None:
        """Close a channel to new messages."""
        channel.is_archived = True

    def deactivate(self, person: Person) -> None:
        """End somebody's account."""
        person.deactivated = True

    def expire_cursors(self) -> None:
        """Make every cursor that a list gave out invalid."""
        self.cursor_epoch += 1

    def calls_to(self, method: str) -> list[Call]:
        """Return the requests made to one Web API method, oldest first."""
        return [call for call in self.calls if call.method == method]

    @property
    def failed_deliveries(self) -> list[Delivery]:
        """What the bot did not take in time, or answered with nonsense."""
        return [each for each in self.deliveries if each.failed]

    async def deliver(self, kind: Kind, payload: Json) -> Delivery:
        """Hand any payload to the bot, wait for its answer and until it is done with it."""
        delivery = await hand_over(self, kind, payload)
        await self.settled()
        return delivery

    async def redeliver(self) -> None:
        """Hand over again the events that failed and whose next try is due on the workspace's clock."""
        await hand_over_again(self)
        await self.settled()

    async def announces(self, event: Json) -> Delivery | None:
        """Send an event of the Events API, if the app subscribes to its type."""
        bot_events = self.manifest.get("settings", {}).get("event_subscriptions", {}).get("bot_events", ())
        if event["type"] not in bot_events:
            return None
        return await self.deliver("events_api", event_callback(self, event))

    async def settled(self) -> None:
        """Wait until the bot has nothing under way: no listener of Bolt, no Web API request."""
        await settle(self.traffic, quiet_seconds=self.quiet_seconds)

    def number(self) -> int:
        """Return a number never given before in this workspace."""
        return next(self._numbers)

    def new_id(self, prefix: str) -> str:
        """Return an id never given before, such as U00000012."""
        return f"{prefix}{self.number():08d}"

    def new_ts(self) -> str:
        """Return a message timestamp: unique, rising, at the workspace's now."""
        micros = int(self.clock.now().timestamp() * 1_000_000)
        self._last_ts = max(self._last_ts + 1, micros)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def completed(self, blocks: list[Any] | None) -> list[Json]:
        """Return blocks with the ids Slack fills in."""
        return completed(blocks or [], lambda: f"b{self.number():04d}")

    def new_trigger(self, person_id: str, view_id: str | None = None) -> str:
        """Return a trigger_id for what somebody just did."""
        number = self.number()
        key = f"{number}.{number + 7}.{number:032x}"
        self.triggers[key] = Trigger(key, person_id, self.clock.now(), time.monotonic(), view_id)
        return key

    def new_response_url(self, channel: Channel, person_id: str, message: Message | None = None) -> str:
        """Return a response_url for what somebody just did in a channel."""
        key = f"{self.team_id}/{self.number()}/{self.new_id('R')}"
        self.response_urls[key] = ResponseUrl(key, channel, person_id, self.clock.now(), message)
        return self.base_url.removesuffix("api/") + "response/" + key

    def direct_message(self, *people: str) -> Channel:
        """Return the direct message of the bot with these people, opened if it was not."""
        members = sorted({*people, self.bot_user_id})
        for channel in self.channels.values():
            if channel.kind != "channel" and sorted(channel.members) == members:
                return channel
        alone = len(members) <= 2  # noqa: PLR2004 - one person and the bot
        handles = "--".join(sorted(self.people[each].handle for each in members))
        channel = Channel(
            self.new_id("D" if alone else "C"),
            "directmessage" if alone else f"mpdm-{handles}-1",
            self.clock.now(),
            members,
            is_private=True,
            kind="im" if alone else "mpim",
        )
        self.channels[channel.id] = channel
        return channel

    def find_message(self, channel_id: str, ts: str) -> Message | None:
        """Return a message by its place, ephemeral ones included."""
        for message in reversed(self.messages):
            if message.ts == ts and message.channel.id == channel_id:
                return message
        return None

    def find_view(self, view_id: str | None = None, *, external_id: str | None = None) -> View | None:
        """Return an open modal or a Home by its id."""
        for view in itertools.chain(*self.modals.values(), self.homes.values()):
            if view.id == view_id or (external_id and view.body.get("external_id") == external_id):
                return view
        return None

    def shares_a_channel(self, person: Person) -> bool:
        """Whether somebody is in a channel with the bot."""
        return any({person.id, self.bot_user_id} <= set(each.members) for each in self.channels.values())

    def name_of(self, some_id: str) -> str:
        """Return the name behind a person's or channel's id; the id itself when there is none."""
        if some_id in self.people:
            return self.people[some_id].name
        return self.channels[some_id].name if some_id in self.channels else some_id

    def _add(self, person: Person) -> Person:
        self.people[person.id] = person
        return person
