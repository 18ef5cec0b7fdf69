"""Every sentence and block of teams and their hosts."""

from collections.abc import Callable, Sequence
from typing import Any

from bot.blocks import actions, button, context, escaped, field, modal, names, plain, section, select
from bot.calendar import place
from bot.clock import DAYS
from bot.hosts import sentences
from bot.hosts.deck import MOVES, Move
from bot.hosts.form import NO_DAY
from bot.people import ChannelId
from bot.posts import Block, Message
from bot.team import LONGEST_CHARTER, MOST_HOSTS, Team

CHANGE = "hosts:change"
SAVE = "hosts:save"
END = "hosts:end"
STEP_DOWN = "hosts:step-down"
HOW = "hosts:how"
FEWER = "hosts:fewer"
MORE = "hosts:more"
TITLE = "A team"
MOST_SHOWN = 5  # teams
_DAYS = {NO_DAY: "No meeting", **{str(number): day for number, day in enumerate(DAYS)}}
_WHAT_HOSTS_SEE = "A host sees goals that people of the channel show to hosts, and nothing else of anybody."
_WHO_SEES = (
    "Goals that somebody shows to *my team* are seen by everybody in this channel, and goals shown to *hosts* by the "
    "hosts. Nothing else is."
)


def team_blocks(team: Team | None, channel: ChannelId) -> list[Block]:
    """How the team of a channel stands, for whoever may change it."""
    if team is None:
        name = button("Name hosts", CHANGE, value=channel, about="Make this channel a team")
        return [section(f"*Team:* nobody looks after learning in <#{channel}> yet. {_WHAT_HOSTS_SEE}", accessory=name)]
    return [section(f"*Team* in <#{channel}>: {_stands(team)}", accessory=_change(team))]


def teams_message(teams: Sequence[Team]) -> Message:
    """The teams that somebody may change, and nothing else of what admins set up."""
    blocks = [block for team in teams[:MOST_SHOWN] for block in team_blocks(team, team.channel)]
    return Message("Your team, for its hosts", (*blocks, context("Only you see this. Coffee is set up by admins.")))


def not_yours_message(team: Team | None) -> Message:
    """What somebody hears who may not set up anything in a channel."""
    text = "Only a workspace admin can set this up. Please ask one of yours."
    if team is not None and team.hosts:
        text = f"Workspace admins set this up; the hosts look after the team: {names(team.hosts)}. Please ask one."
    return Message(text, (section(text),))


def _change(team: Team, label: str = "Change the team") -> Block:
    return button(label, CHANGE, value=team.channel, about="Change the team")


def _stands(team: Team) -> str:
    who = f"looked after by {names(team.hosts)}." if team.hosts else "nobody looks after it at the moment."
    return "\n".join([who, *_learns(team), *_meets(team)])


def _learns(team: Team) -> list[str]:
    return [f"How we learn here: {escaped(team.charter)}"] if team.charter else []


def _meets(team: Team) -> list[str]:
    if team.meets_on is None or team.meets_at is None:
        return []
    return [f"Meets on {DAYS[team.meets_on]}, {team.meets_at:%H:%M} ({place(team.zone)} time)."]


def team_modal(channel: ChannelId, team: Team | None, *, zone: str) -> dict[str, Any]:
    """The form of a team."""
    people: dict[str, Any] = {"type": "multi_users_select", "max_selected_items": MOST_HOSTS}
    if team is not None and team.hosts:
        people["initial_users"] = [one.id for one in team.hosts]
    charter: dict[str, Any] = {
        "type": "plain_text_input",
        "max_length": LONGEST_CHARTER,
        "placeholder": plain("An hour on Thursdays is for learning; helping counts as work."),
    }
    if team is not None and team.charter:
        charter["initial_value"] = team.charter
    at: dict[str, Any] = {"type": "timepicker"}
    if team is not None and team.meets_at is not None:
        at["initial_time"] = f"{team.meets_at:%H:%M}"
    on = NO_DAY if team is None or team.meets_on is None else str(team.meets_on)
    clock = {"type": "plain_text_input", "initial_value": zone if team is None else team.zone, "max_length": 64}
    end = button("End the team", END, value=channel, sure="Its hosts see nothing as hosts any more. Goals stay.")
    return modal(
        TITLE,
        (
            section(f"In <#{channel}>. {_WHAT_HOSTS_SEE}"),
            field("hosts", "Hosts", people, hint="One to five people of the channel. They hear that you named them."),
            field("charter", "How we learn here", charter, hint="One line, for everybody in it.", optional=True),
            field("on", "Meets on", select(_DAYS, on)),
            field("at", "At", at, optional=True),
            field("zone", "Time zone", clock, hint="A city or an IANA name, like Berlin or America/New_York."),
            *([] if team is None else [actions(end)]),
        ),
        callback=SAVE,
        submit="Save",
        kept=channel,
    )


def saved_modal(team: Team, *, new: bool) -> dict[str, Any]:
    """What was kept, and what comes of it."""
    after = f"One quiet post in <#{team.channel}> says so." if new else f"The post in <#{team.channel}> says so, too."
    return modal(TITLE, (section(f"Saved: {_stands(team)}"), context(after)), last=True)


def ended_modal() -> dict[str, Any]:
    """What whoever ended a team sees."""
    return modal(TITLE, (section(sentences.ENDED),), last=True)


def announcement_message(team: Team) -> Message:
    """The one post in its channel, which stays true: who looks after the team, how it learns, who sees what."""
    hosts = f"Hosts: {names(team.hosts)}." if team.hosts else "Nobody looks after it at the moment."
    text = "\n".join([f"This channel learns as a team. {hosts}", *_learns(team)])
    said = "\n".join([text, *_meets(team)])
    return Message(text, (section(said), section(_WHO_SEES), context("Elevenses cannot read messages. Nothing to do.")))


def ended_message() -> Message:
    """What that post says once the team has ended."""
    text = "This channel is no team any more. Goals shown to *my team* or *hosts* are not seen through it."
    return Message(text, (section(text),))


def yours_message(team: Team) -> Message:
    """What somebody hears whom another named as a host."""
    text = (
        f"You are a host of <#{team.channel}> now: an admin or another host named you. You see goals that its people "
        "show to hosts (`/learn goals`), and nothing else of them."
    )
    steps = actions(
        _change(team),
        button("Not for me", STEP_DOWN, value=team.channel, about="Not for me: I am no host"),
    )
    why = "You get this once, as you were named. *Not for me* needs no reason, and nobody is asked about it."
    return Message(text, (section(text), steps, context(why)))


def lost_message(channel: ChannelId) -> Message:
    """What somebody hears who is a host no more, because of another."""
    text = f"You are no host of <#{channel}> any more: its team was changed. You see nothing of it as a host now."
    return Message(text, (section(text), context("You get this once, as you were one. There is nothing to do.")))


def left_message(channel: ChannelId) -> Message:
    """What a host hears who left the channel."""
    text = f"You are not in <#{channel}> any more, so you are no host of its team, and see nothing of it as one."
    return Message(text, (section(text), context("You get this because you were its host. There is nothing to do.")))


def none_message(channel: ChannelId) -> Message:
    """What an admin hears of a team that nobody looks after any more."""
    text = (
        f"The team in <#{channel}> has no host any more, so I turn to you. `/elevenses setup` there names one, or "
        "ends the team. Until then, goals shown to hosts are seen by nobody there."
    )
    return Message(text, (section(text), context("You get this once, because you are an admin.")))


def learns_blocks(teams: Sequence[Team]) -> list[Block]:
    """How the teams learn that somebody is in, in a line each."""
    lines = [f"*<#{team.channel}> learns like so:* {escaped(team.charter)}" for team in teams if team.charter]
    return [section("\n".join(lines[:MOST_SHOWN]))] if lines else []


def joined_text(team: Team | None) -> str:
    """What is said of its team to who joins the coffee of a channel, below all else."""
    return "\n".join(["", *(f"*<#{team.channel}>:* {line}" for line in _learns(team))]) if team else ""


def hosts_blocks(
    teams: Sequence[Team], *, moves: bool = True, steps: Callable[[Team], Sequence[Block]] = lambda _team: ()
) -> list[Block]:
    """The teams that somebody looks after, on their own Home, each with more buttons; whether a move a week comes."""
    blocks: list[Block] = []
    for team in teams[:MOST_SHOWN]:
        lines = [*(_learns(team) or ["How we learn here: nobody has said yet."]), *_meets(team)]
        text = "\n".join([f"*For hosts:* <#{team.channel}>", *lines])
        blocks += [section(text), actions(_change(team, "Change"), *steps(team))]
    if teams[MOST_SHOWN:]:
        blocks.append(context(f"And {len(teams) - MOST_SHOWN} more: `/elevenses setup` in their channels shows each."))
    if blocks:
        fewer = button("Stop the weekly move", FEWER, about="No more moves of the week")
        more = button("A move each week", MORE, about="One thing to do for your team, each Monday")
        blocks.append(actions(fewer if moves else more))
    return blocks


def move_message(move: Move) -> Message:
    """One thing that a host could do this week."""
    steps = actions(
        button(move.label, HOW, value=MOVES.index(move), primary=True),
        button("No more of these", FEWER, about="No more moves of the week"),
    )
    why = "You get one on a Monday, as you look after a team. Nobody else sees it, nor whether you do it."
    return Message(
        f"One move this week: {move.line}", (section(f"*One move this week:* {move.line}"), steps, context(why))
    )


def how_modal(move: Move) -> dict[str, Any]:
    """How a move is done."""
    return modal("One move this week", (section(f"*{move.line}*"), section(move.how)))
