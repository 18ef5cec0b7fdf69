"""Your own people for the demo: a CSV, or the `users.json` of a Slack export."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category
from zoneinfo import available_timezones

FEWEST = 2
MOST = 2000
LARGEST = 50_000_000  # bytes
LONGEST = 80  # code points of a name, as Slack has it
UNSHOWN = frozenset({"Cc", "Cs"})  # control characters, and halves of a character
NEEDED = ("name", "zone")
OUTSIDE = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_app_user", "is_workflow_bot")


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
    return people_in(path.name, _text(path))


def people_in(file: str, text: str) -> tuple[Colleague, ...]:
    """The people in the text of a file of that name.

    Raises:
        PeopleFileError: a row does not fit.
    """
    exported = text.lstrip().startswith(("[", "{"))
    people = tuple((_exported if exported else _listed)(file, text))
    if not FEWEST <= len(people) <= MOST:
        count = "only one person" if len(people) == 1 else f"{len(people)} people"
        raise PeopleFileError(f"{file} has {count}; the demo takes {FEWEST} to {MOST}.")
    return people


def _text(path: Path) -> str:
    try:
        if path.exists() and not path.is_file():  # a pipe or a device might never end
            raise PeopleFileError(f"{path.name} cannot be read: it is no file.")
        if path.stat().st_size > LARGEST:
            raise PeopleFileError(f"{path.name} is too large for a list of people.")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PeopleFileError(f"{path.name} is not UTF-8. Save it as UTF-8, then try again.") from None
    except OSError as wrong:
        raise PeopleFileError(f"{path.name} cannot be read: {wrong.strerror}.") from None


def _listed(file: str, text: str) -> Iterator[Colleague]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max((";", ",", "\t"), key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as wrong:
        raise PeopleFileError(f"{file}, row {reader.line_num}: this is no CSV ({wrong}).") from None
    if not rows:
        raise PeopleFileError(
            f"{file} is empty. It needs a header (name, zone, team, place) and a row for each person."
        )
    header, names = rows[0][0], [cell.strip().casefold() for cell in rows[0][1]]
    for column in NEEDED:
        if column not in names:
            found = ", ".join(name for name in names if name)
            raise PeopleFileError(f"{file}, row {header}: the column {column} is missing. Found: {found[:200]}.")
    for number, row in rows[1:]:
        yield _colleague(f"{file}, row {number}", dict(zip(names, row, strict=False)), zone="zone")


def _exported(file: str, text: str) -> Iterator[Colleague]:
    try:
        users = json.loads(text)
    except json.JSONDecodeError as wrong:
        where = f"line {wrong.lineno}, column {wrong.colno}"
        raise PeopleFileError(f"{file}, {where}: this is no JSON ({wrong.msg}).") from None
    except (RecursionError, ValueError):  # nested, or a number, beyond all measure
        raise PeopleFileError(f"{file} is no list of people.") from None
    if not isinstance(users, list):
        raise PeopleFileError(f"{file} is no list of users, as the users.json of a Slack export is.")
    for number, user in enumerate(users, start=1):
        where = f"{file}, user {number}"
        if not isinstance(user, dict):
            raise PeopleFileError(f"{where}: this is no user.")
        if user.get("id") != "USLACKBOT" and not any(user.get(mark) for mark in OUTSIDE):
            yield _colleague(where, _cells(user), zone="tz")


def _cells(user: Mapping[str, Any]) -> dict[str, Any]:
    """A user of Slack's as a row."""
    profile = user["profile"] if isinstance(user.get("profile"), dict) else {}
    shown = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name")
    return {"name": shown, "tz": user.get("tz"), "team": profile.get("title")}


def _colleague(where: str, cells: Mapping[str, Any], *, zone: str) -> Colleague:
    """The person in a row; `zone` is what the column of zones is called there."""
    name, team, place = (_words(where, column, cells.get(column)) for column in ("name", "team", "place"))
    if not name:
        raise PeopleFileError(f"{where}, column name: nobody is named there.")
    named = _words(where, zone, cells.get(zone))
    if named not in _zones():
        near = get_close_matches(named.replace(" ", "_"), sorted(_zones()), n=1, cutoff=0.5)
        hint = f"Did you mean {near[0]}?" if near else "Use an IANA name, like Europe/Berlin."
        said = f"there is no zone “{named[:40]}”" if named else "there is no zone"
        raise PeopleFileError(f"{where}, column {zone}: {said}. {hint}")
    return Colleague(name, named, team, place)


def _words(where: str, column: str, cell: object) -> str:
    """A cell as one line of text; an empty one, or none, is ""."""
    if not isinstance(cell, str | None):
        raise PeopleFileError(f"{where}, column {column}: this is no text.")
    words = " ".join((cell or "").split())[:LONGEST]
    if any(category(character) in UNSHOWN for character in words):
        raise PeopleFileError(f"{where}, column {column}: there are characters in it that cannot be shown.")
    return words


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
