"""An operator writes the settings file and learns how to create the Slack app."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.fernet import Fernet
from dotenv import dotenv_values

from app import HERE, main
from bot.install import fill_in
from handlers.install import install
from tests.stage import MANIFEST

SAMPLE = (HERE / ".env.sample").read_text()
BOT, APP = "xoxb-1-pasted", "xapp-1-pasted"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def init(capsys: pytest.CaptureFixture[str]) -> str:
    """What `init` says where nobody can answer."""
    with pytest.raises(SystemExit) as ended:
        main(["init"])
    assert not ended.value.code
    return capsys.readouterr().out


def on_a_terminal(folder: Path, *typed: str) -> str:
    """What `init` says on a terminal where somebody answers each question with the next line."""
    ours, theirs = os.openpty()
    command = [sys.executable, str(HERE / "app.py"), "init"]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    ) as process:
        os.close(theirs)
        said, answers = "", iter(typed)
        for heard in read_all(ours):
            said += heard
            if said.endswith("later): "):
                os.write(ours, f"{next(answers)}\n".encode())
                said += "\n"
    os.close(ours)
    assert process.returncode == 0
    return said


def read_all(terminal: int) -> Iterator[str]:
    """What is written to a terminal, until nobody writes any more."""
    try:
        while heard := os.read(terminal, 4096):
            yield heard.decode()
    except OSError:  # how Linux says that the other end is closed
        return


def answered(folder: Path, *typed: str, known: Collection[str] = ()) -> str:
    """What is said and asked where each question is answered with the next line."""
    answers, said = iter(typed), list[str]()

    def ask(question: str) -> str:
        said.append(f"asked: {question}")
        return next(answers)

    install(folder / ".env", sample=SAMPLE, manifest=MANIFEST, known=known, say=said.append, ask=ask)
    return "\n".join(said)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_settings_file_is_written_for_its_owner_only(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = init(capsys)
    values = dotenv_values(folder / ".env")
    key = values.pop("SEALING_KEYS") or ""
    assert (folder / ".env").read_text() == fill_in(SAMPLE, {"SEALING_KEYS": key})
    assert Fernet(key).decrypt(Fernet(key).encrypt(b"x")) == b"x"
    assert mode(folder / ".env") == 0o600
    assert "Wrote .env" in said
    assert "put SLACK_BOT_TOKEN and SLACK_APP_TOKEN into .env, then `uv run app.py doctor`" in said


def test_the_link_carries_the_whole_manifest(capsys: pytest.CaptureFixture[str]) -> None:
    link = next(line for line in init(capsys).splitlines() if line.startswith("https://"))
    where = urlsplit(link)
    assert (where.netloc, where.path) == ("api.slack.com", "/apps")
    query = parse_qs(where.query)
    assert query["new_app"] == ["1"]
    assert json.loads(query["manifest_json"][0]) == MANIFEST


def test_a_settings_file_that_is_there_stays(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / ".env").write_text(f"SLACK_BOT_TOKEN={BOT}\nSLACK_SIGNING_SECRET=s3cret\n")
    said = init(capsys)
    assert (folder / ".env").read_text() == f"SLACK_BOT_TOKEN={BOT}\nSLACK_SIGNING_SECRET=s3cret\n"
    assert "it stays as it is" in said
    assert "https://" not in said
    assert "Next: `uv run app.py doctor`" in said


def test_somebody_on_a_terminal_is_asked_for_the_tokens(folder: Path) -> None:
    said = on_a_terminal(folder, "xapp-mixed-up", BOT, APP)
    found = dotenv_values(folder / ".env")
    assert (found["SLACK_BOT_TOKEN"], found["SLACK_APP_TOKEN"]) == (BOT, APP)
    assert mode(folder / ".env") == 0o600
    assert "That does not begin with xoxb-" in said
    assert "Next: `uv run app.py doctor`" in said
    assert not [secret for secret in (BOT, APP, "xapp-mixed-up") if secret in said], "what is pasted does not show"


def test_enter_leaves_a_token_for_later_and_it_is_asked_for_next_time(folder: Path) -> None:
    said = answered(folder, BOT, "")
    assert "put SLACK_APP_TOKEN into .env" in said
    (folder / ".env").chmod(0o644)
    said = answered(folder, APP, known={"SLACK_BOT_TOKEN"})
    assert "asked: Bot User OAuth Token" not in said
    assert dotenv_values(folder / ".env")["SLACK_BOT_TOKEN"] == BOT
    assert dotenv_values(folder / ".env")["SLACK_APP_TOKEN"] == APP
    assert mode(folder / ".env") == 0o600


def test_a_value_goes_where_it_is_waited_for_or_to_the_end() -> None:
    assert fill_in("A=\n# B=\nB= \nC=3\n", {"B": r"x\1"}) == "A=\n# B=\nB=x\\1\nC=3\n"
    assert fill_in("A=1", {"B": "2"}) == "A=1\nB=2\n"
    assert fill_in("", {"B": "2"}) == "B=2\n"
