"""Every sentence and block of setting up and of looking after what was sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.blocks import actions, button, context, divider, escaped, field, modal, option, plain, section
from bot.calendar import clock_text, place, when_text, zone_named
from bot.headcount import Headcount, who_can_text
from bot.people import Person
from bot.posts import Block, Message, Trouble
from bot.programme import Programme, ProgrammeState
from bot.setup.form import SetupForm, written

SUBMIT = "setup:submit"
START = "setup:start"
OPEN = "setup:open"
CHANGE = "setup:change"
RUN = "setup:run-now"
PAUSE = "setup:pause"
RESUME = "setup:resume"
LOOK_AHEAD = "setup:look-ahead"
END = "setup:end"
SEND_AGAIN = "setup:send-again"

EVERY = {"1": "Every week", "2": "Every two weeks", "4": "Every four weeks"}
SIZES = {"2": "Two", "3": "Three", "4": "Four", "5": "Five", "6": "Six"}
HORIZONS = {"ever": "Once everybody has met everybody", "26": "After 26 rounds", "12": "After 12 rounds"}
LONGEST_TITLE = 40
WEEKS = 4  # that are looked ahead
ENOUGH_FOR_NAMES = 5  # people: in a smaller circle a sample would be about somebody

ADMINS_ONLY = "Only a workspace admin can set this up. Please ask one of yours."
NO_LONGER = "You are no admin of this workspace any more, so nothing was changed. Please ask one of yours."
INVITE_ME = "I am not in that channel yet. Type /invite @Elevenses there, then try again."
ARCHIVED = "That channel is archived, so nothing was saved. Unarchive it, or choose another one."
SHARED = "That channel is shared with another organisation. Choose one that is only yours."
NO_CHANNEL = "I cannot see that channel. Choose one, or type /invite @Elevenses there, then try again."
TOO_FEW = "There are fewer than two people in that channel who can take part. Invite some, or choose another one."
NOT_A_CHANNEL = "That is a conversation, not a channel. Choose the channel whose people may be introduced."
CHOOSE = "Please choose one of these."
PAST = "That moment has passed. Choose a later day or time."
TOO_FAR = "Choose a day within the next half year."
ROUND_THAT_DAY = "There was a round on that day already. Choose a later one."
ROUND_TODAY = "There was a round today already, and one a day is enough. The next one can come tomorrow."
ON_ITS_WAY = "The next round is on its way already."
STANDS_STILL = "No round can come while it stands still, so nothing was changed."
NOT_RUNNING = "It is not running, so nothing was changed."
RUNNING_ALREADY = "It is running already, so nothing was changed."
ENDED_ALREADY = "It has ended already, so nothing was changed."
GONE = "That is not there any more, so nothing was changed. `/elevenses setup` shows what there is."
NOTHING_WRONG = "Everything that was due has arrived. Nothing failed and nothing is unconfirmed."
SENT_AGAIN = "It is on its way again. This is what is left:"
NOT_IN_TROUBLE = "That message has been sent meanwhile, or is on its way. Nothing was changed."
NOT_WORTH_IT = "Not sent again: somebody it is about has left or paused, or it is over. This is what is left:"
NOTHING_HERE = "There is no coffee in this workspace yet. Set one up: nothing is sent before you have seen a preview."
PAUSED = "Paused. Nothing is sent until you resume it; who has been introduced can still meet."
ENDED = "Ended. Nothing more is sent, and nobody is told. Who has been introduced can still meet."

HELP = (
    "*Elevenses* introduces colleagues to each other.\n"
    "`/coffee` is for everybody: where I stand, join, pause, leave\n"
    "`/elevenses privacy` says what is kept of me and who sees it, sends me all of it, deletes me\n"
    "`/elevenses setup` starts coffee in a channel; changes, pauses or ends it; runs a round now (admins)\n"
    "`/elevenses people` says who in a channel cannot take part, and why (admins)\n"
    "`/elevenses topics` says which words mean the same topic (admins)\n"
    "`/elevenses posts` lists messages that failed or may not have arrived (admins)\n"
    "`/elevenses help` shows this"
)

WHAT = {
    "away:proposal": "A proposal to pause",
    "intros:intro": "An introduction",
    "intros:checkin": "A check-in",
    "rsvp:question": "A question before a round",
    "now:question": "A question whether somebody is free",
    "now:nobody": "That nobody was free",
    "setup:invitation": "An invitation",
    "topics:look": "A question whether topics still fit",
    "swaps:question": "A question of a text swap",
    "swaps:answers": "The answers of a text swap",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """People who would be introduced, why, and a time that would suit them, if there is one."""

    people: tuple[Person, ...]
    reason: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A programme, how many people are in, and in words why it stands still, if it does."""

    programme: Programme
    people: int
    still: str = ""


def title_taken(title: str) -> str:
    """The field error for a title that the channel has already."""
    return f"That channel has “{title}” already. Type /elevenses setup there to change it or start another."


def too_few_in(programme: Programme, people: int) -> str:
    """Why no round can run now."""
    so_far = "Nobody is in" if people == 0 else "One person is in"
    return f"{so_far} so far, and a round takes two. People join with the invitation in <#{programme.channel}>."


def setup_modal(form: SetupForm) -> dict[str, Any]:
    """The form, filled in with `form`: the channel or a title first; a change asks when people meet again, too."""
    first: Block
    if form.settled:
        about = f"In <#{form.channel}>. " + ("It counts from the next round." if form.programme else "")
        title = {"type": "plain_text_input", "initial_value": form.title, "max_length": LONGEST_TITLE}
        first = field("title", "Called", title, hint="Tells it from others in the channel.")
    else:
        about = "Everybody who joins is introduced to a colleague. Nobody is written to before they join."
        where = {
            "type": "conversations_select",
            "filter": {"include": ["public", "private"], "exclude_bot_users": True},
            **({"initial_conversation": form.channel} if form.channel.startswith(_CHANNELS) else {}),
        }
        first = field("channel", "Channel", where, hint="One invitation is posted there. I have to be in it.")
    clock = {"type": "plain_text_input", "initial_value": form.zone, "max_length": 64}
    return modal(
        "Coffee in a channel",
        (
            section(about),
            first,
            field("every", "How often", _select(EVERY, form.every)),
            field("first", "Next round" if form.programme else "First round", _date(form.first), hint=_WHEN),
            field("at", "At", {"type": "timepicker", "initial_time": form.at}),
            field("zone", "Time zone", clock, hint="A city or an IANA name, like Berlin or America/New_York."),
            field("size", "How many meet", _select(SIZES, form.size)),
            *([field("horizon", "Meet again", _select(HORIZONS, form.horizon), hint=_AGAIN)] if form.programme else []),
            field("guests", "Guests", _guests(ticked=form.guests), optional=True),
        ),
        callback=SUBMIT,
        submit="Save" if form.programme else "Preview",
        kept=written(SetupForm(channel=form.channel, programme=form.programme, settled=form.settled)),
    )


_CHANNELS = ("C", "G")  # an id that begins otherwise is a DM, which the select does not offer
_AGAIN = "Sooner brings better fits, later more new faces. In a small circle it is sooner by itself."
_WHEN = "Rounds come on its weekday. Each intro waits for people's own working hours."


def _date(on: str) -> dict[str, Any]:
    return {"type": "datepicker", "initial_date": on}


def _guests(*, ticked: bool) -> dict[str, Any]:
    may = option("Guests may join", "may")
    return {"type": "checkboxes", "options": [may], **({"initial_options": [may]} if ticked else {})}


def _select(choices: dict[str, str], chosen: str) -> dict[str, Any]:
    options = [option(label, value) for value, label in choices.items()]
    return {
        "type": "static_select",
        "placeholder": plain("Choose"),
        "options": options,
        "initial_option": option(choices[chosen], chosen),
    }


def preview_modal(
    programme: Programme, form: SetupForm, samples: Sequence[Sample], *, count: Headcount, invitation: Message
) -> dict[str, Any]:
    """What would come of it, before anything is saved or sent."""
    would = "If all said yes, these would be some of the reasons:" if samples else ""
    return modal(
        "Before anything is sent",
        (
            section(f"{who_can_text(count, programme.channel)} {would}".strip()),
            *(section(_sample(one, named=count.able >= ENOUGH_FOR_NAMES)) for one in samples),
            context("From what Slack says of them, like their time zones. Nobody has been asked yet."),
            divider(),
            section("*The one post in the channel:*"),
            *(block for block in invitation.blocks if block["type"] != "actions"),
            divider(),
            section(f"*First round:* {_when(programme)}, for those who are in by then."),
        ),
        callback=START,
        submit="Start",
        close="Back",
        kept=written(form),
    )


def _sample(sample: Sample, *, named: bool) -> str:
    who = " and ".join(escaped(person.name) for person in sample.people) if named else "Two of them"
    if sample.at is None:
        return f"• {who}: {sample.reason}"
    clocks = {person.zone: clock_text(sample.at, zone_named(person.zone)) for person in sample.people}
    like = ", ".join(f"{clock} in {place(zone)}" for zone, clock in clocks.items())
    return f"• {who}: {sample.reason} Like {like}."


def _when(programme: Programme) -> str:
    return f"{when_text(programme.next.at, zone_named(programme.rhythm.zone))} ({programme.rhythm.zone})"


def done_modal(programme: Programme, *, new: bool) -> dict[str, Any]:
    """What the admin sees after the form."""
    what = "The invitation is on its way to" if new else "It is changed in"
    text = f"Done. {what} <#{programme.channel}>, and the next intros come on *{_when(programme)}*."
    if new:
        text += " Once two are in, `/elevenses setup` there can run a first round at once."
    return modal(
        "Coffee in a channel",
        (
            section(text),
            context("`/elevenses setup` changes it, `/elevenses posts` shows messages that did not arrive."),
        ),
        last=True,
    )


def overview_message(programmes: Sequence[Shown], *, note: str = "") -> Message:
    """The programmes with how many are in each, and what an admin can do with them."""
    blocks: list[Block] = [section(note)] if note else []
    for one in programmes:
        blocks += [section(_about(one)), actions(*_steps(one))]
    another = button("Start another" if programmes else "Set up", OPEN, primary=not programmes)
    blocks += [actions(another), context("Only you see this. Members see on `/coffee` when it is paused.")]
    return Message(note or "Coffee, for admins", tuple(blocks))


def _about(shown: Shown) -> str:
    programme, people = shown.programme, shown.people
    rhythm, size = EVERY[str(programme.rhythm.every_weeks)].lower(), SIZES[str(programme.size)].lower()
    text = f"*{escaped(programme.title)}* in <#{programme.channel}>: {rhythm}, {size} at a time. "
    if programme.state is ProgrammeState.PAUSED:
        return text + "Paused: nothing is sent until you resume it."
    if programme.state is ProgrammeState.ENDED:
        return text + "Ended; who met whom is kept, in case you start it again."
    now = {0: "Nobody is in yet", 1: "1 person is in"}.get(people, f"{people} people are in")
    if shown.still:
        return f"{text}{now}. {shown.still}"
    return text + f"{now}. Next round: *{_when(programme)}*."


def _steps(shown: Shown) -> list[Block]:
    programme = shown.programme

    def step(label: str, action: str, *, sure: str = "") -> Block:
        return button(label, action, value=programme.id, about=f"{label}: {programme.title}", sure=sure)

    change = step("Change", CHANGE)
    finish = step("End", END, sure="No more rounds come. The channel is not told. You can start it again later.")
    if programme.state is ProgrammeState.PAUSED:
        return [step("Resume", RESUME), change, finish]
    if programme.state is ProgrammeState.ENDED:
        return [step("Start again", RESUME)]
    if shown.still:
        return [step("Pause", PAUSE), finish]
    ahead = step("Look ahead", LOOK_AHEAD)
    label = "Run a round now" if programme.rounds else "Run a first round now"
    sure = "Everybody who is in is introduced to somebody, within their working hours."
    return [step(label, RUN, sure=sure), change, ahead, step("Pause", PAUSE), finish]


def looking_modal(programme: Programme) -> dict[str, Any]:
    """What an admin sees while the coming rounds are played."""
    return _ahead(programme, (section("Playing the coming rounds. In a large workspace this takes some seconds."),))


def ahead_modal(programme: Programme, lines: Sequence[str]) -> dict[str, Any]:
    """What the coming rounds come to, in sentences; who would meet whom stays open."""
    if not lines:
        return _ahead(programme, (section("With those who are in today, nobody would be introduced."),))
    told = "Played with those who are in today. Who meets whom stays open, and nothing was sent or saved."
    return _ahead(programme, (section("\n".join(f"• {line}" for line in lines)), context(told)))


def _ahead(programme: Programme, blocks: tuple[Block, ...]) -> dict[str, Any]:
    about = f"The next {WEEKS} weeks of *{escaped(programme.title)}* in <#{programme.channel}>"
    return modal("Looking ahead", (section(about), *blocks))


def resumed(programme: Programme, *, still: bool = False) -> str:
    """What the admin hears who has resumed it; where it stands still, that is told below."""
    return "Running again." if still else f"Running again. The next round is *{_when(programme)}*."


def running_now(people: int) -> str:
    """What the admin hears who wants a round now."""
    return f"The round is under way for the {people} who are in. Intros come in their working hours; the rhythm stays."


def set_up_blocks() -> tuple[Block, ...]:
    """What an admin finds where nothing is set up yet."""
    return section(NOTHING_HERE), actions(button("Set up", OPEN, about="Set up coffee in a channel", primary=True))


def troubles_message(troubles: Sequence[Trouble], *, zone: str, more: bool = False) -> Message:
    """What failed or is unconfirmed, the newest first: what it was, not whom it was for."""
    if not troubles:
        return Message(NOTHING_WRONG, (section(NOTHING_WRONG),))
    blocks: list[Block] = [
        section("These messages did not arrive, or may not have. An unconfirmed one may be there twice if sent again.")
    ]
    for trouble in troubles:
        when = when_text(trouble.due_at, zone_named(zone))
        what = WHAT.get(":".join(trouble.key.split(":")[:2]), "A message")
        again = button("Send again", SEND_AGAIN, value=trouble.id, about=f"Send again: {what}, {when}")
        blocks.append(
            section(f"{what}, {when}: {trouble.state} ({escaped(trouble.error.replace('_', ' '))})", accessory=again)
        )
    if more:
        blocks.append(context(f"These are the newest {len(troubles)}; there are more."))
    return Message("Messages that did not arrive", tuple(blocks))
