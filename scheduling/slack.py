"""What came of a call to Slack, whatever way it went wrong."""

from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.delivery import Answer, error_name

DEFAULT_WAIT = timedelta(seconds=30)  # where Slack says 429 without saying for how long
TOO_MANY = 429
SERVER_ERROR = 500
# The SDK stumbles with the last two over a body that is no JSON object, or no text.
TROUBLES = (SlackApiError, aiohttp.ClientError, OSError, AttributeError, ValueError)


def explain(trouble: Exception) -> Answer:
    """What one of the `TROUBLES` means."""
    match trouble:
        case SlackApiError():
            return _refusal(trouble)
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError():
            return Answer(error="not_connected", refused=True)
        case TimeoutError():
            return Answer(error="no answer in time")
        case aiohttp.ClientError() | OSError():
            return Answer(error="connection lost")
        case _:
            return Answer(error="unreadable answer")


def _refusal(refused: SlackApiError) -> Answer:
    answer: Any = refused.response  # the SDK's own, or aiohttp's where it could not read the body
    status = int(getattr(answer, "status_code", 0) or getattr(answer, "status", 0) or SERVER_ERROR)
    headers = getattr(answer, "headers", {})
    if status == TOO_MANY:
        wait = str(headers.get("Retry-After", ""))
        return Answer(
            "ratelimited", refused=True, retry_after=timedelta(seconds=int(wait)) if wait.isdecimal() else DEFAULT_WAIT
        )
    error = error_name(getattr(answer, "data", None))
    if status >= SERVER_ERROR or not error:
        return Answer(f"http {status}")
    return Answer(error, refused=True)
