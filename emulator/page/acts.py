"""What somebody may do on the page: each message from a browser is one of these, and anything else is refused."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from emulator.forms import fields_of, insist
from emulator.model import Message, View
from emulator.page.world import Trouble, Wind, World
from emulator.person import Person
from emulator.screen import buttons_of, places_of

LONGEST = 4000  # characters that somebody may type at once


class Wrong(Exception):  # noqa: N818 - what a person did does not work; nothing broke
    """An act that cannot be done; its message is the sentence for whoever tried."""


class Act(BaseModel):
    """One thing done on the page."""

    model_config = ConfigDict(extra="forbid")


class Place(Act):
    """A view, or a message in a channel."""

    view: str = ""
    channel: str = ""
    ts: str = ""


class Doing(Act):
    """Something done by somebody in the workspace."""

    me: str


class Look(Act):
    """Show these people's screens."""

    do: Literal["look"]
    at: list[str] = Field(max_length=2)


class Write(Doing):
    """Type into a channel: a slash command, or words."""

    do: Literal["write"]
    channel: str
    text: str = Field(min_length=1, max_length=LONGEST)


class Press(Doing):
    """Press a button."""

    do: Literal["press"]
    place: Place
    block: str
    action: str


class Put(Doing):
    """Put a value into a field; `enters` when the Enter key was used."""

    do: Literal["put"]
    place: Place
    block: str
    action: str
    value: str | int | list[str] | None
    enters: bool = False


class LookUp(Doing):
    """Type into a menu that asks the bot for its options."""

    do: Literal["look_up"]
    place: Place
    block: str
    action: str
    typed: str


class Submit(Doing):
    """Submit the open modal."""

    do: Literal["submit"]
    view: str


class Close(Doing):
    """Close the open modal."""

    do: Literal["close"]
    view: str


class Home(Doing):
    """Open the bot's Home."""

    do: Literal["home"]


class Shortcut(Doing):
    """Take a shortcut, perhaps on a message."""

    do: Literal["shortcut"]
    name: str
    message: Place | None = None


class WindAct(Act):
    """Let time pass."""

    do: Literal["wind"]
    to: Wind


class Go(Act):
    """Let something go wrong, or right."""

    do: Literal["trouble"]
    how: Trouble


class StartOver(Act):
    """Begin again with the same people."""

    do: Literal["start_over"]


class Bring(Act):
    """Begin again with the people in a file."""

    do: Literal["bring"]
    name: str = Field(max_length=200)
    text: str


InWorld = Write | Press | Put | LookUp | Submit | Close | Home | Shortcut | WindAct
Any_ = Look | InWorld | Go | StartOver | Bring
_READER: TypeAdapter[Any_] = TypeAdapter(Annotated[Any_, Field(discriminator="do")])


def read_act(text: str) -> Any_:
    """The act in a browser's message.

    Raises:
        Wrong: there is none in it.
    """
    try:
        return _READER.validate_json(text)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:])
        raise Wrong(f"That does not fit: {where or 'the message'}: {first['msg']}.") from None


async def do(world: World, act: InWorld) -> None:
    """Do it, and let the bot do what is due then.

    Raises:
        Wrong: it cannot be done as things are.
    """
    try:
        if isinstance(act, WindAct):
            await world.wind(act.to)
        else:
            await _act(world, act)
            await world.fleet.run_due()
    except AssertionError as wrong:  # what the emulator says to a test that asks for the impossible
        raise Wrong(str(wrong).splitlines()[0]) from wrong
    except TimeoutError:
        raise Wrong("The bot is still at it. Look again in a moment.") from None


async def _act(world: World, act: Write | Press | Put | LookUp | Submit | Close | Home | Shortcut) -> None:
    me = _person(world, act.me)
    match act:
        case Write():
            await _write(world, me, act)
        case Press():
            place = _place(me, act.place)
            found = [
                one for one in buttons_of(place) if (one.block_id, one.element["action_id"]) == (act.block, act.action)
            ]
            insist(found, "That button is no longer there.")
            world.tell("person", f"<@{me.id}> presses *{found[0].label}*")
            await me.presses(found[0])
        case Put():
            place = _place(me, act.place)
            await me.puts(place, _field(place, act.block, act.action), act.value, enters=act.enters)
        case LookUp():
            place = _place(me, act.place)
            await me.looks_up(place, _field(place, act.block, act.action), act.typed)
        case Submit() | Close():
            await _end_modal(world, me, act)
        case Home():
            await me.opens_home()
        case Shortcut():
            on = None if act.message is None else _place(me, act.message)
            insist(not isinstance(on, View), "That is no message.")
            world.tell("person", f"<@{me.id}> takes the shortcut *{act.name}*")
            await me.uses(act.name, on=on if isinstance(on, Message) else None)


async def _write(world: World, me: Person, act: Write) -> None:
    channel = world.workspace.channels.get(act.channel)
    if channel is None or me.id not in channel.members:
        raise Wrong(f"{me.name} is not in that conversation.")
    text = act.text.strip()
    if not text:
        raise Wrong("There is nothing to send.")
    if not text.startswith("/"):
        me.says(text, channel)
        return
    _known_command(world, text.partition(" ")[0])
    world.tell("person", f"<@{me.id}> types `{text}`")
    await me.runs(text, channel=channel)


def _known_command(world: World, word: str) -> None:
    known = [one["command"] for one in world.workspace.manifest["features"]["slash_commands"]]
    if word not in known:
        *others, last = known
        raise Wrong(f"{word} is not a command here. There are {', '.join(others)} and {last}.")


async def _end_modal(world: World, me: Person, act: Submit | Close) -> None:
    view = me.modal
    if view is None or view.id != act.view:
        raise Wrong("That window is closed already.")
    world.tell("person", f"<@{me.id}> {'submits' if isinstance(act, Submit) else 'closes'} *{view.title}*")
    await (me.submits() if isinstance(act, Submit) else me.closes())


def _person(world: World, some_id: str) -> Person:
    person = world.workspace.people.get(some_id)
    if person is None or some_id not in world.stage.place:
        raise Wrong("There is nobody like that here.")
    return person


def _place(me: Person, place: Place) -> Message | View:
    below = me.workspace.modals.get(me.id, [])  # what was typed there is kept, whatever lies on it
    for one in (*places_of(me), *below):
        if isinstance(one, View):
            if one.id == place.view:
                return one
        elif (one.channel.id, one.ts) == (place.channel, place.ts):
            return one
    raise Wrong("That is no longer there.")


def _field(place: Message | View, block: str, action: str) -> Any:
    for field in fields_of(place.blocks):
        if field.key == (block, action):
            return field
    raise Wrong("That field is no longer there.")
