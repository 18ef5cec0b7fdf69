"""Your own people for the demo: a CSV, or the `users.json` of a Slack export."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

FEWEST = 2
MOST = 2000
LARGEST = 50_000_000  # bytes
COLUMNS = ("name", "zone", "team", "place")


class PeopleFileError(ValueError):
    """What does not fit in a people file, in one sentence that names the row and the column."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody to play with: a name, an IANA zone, and what their profile says."""

    name: str
    zone: str
    team: str = ""
    place: str = ""


def read_people(path: Path) -> tuple[Colleague, ...]:
    """The people in a file.

    Raises:
        PeopleFileError: it cannot be read, or a row does not fit.
    """
    text = _text(path)
    if not text.strip():
        raise PeopleFileError(
            f"{path.name} is empty. It needs a header (name, zone, team, place) and a row for each person."
        )
    rows = _exported(path, text) if text.lstrip().startswith(("[", "{")) else _listed(path, text)
    people = tuple(rows)
    if not FEWEST <= len(people) <= MOST:
        raise PeopleFileError(f"{path.name} has {len(people)} people; the demo takes {FEWEST} to {MOST}.")
    return people


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise PeopleFileError(f"{path.name} is too large for a list of people.")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PeopleFileError(f"{path.name} is not UTF-8. Save it as UTF-8, then try again.") from None
    except (OSError, ValueError) as wrong:
        if isinstance(wrong, PeopleFileError):
            raise
        raise PeopleFileError(
            f"{path.name} cannot be read: {getattr(wrong, 'strerror', None) or 'not a file'}."
        ) from None


def _listed(path: Path, text: str) -> Iterator[Colleague]:
    header = text.lstrip("\r\n").splitlines()[0]
    separator = max((";", ",", "\t"), key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as wrong:
        raise PeopleFileError(f"{path.name}, row {reader.line_num}: this is no CSV ({wrong}).") from None
    names = [cell.strip().casefold() for cell in rows[0][1]]
    missing = [column for column in COLUMNS[:2] if column not in names]
    if missing:
        found = ", ".join(names)
        raise PeopleFileError(f"{path.name}, row 1: the column {missing[0]} is missing. Found: {found[:200]}.")
    for number, row in rows[1:]:
        cells = dict(zip(names, (cell.strip() for cell in row), strict=False))
        where = f"{path.name}, row {number}"
        yield _colleague(where, *(cells.get(column, "") for column in COLUMNS))


def _colleague(where: str, name: str, zone: str, team: str, place: str) -> Colleague:
    if not name:
        raise PeopleFileError(f"{where}, column name: nobody is named there.")
    if zone not in _zones():
        near = get_close_matches(zone.replace(" ", "_"), sorted(_zones()), n=1, cutoff=0.5)
        hint = f"Did you mean {near[0]}?" if near else "Use an IANA name, like Europe/Berlin."
        raise PeopleFileError(f"{where}, column zone: there is no zone “{zone[:40]}”. {hint}")
    return Colleague(name[:80], zone, team[:80], place[:80])


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())  # walks the whole folder of zones each time


def _exported(path: Path, text: str) -> Iterator[Colleague]:
    try:
        users = json.loads(text)
    except json.JSONDecodeError as wrong:
        raise PeopleFileError(
            f"{path.name}, line {wrong.lineno}, column {wrong.colno}: this is no JSON ({wrong.msg})."
        ) from None
    except (RecursionError, ValueError):
        raise PeopleFileError(f"{path.name} is no list of people.") from None
    if not isinstance(users, list):
        raise PeopleFileError(f"{path.name} is no list of users, as the users.json of a Slack export is.")
    for number, user in enumerate(users, start=1):
        where = f"{path.name}, user {number}"
        if not isinstance(user, dict):
            raise PeopleFileError(f"{where}: this is no user.")
        if not _takes_part(user):
            continue
        profile = user["profile"] if isinstance(user.get("profile"), dict) else {}
        name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name")
        yield _colleague(where, str(name or ""), str(user.get("tz") or ""), str(profile.get("title") or ""), "")


def _takes_part(user: dict[str, Any]) -> bool:
    outside = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_app_user", "is_workflow_bot")
    return user.get("id") != "USLACKBOT" and not any(user.get(mark) for mark in outside)
