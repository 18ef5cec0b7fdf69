"""What a check-up of an installation finds: well or not, in words, and what to do about it."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.install import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET

UNREACHABLE = "unreachable"  # in place of Slack's own name for an error
OFF = timedelta(seconds=60)


class State(StrEnum):
    """Whether something is well; `look` is what only a person can see to."""

    OK = "ok"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    state: State
    words: str


@dataclass(frozen=True, slots=True)
class TokenFacts:
    """What Slack said to the bot token: an error or none, who we are, what we may do, and the time there."""

    error: str = ""
    team_id: str = ""
    name: str = ""
    workspace: str = ""
    is_bot: bool = False
    scopes: frozenset[str] = frozenset()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    """The database as it was found: `wrong` says why it cannot be used; `fresh` has no tables, `old` older ones.

    Of what came from Slack, it knows when the last event came, and the last command, button or form.
    """

    where: str
    wrong: str = ""
    fresh: bool = False
    old: bool = False
    last_event: datetime | None = None
    last_act: datetime | None = None


def judge_bot_token(token: str, hello: TokenFacts) -> Finding:
    """Whether Slack takes the bot token."""

    def wrong(words: str) -> Finding:
        return Finding("bot token", State.WRONG, words)

    if not token:
        return wrong(f"missing. Copy the {BOT_TOKEN.name} (app page, Install App) into {BOT_TOKEN.setting} in .env.")
    if hello.error == UNREACHABLE:
        return wrong("Slack cannot be reached. Check the network and SLACK_API_URL.")
    if hello.error:
        return wrong(
            f"Slack does not accept it ({hello.error}). Copy the {BOT_TOKEN.name} anew (app page, Install App)."
        )
    if not hello.is_bot:
        return wrong(f"it is a person's, not a bot's. Take the {BOT_TOKEN.name}, which begins with {BOT_TOKEN.begins}.")
    return Finding("bot token", State.OK, f"Slack knows it: {hello.name} in {hello.workspace}")


def judge_way(app_token: str, error: str, *, signing_secret: bool) -> Finding:
    """Whether what people do reaches the bot: over Socket Mode, which can be tried, or over HTTP, which cannot."""
    if app_token and error == UNREACHABLE:
        return Finding("connection", State.WRONG, "Slack cannot be reached. Check the network and SLACK_API_URL.")
    if app_token and error:
        return Finding(
            "connection",
            State.WRONG,
            f"Slack does not accept SLACK_APP_TOKEN ({error}). Make one with connections:write "
            "(app page, Basic Information, App-Level Tokens).",
        )
    if app_token:
        return Finding("connection", State.OK, "Socket Mode, and Slack accepts the app token")
    if signing_secret:
        return Finding(
            "connection",
            State.LOOK,
            "HTTP. Slack shows whether it gets through when you save the request address ending in /slack/events "
            "(app page, Event Subscriptions), while the bot runs.",
        )
    return Finding(
        "connection",
        State.WRONG,
        f"missing. Put an {APP_TOKEN.name} with connections:write into {APP_TOKEN.setting} (Socket Mode), "
        f"or the signing secret into {SIGNING_SECRET} (HTTP).",
    )


def judge_scopes(granted: AbstractSet[str], wanted: AbstractSet[str]) -> Finding:
    """Whether the bot may do all that it does, and no more."""
    missing, more = sorted(wanted - granted), sorted(granted - wanted)
    if missing:
        words = f"missing: {', '.join(missing)}. Add them (app page, OAuth & Permissions), then install the app again."
        return Finding("scopes", State.WRONG, words)
    if more:
        words = f"more than Elevenses uses: {', '.join(more)}. Take them away, unless you know what they are for."
        return Finding("scopes", State.LOOK, words)
    return Finding("scopes", State.OK, f"the {len(wanted)} that it uses, and no more")


def judge_arrivals(facts: DatabaseFacts, *, now: datetime) -> tuple[Finding, ...]:
    """Whether something came from Slack of late; a bot cannot read its app's settings, so nothing else shows it."""
    if facts.fresh:
        words = "none yet, as the bot has not run here. Once it runs, open its Home in Slack, then look again."
        return (Finding("events", State.LOOK, words),)
    return (
        _arrivals("events", facts.last_event, "open the app's Home in Slack", now=now),
        _arrivals("commands", facts.last_act, "run /coffee in Slack", now=now),
    )


def _arrivals(what: str, last: datetime | None, how: str, *, now: datetime) -> Finding:
    if last is not None:
        return Finding(what, State.OK, f"the last came {_ago(now - last)}")
    words = (
        f"none in the last days. While the bot runs, {how}, then look again. If none comes, "
        "compare the app's page App Manifest with `uv run app.py manifest`."
    )
    return Finding(what, State.LOOK, words)


def _ago(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    counts = ((minutes // (60 * 24), "day"), (minutes // 60, "hour"), (minutes, "minute"))
    count, name = next(((count, name) for count, name in counts if count > 0), (0, ""))
    return f"{count} {name}{'' if count == 1 else 's'} ago" if count else "less than a minute ago"


def judge_database(facts: DatabaseFacts) -> Finding:
    """Whether the bot's memory can be used."""
    if facts.wrong:
        return Finding("database", State.WRONG, facts.wrong)
    if facts.fresh:
        return Finding("database", State.OK, f"{facts.where} is empty; `run` makes the tables")
    if facts.old:
        return Finding("database", State.OK, f"{facts.where} is of an older version; `run` brings it up to date")
    return Finding("database", State.OK, f"{facts.where} is up to date and can be written")


def judge_clock(theirs: datetime | None, *, now: datetime, zones: int) -> Finding:
    """Whether our clock goes as Slack's does, and knows people's zones."""
    if not zones:
        return Finding("clock", State.WRONG, "no time zones are known. Run `uv sync`, which installs them.")
    if theirs is None:
        return Finding("clock", State.LOOK, "not compared with Slack's, which told no time. Compare it yourself.")
    seconds = round(abs(now - theirs).total_seconds())
    if abs(now - theirs) > OFF:
        ahead = "ahead of" if now > theirs else "behind"
        return Finding("clock", State.WRONG, f"{seconds} s {ahead} Slack's. Set the machine's clock, or switch NTP on.")
    return Finding("clock", State.OK, f"as Slack's, within {max(seconds, 1)} s; {zones} time zones known")


def as_line(finding: Finding) -> str:
    """A finding as it is printed."""
    return f"{finding.state:<6} {finding.what:<11} {finding.words}"


def judge_sealing(*, sealed: bool) -> Finding:
    """Whether what people wrote for nobody else is sealed in the database."""
    if sealed:
        return Finding("sealing", State.OK, "takeaways and topics to skip are sealed in the database")
    return Finding(
        "sealing",
        State.LOOK,
        "takeaways and topics to skip are in the clear in the database. Put a key into SEALING_KEYS in .env "
        "(`uv run app.py seal --new-key` prints one), then run `uv run app.py seal`",
    )
