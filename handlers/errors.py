"""The last resort: whatever goes wrong, the person is told what to do, and the log gets a reference, never words."""

import logging
import secrets
from typing import Any

from pydantic import ValidationError
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery import error_name
from handlers.acts import NotOursError
from handlers.answers import tell
from handlers.payloads import StaleError
from storage.database import DatabaseUnavailableError
from storage.receipts import AlreadyDoneError

logger = logging.getLogger(__name__)

UNAVAILABLE = "I cannot reach my memory right now, so nothing was saved. Please try again in a minute."
OUT_OF_DATE = "That button is out of date, so nothing was changed. `/coffee` shows where you stand now."
NOT_OURS = "Elevenses serves another workspace, so this cannot be done here."
TOO_LATE = "Slack took too long to open the form. Please try again."
BUSY = "Slack is busy right now, so nothing was saved. Please try again in a minute."
UNSEEN = "Slack does not show me your account, so I cannot do this for you. Ask an admin of this workspace."
REFUSALS = {
    "expired_trigger_id": TOO_LATE,
    "exchanged_trigger_id": TOO_LATE,
    "invalid_trigger_id": TOO_LATE,
    "ratelimited": BUSY,
    "user_not_found": UNSEEN,
    "user_not_visible": UNSEEN,
}


async def answer_error(
    error: Exception, body: dict[str, Any], respond: AsyncRespond, client: AsyncWebClient
) -> BoltResponse | None:
    """Answer what could not be done.

    Bolt has acknowledged an event before its listener ran, so there is nothing to answer it with; one of another
    workspace does not come that far, and concerns nobody here.
    """
    told = None
    foreign = "event" in body and isinstance(error, NotOursError)
    if not (foreign or isinstance(error, AlreadyDoneError)):
        try:
            told = await tell(_sentence(error), body=body, respond=respond, client=client)
        except Exception:
            logger.warning("could not tell the person about it", exc_info=True)
    return None if "event" in body and not foreign else BoltResponse(status=200, body=told or "")


def _sentence(error: Exception) -> str:
    match error:
        case DatabaseUnavailableError():
            logger.warning("the database is unavailable: %s", error)
            return UNAVAILABLE
        case NotOursError():
            return NOT_OURS
        case StaleError() | ValidationError():
            return OUT_OF_DATE
        case SlackApiError() if known := REFUSALS.get(error_name(error.response.data)):
            return known
        case _:
            return _unexpected(error)


def _unexpected(error: Exception) -> str:
    reference = secrets.token_hex(4)
    logger.error("unexpected, reference %s", reference, exc_info=error)
    return (
        f"Something went wrong on our side, and nothing was saved. Please try again; "
        f"if it stays, tell your admin this reference: {reference}."
    )
