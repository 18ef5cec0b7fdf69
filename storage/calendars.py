"""Calendar files, found by an address that nobody can guess."""

import re
from datetime import datetime

from sqlalchemy import select

from bot.intros.calendar import calendar_file
from storage.database import Tx
from storage.intros import IntroRow, load_found

TOKEN = re.compile(r"[\w-]{32}", re.ASCII)


def load_calendar_file(tx: Tx, token: str, *, now: datetime) -> bytes | None:
    """The calendar file with this token, if there is one."""
    rows = list(tx.scalars(select(IntroRow).where(IntroRow.team_id == tx.team_id, IntroRow.token == token)))
    return next((calendar_file(found.intro, token, now=now) for found in load_found(tx, rows)), None)
