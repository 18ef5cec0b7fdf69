"""Your own people: what fits is read, what does not is named by row and column."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emulator.demo.people_file import LARGEST, MOST, Colleague, PeopleFileError, read_people

GOOD = "Ana,Europe/Berlin,Data,home\nBen,America/New_York,,\n"
TWO = (Colleague("Ana", "Europe/Berlin", "Data", "home"), Colleague("Ben", "America/New_York"))
ANYTHING = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def written(folder: Path, text: str | bytes, name: str = "people.csv") -> Path:
    """A file with this in it."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def refused(path: Path) -> str:
    """The one sentence, or the two, that say why a file is not taken."""
    with pytest.raises(PeopleFileError) as wrong:
        read_people(path)
    assert "\n" not in str(wrong.value)
    return str(wrong.value)


@pytest.mark.parametrize(
    "text",
    [
        "name,zone,team,place\n" + GOOD,
        "\ufeffName;Zone;Team;Place\r\n" + GOOD.replace(",", ";").replace("\n", "\r\n"),
        "age,NAME, zone ,team,place\n" + "".join(f"7,{line}\n" for line in GOOD.splitlines()),
        "place,team,zone,name\nhome,Data,Europe/Berlin,Ana\n\n,,America/New_York,Ben\n,,,\n",
        '\n"name","zone","team","place"\n"  Ana ","Europe/Berlin","Data","home"\n"Ben","America/New_York"\n',
    ],
)
def test_a_csv_is_read_whatever_its_order_and_separator(tmp_path: Path, text: str) -> None:
    assert read_people(written(tmp_path, text)) == TWO


def test_two_people_may_have_one_name_and_it_may_be_in_any_script(tmp_path: Path) -> None:
    names = ["Ana", "Ana", "陳美玲", "نوراى\u200cن", "👩\u200d🚀", "O'Neil, Jr."]
    path = written(tmp_path, "name;zone\n" + "".join(f"{name};Asia/Tokyo\n" for name in names))
    assert [person.name for person in read_people(path)] == names


def test_an_export_is_read_without_bots_guests_and_those_who_left(tmp_path: Path) -> None:
    def user(name: str, **more: object) -> dict[str, object]:
        return {"id": name, "tz": "Asia/Tokyo", "profile": {"real_name": name, "title": "Data"}, **more}

    users = [
        user("Ana"),
        {"id": "U2", "tz": "Asia/Tokyo", "real_name": "Ben"},
        user("Chi", profile={"display_name": "chi", "real_name": "Chi Chen", "title": "Data"}),
        user("bot", is_bot=True),
        user("gone", deleted=True, tz=None),
        user("guest", is_restricted=True),
        user("guest", is_ultra_restricted=True),
        user("USLACKBOT"),
    ]
    people = read_people(written(tmp_path, json.dumps(users), "users.json"))
    assert [(person.name, person.team) for person in people] == [("Ana", "Data"), ("Ben", ""), ("chi", "Data")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "people.csv is empty."),
        (" \n\n", "people.csv is empty."),
        (",,;\n;,", "row 1: the column name is missing."),
        (",,,\n,,", "people.csv is empty."),
        ("name,team\nAna,Data\n", "row 1: the column zone is missing. Found: name, team."),
        ("name,zone\nAna,Europe/Berlin\n,Asia/Tokyo\n", "row 3, column name: nobody is named there."),
        ("name,zone\nAna,Europe/Berlim\n", "row 2, column zone: there is no zone “Europe/Berlim”. Did you mean"),
        (
            "name,zone\nAna,New York\n",
            "row 2, column zone: there is no zone “New York”. Did you mean America/New_York?",
        ),
        ("name,zone\nAna,9\n", "row 2, column zone: there is no zone “9”. Use an IANA name"),
        ("name,zone\nAna\n", "row 2, column zone: there is no zone. Use an IANA name"),
        ("name,zone\nA\x07na,Asia/Tokyo\n", "row 2, column name: there are characters in it that cannot be shown."),
        ("name,zone\nAna,Europe/Berlin\n", "has only one person; the demo takes 2 to 2000."),
        ("name,zone\n" + "Ana,Europe/Berlin\n" * (MOST + 1), "has 2001 people; the demo takes 2 to 2000."),
        ("name,zone\n" + "x" * 200_000, "row 2: this is no CSV"),
        ("[{", "line 1, column 3: this is no JSON"),
        ('[\n{"id": 1,}]', "line 2, column 10: this is no JSON"),
        ("[" * 100_000, "is no list of people."),
        ("[" + "9" * 5000 + "]", "is no list of people."),
        ("{}", "is no list of users"),
        ("[7]", "user 1: this is no user."),
        ('[{"name": "Ana", "tz": 7}]', "user 1, column tz: this is no text."),
        ('[{"name": ["Ana"], "tz": "Asia/Tokyo"}]', "user 1, column name: this is no text."),
        ('[{"name": "\\ud800", "tz": "Asia/Tokyo"}]', "user 1, column name: there are characters"),
        ('[{"name": "Ana"}]', "user 1, column tz: there is no zone. Use an IANA name"),
        (b"\xff\xfe\x00", "is not UTF-8."),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, text: str | bytes, told: str) -> None:
    assert told in refused(written(tmp_path, text))


def test_no_file_a_folder_a_pipe_and_a_giant_are_said_in_words(tmp_path: Path) -> None:
    pipe, giant = tmp_path / "pipe", tmp_path / "giant.csv"
    os.mkfifo(pipe)
    with giant.open("wb") as sparse:
        sparse.truncate(LARGEST + 1)
    assert refused(tmp_path / "nowhere.csv") == "nowhere.csv cannot be read: No such file or directory."
    assert refused(tmp_path).endswith("cannot be read: it is no file.")
    assert refused(pipe) == "pipe cannot be read: it is no file."
    assert refused(giant) == "giant.csv is too large for a list of people."


@given(anything=st.binary(max_size=300) | st.text('[]{}",;:\n01nametzid ', max_size=80).map(str.encode))
@ANYTHING
def test_arbitrary_bytes_are_people_or_one_sentence(tmp_path: Path, anything: bytes) -> None:
    _people_or_one_sentence(written(tmp_path, anything))


@given(anything=st.text(max_size=200))
@ANYTHING
def test_arbitrary_rows_are_people_or_one_sentence(tmp_path: Path, anything: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(("name,zone\nAna,Asia/Tokyo\n" + anything).encode("utf-8", "surrogatepass"))
    _people_or_one_sentence(path)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8) | st.just("Asia/Tokyo"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["real_name", "title"]), inner),
    max_leaves=6,
)
USERS = st.lists(st.dictionaries(st.sampled_from(["id", "name", "tz", "profile", "deleted"]), JSON) | JSON, max_size=4)


@given(users=USERS)
@ANYTHING
def test_arbitrary_users_are_people_or_one_sentence(tmp_path: Path, users: list[object]) -> None:
    _people_or_one_sentence(written(tmp_path, json.dumps(users)))


def _people_or_one_sentence(path: Path) -> None:
    try:
        people = read_people(path)
    except PeopleFileError as wrong:
        assert str(wrong).startswith(path.name), wrong  # noqa: PT017  hypothesis draws both kinds
    else:
        assert all(person.name and person.zone for person in people)
        assert len(people) >= 2
