"""What to do with a post: send it, drop it, or judge what Slack's answer, or silence, means for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import cast

from bot.hours import Hours, first_common_moment
from bot.posts import PostKind, PostState

OPEN = "conversations.open"
POST = "chat.postMessage"
QUIET = "dnd.info"
QUIET_SCOPE = "dnd:read"
METHODS = {PostKind.MESSAGE: POST, PostKind.EDIT: "chat.update", PostKind.HOME: "views.publish"}
LEASE = timedelta(seconds=30)
CHANNEL_PAUSE = timedelta(seconds=1)  # Slack takes about one message a second in a channel
LONGEST_WAIT = timedelta(minutes=5)

# Slack documents that some aspect of the operation may have succeeded.
AMBIGUOUS = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
# The workspace or the app has to be mended first; the post waits for that until it expires.
WAITS = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "missing_scope",
        "not_authed",
        "ratelimited",
        "rate_limited",
        "message_limit_exceeded",
        "team_added_to_org",
        "token_expired",
        "token_revoked",
    }
)


class Outcome(StrEnum):
    """What one attempt came to."""

    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a call to Slack.

    `error` is Slack's own name for what went wrong, or ours for a failure below it ("timeout", "http 503"…), or
    "" when all went well. `refused` is true when Slack's answer leaves no doubt that nothing was done.
    """

    error: str = ""
    refused: bool = False
    retry_after: timedelta | None = None
    channel: str = ""
    ts: str = ""


def error_name(body: object) -> str:
    """Slack's own name for what went wrong in the body of an answer, or "" where it is none of Slack's."""
    if not isinstance(body, dict):
        return ""
    error = cast("dict[str, object]", body).get("error")
    return error if isinstance(error, str) else ""


def judge(answer: Answer, *, idempotent: bool = False) -> Outcome:
    """What `answer` means: an ambiguous one is retried only where doing it twice is doing it once."""
    if not answer.error:
        return Outcome.SENT
    if answer.retry_after is not None or answer.error in WAITS:
        return Outcome.RETRY
    if answer.refused and answer.error not in AMBIGUOUS:
        return Outcome.RETRY if answer.error == "not_connected" else Outcome.FAILED
    return Outcome.RETRY if idempotent else Outcome.UNCONFIRMED


def next_attempt_at(attempts: int, answer: Answer, *, now: datetime) -> datetime:
    """When to try again after `attempts` tries: as Slack says, else twice as long each time, five minutes at most."""
    if answer.retry_after is not None:
        return now + answer.retry_after
    return now + min(timedelta(seconds=2 ** min(attempts, 10)), LONGEST_WAIT)


@dataclass(frozen=True, slots=True)
class DueFacts:
    """A due post as it looks now.

    `away` when somebody it is for has left, paused or gone; `hours` are those of the people it is for, as far as we
    know them; `moot` when what it changes never arrived, or whom it was about has deleted themselves.
    """

    expires_at: datetime
    unless_away: bool
    away: bool
    hours: tuple[Hours, ...] = ()
    moot: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """What becomes of a post that is not sent, and why."""

    state: PostState
    why: str


def decide_end(facts: DueFacts, *, now: datetime) -> End | None:
    """The end of a post that no longer makes sense, or None; one that could not be sent in time is a failure."""
    if facts.unless_away and facts.away:
        return End(PostState.DROPPED, "somebody it is for is away")
    if now >= facts.expires_at:
        return End(PostState.FAILED, "too late to be worth saying")
    if facts.moot:
        return End(PostState.DROPPED, "nothing is left to say or to change")
    return None


def decide_wait(facts: DueFacts, *, now: datetime) -> datetime | None:
    """Until when a post waits, as somebody it is for is not at work; None when it may go now.

    Where no moment suits everybody before it expires, it waits until then.
    """
    moment = first_common_moment(facts.hours, start=now, end=facts.expires_at)
    if moment == now or not facts.hours:
        return None
    return moment or facts.expires_at
