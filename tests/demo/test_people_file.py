"""Your own people: what fits is read, what does not is named by row and column."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emulator.demo.people_file import Colleague, PeopleFileError, read_people

GOOD = "Ana,Europe/Berlin,Data,home\nBen,America/New_York,,\n"


def written(folder: Path, text: str | bytes, name: str = "people.csv") -> Path:
    """A file with this in it."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize(
    "text",
    [
        "name,zone,team,place\n" + GOOD,
        "\ufeffName;Zone;Team;Place\r\n" + GOOD.replace(",", ";").replace("\n", "\r\n"),
        "age,name,zone,team,place\n" + "".join(f"7,{line}\n" for line in GOOD.splitlines()),
    ],
)
def test_a_csv_is_read_whatever_its_order_and_separator(tmp_path: Path, text: str) -> None:
    ana, ben = read_people(written(tmp_path, text))
    assert ana == Colleague("Ana", "Europe/Berlin", "Data", "home")
    assert ben == Colleague("Ben", "America/New_York")


def test_an_export_is_read_without_bots_guests_and_those_who_left(tmp_path: Path) -> None:
    def user(name: str, **more: object) -> dict[str, object]:
        return {"id": name, "tz": "Asia/Tokyo", "profile": {"real_name": name, "title": "Data"}, **more}

    users = [
        user("Ana"),
        user("Ben"),
        user("bot", is_bot=True),
        user("gone", deleted=True),
        user("guest", is_restricted=True),
        user("USLACKBOT"),
    ]
    people = read_people(written(tmp_path, json.dumps(users), "users.json"))
    assert [person.name for person in people] == ["Ana", "Ben"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "people.csv is empty."),
        ("name,team\nAna,Data\n", "row 1: the column zone is missing. Found: name, team."),
        ("name,zone\nAna,Europe/Berlin\n,Asia/Tokyo\n", "row 3, column name: nobody is named there."),
        (
            "name,zone\nAna,Europe/Berlim\n",
            "row 2, column zone: there is no zone “Europe/Berlim”. Did you mean Europe/Berlin?",
        ),
        ("name,zone\nAna,Europe/Berlin\n", "has 1 people; the demo takes 2 to 2000."),
        ("[{", "line 1, column 3: this is no JSON"),
        ("{}", "is no list of users"),
        ("[7]", "user 1: this is no user."),
        (b"\xff\xfe\x00", "is not UTF-8."),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, text: str | bytes, told: str) -> None:
    with pytest.raises(PeopleFileError) as wrong:
        read_people(written(tmp_path, text))
    assert told in str(wrong.value)


def test_no_file_and_a_folder_are_said_in_words(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.csv", tmp_path):
        with pytest.raises(PeopleFileError, match="cannot be read"):
            read_people(path)


@given(anything=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: ("name,zone\n" + text).encode()))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_in_it_the_answer_is_people_or_one_sentence(tmp_path: Path, anything: bytes) -> None:
    path = written(tmp_path, anything)
    try:
        found = len(read_people(path))
    except PeopleFileError as wrong:
        found = 2
        assert path.name in str(wrong)  # noqa: PT017  hypothesis draws both kinds
    assert found >= 2
