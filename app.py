"""Elevenses: wires the bot together, and is its command line."""

import asyncio
import contextlib
import gc
import importlib
import json
import logging
import sys
import webbrowser
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import partial
from multiprocessing import set_forkserver_preload
from pathlib import Path
from typing import Annotated, Any

import aiohttp
import typer
import yaml
from pydantic import SecretStr, ValidationError
from rich.console import Console
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

import handlers
from bot.doctor import State, as_line
from bot.people import TeamId
from bot.refusal import SorryError
from emulator.clock import Clock
from emulator.demo.people_file import Colleague, PeopleFileError, read_people
from emulator.demo.report import as_data, tell
from emulator.demo.story import BEGIN, TWELVE, Story, play
from emulator.page.server import Page
from emulator.server import Server
from emulator.workspace import Workspace
from handlers.doctor import check_up
from handlers.install import install
from handlers.listening import authorised, listen_on, listening, socket_mode, stopped
from handlers.rehearsal import rehearse_rounds
from handlers.settings import Settings
from handlers.web import web_app
from scheduling.fetching import Fetcher
from scheduling.loop import Loop
from scheduling.workplace import Workplace
from storage import outlook, people
from storage.database import JOB_PATIENCE, Database, DatabaseUnavailableError
from storage.outlook import Outlook
from storage.schema import open_database
from storage.sealing import check_keys, fresh_key, seal_all, seal_with

logger = logging.getLogger("elevenses")
HERE = Path(__file__).parent
SLACK_TIMEOUT = 10  # seconds
SILENCE = 15.0  # seconds without a tick of the clock that are too long
GRACE = 10.0  # seconds to finish what is in hand


def read_clock() -> datetime:
    """The time now; nothing else in the bot reads it."""
    return datetime.now(UTC)


@dataclass
class Bot:
    """The running bot: its memory, its ear on Slack and its clock."""

    db: Database
    app: AsyncApp
    loop: Loop
    team_id: TeamId
    clock: Callable[[], datetime]
    stopping: bool = False

    async def unready(self) -> tuple[str, ...]:
        """What keeps the bot from working, by name; nothing when all is well."""
        found = ["stopping"] if self.stopping else []
        if self.loop.silent_for() > SILENCE:
            found.append("clock")
        try:
            await self.db.run(self.team_id, people.workspace_known)
        except DatabaseUnavailableError:
            found.append("database")
        return tuple(found)

    async def run_due(self) -> None:
        """Do all that is due now, as the ticking clock would."""
        await self.loop.run_due()

    async def next_due(self) -> datetime | None:
        """When something falls due next, after now; what the demo and the tests wind the clock to."""
        due = await self.loop.next_due()
        # What stays due after `run_due` waits for Slack: a second is the least it waits.
        return None if due is None else max(due, self.clock() + timedelta(seconds=1))

    async def outlook(self) -> Outlook:
        """What lies ahead, who was matched and why, and what became of each post."""
        return await self.db.run(self.team_id, outlook.load_outlook, now=self.clock())


@contextlib.asynccontextmanager
async def awake(
    settings: Settings, *, clock: Callable[[], datetime] = read_clock, may_migrate: bool = True
) -> AsyncIterator[Bot]:
    """The bot, knowing its workspace and its database, until the end of the block; it does not listen yet.

    Raises:
        SorryError: the database, Slack or a setting does not let it wake up.
    """
    token = settings.slack_bot_token.get_secret_value()
    if not token:
        raise SorryError("SLACK_BOT_TOKEN is missing. Put it into .env (see .env.sample), then start again.")
    db = await asyncio.to_thread(open_database, settings.database_url, may_migrate=may_migrate)
    try:
        seal_with(db.engine, settings.sealing_keys.get_secret_value())
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SLACK_TIMEOUT)) as session:

            def client(token: str | None) -> AsyncWebClient:  # never repeats a call by itself: it might post twice
                url = settings.slack_api_url
                return AsyncWebClient(token, base_url=url, timeout=SLACK_TIMEOUT, session=session, retry_handlers=[])

            slack = client(token)
            us = await authorised(slack)
            team_id = TeamId(us.team_id or "")
            await db.run(
                team_id,
                people.meet_workspace,
                enterprise_id=us.enterprise_id,
                bot_user_id=us.bot_user_id or "",
                now=clock(),
                public_url="" if settings.slack_app_token else settings.public_url,  # a socket serves no files
                meeting_url=settings.meeting_url,
            )
            await db.run(team_id, check_keys)
            app = listening(client(None), us)
            handlers.register(app, db=db, team_id=team_id, clock=clock)
            fetcher = Fetcher() if settings.fetch_titles else None
            bot = Bot(db, app, Loop(Workplace(db, slack, team_id, clock, fetcher)), team_id, clock)
            try:
                yield bot
            finally:
                bot.stopping = True
                await bot.loop.stop()
    finally:
        db.close()


def over_http(bot: Bot, settings: Settings) -> contextlib.AbstractAsyncContextManager[int]:
    """Listen to Slack over HTTP; gives the port."""
    secret = settings.slack_signing_secret.get_secret_value()
    if not secret:
        raise SorryError("Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) in .env, then start again.")
    web = web_app(app=bot.app, db=bot.db, team_id=bot.team_id, signing_secret=secret, now=bot.clock, ready=bot.unready)
    return listen_on(web, host=settings.host, port=settings.port)


async def serve(settings: Settings, *, may_migrate: bool) -> None:
    """Run until somebody stops us, then finish what is in hand."""
    stop = stopped()
    app_token = settings.slack_app_token.get_secret_value()
    async with awake(settings, may_migrate=may_migrate) as bot:
        listen = socket_mode(bot.app, app_token) if app_token else over_http(bot, settings)
        async with listen as port:
            bot.loop.start()
            how = f"HTTP on {settings.host}:{port}" if port else "Socket Mode"
            logger.info("Elevenses is running for %s over %s; stop it with Ctrl+C", bot.team_id, how)
            await stop.wait()
            logger.info("finishing what is in hand")
            bot.stopping = True
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(bot.loop.stop(), GRACE - 2)


cli = typer.Typer(
    help=(
        "Elevenses introduces colleagues to each other in Slack. "
        "New here? Try `uv run app.py demo`: no account needed. Any command takes --debug, to show traces."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
NoMigrate = Annotated[bool, typer.Option("--no-migrate", help="Refuse to start if the database is not up to date.")]


def read_settings() -> Settings:
    """The operator's settings; SorryError names the one that does not fit, never its value."""
    try:
        return Settings()
    except ValidationError as wrong:
        names = ", ".join(str(error["loc"][0]).upper() for error in wrong.errors())
        hints = [f"{error['ctx']['error']}. " for error in wrong.errors() if error["type"] == "value_error"]
        raise SorryError(f"{names} in the environment or .env does not fit. {''.join(hints)}See .env.sample.") from None


def client_of(settings: Settings) -> AsyncWebClient:
    """A client for a few calls, which never repeats one by itself."""
    token = settings.slack_bot_token.get_secret_value()
    return AsyncWebClient(token, base_url=settings.slack_api_url, timeout=SLACK_TIMEOUT, retry_handlers=[])


@cli.command()
def init() -> None:
    """Write .env, and say how to create the Slack app; on a terminal, ask for its two tokens."""
    settings = read_settings()
    install(
        Path(".env"),
        sample=(HERE / ".env.sample").read_text(),
        manifest=read_manifest(),
        known={name.upper() for name, value in settings if isinstance(value, SecretStr) and value},
        say=typer.echo,
        ask=partial(typer.prompt, hide_input=True, default="", show_default=False) if sys.stdin.isatty() else None,
    )


@cli.command()
def doctor() -> None:
    """Check tokens, scopes, events, database and clock, and say what is missing; changes nothing."""
    settings = read_settings()
    findings = asyncio.run(
        check_up(
            client_of(settings),
            app_token=settings.slack_app_token.get_secret_value(),
            signing_secret=bool(settings.slack_signing_secret),
            database_url=settings.database_url,
            sealed=bool(settings.sealing_keys),
            scopes=set(read_manifest()["oauth_config"]["scopes"]["bot"]),
            clock=read_clock,
        )
    )
    for one in findings:
        typer.echo(as_line(one))
    if wrong := [one.what for one in findings if one.state is State.WRONG]:
        raise SorryError(f"To mend before the bot can work: {', '.join(wrong)}.")
    typer.echo("Nothing is wrong.")


@cli.command()
def run(*, no_migrate: NoMigrate = False) -> None:
    """Run the bot: over Socket Mode if SLACK_APP_TOKEN is set, else over HTTP."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)  # it would tell of every tick
    asyncio.run(serve(read_settings(), may_migrate=not no_migrate))


@cli.command(name="migrate")
def migrate_command() -> None:
    """Bring the database to the newest shape."""
    open_database(read_settings().database_url, may_migrate=True).close()
    typer.echo("The database is up to date.")


@cli.command()
def seal(*, new_key: Annotated[bool, typer.Option("--new-key", help="Print a fresh key instead.")] = False) -> None:
    """Seal what people wrote for nobody else with the first of SEALING_KEYS; the bot may run meanwhile."""
    url, keys = (settings := read_settings()).database_url, settings.sealing_keys.get_secret_value()
    typer.echo(fresh_key() if new_key else f"Texts sealed: {seal_all(url, keys)}.")


@cli.command(name="round")
def round_command(
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Send and save nothing.")] = False,
    weeks: Annotated[int, typer.Option(min=1, max=52, help="How many weeks to look ahead.")] = 4,
) -> None:
    """Show who would be introduced to whom in the coming rounds, and why: `round --dry-run`."""
    if not dry_run:
        raise SorryError("Rounds run by themselves, while the bot runs. Add --dry-run to see the coming ones.")
    settings = read_settings()
    with contextlib.closing(open_database(settings.database_url, may_migrate=False)) as db:
        typer.echo(asyncio.run(rehearse_rounds(client_of(settings), db, weeks=weeks, clock=read_clock)))


@cli.command()
def manifest(*, as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False) -> None:
    """Print the Slack app manifest, to create the app from."""
    typer.echo(json.dumps(read_manifest(), indent=2) if as_json else (HERE / "manifest.yml").read_text())


def read_manifest() -> dict[str, Any]:
    """The Slack app manifest that stands beside this file."""
    return dict(yaml.safe_load((HERE / "manifest.yml").read_text()))


@contextlib.asynccontextmanager
async def in_workspace(workspace: Workspace, clock: Clock, database_url: str = "sqlite://") -> AsyncIterator[Bot]:
    """The real bot in an emulated workspace, over Socket Mode on loopback."""
    token = SecretStr(workspace.bot_token)
    settings = Settings(slack_bot_token=token, slack_api_url=workspace.base_url, database_url=database_url)
    async with awake(settings, clock=clock.now) as bot, socket_mode(bot.app, workspace.app_token):
        bot.db.patience = JOB_PATIENCE
        yield bot


async def play_demo(people: Sequence[Colleague], *, weeks: int, seed: int, progress: Callable[[str], None]) -> Story:
    """The story of so many weeks, played without a page."""
    clock = Clock(BEGIN)
    workspace = Workspace(manifest=read_manifest(), clock=clock)
    async with Server(workspace), in_workspace(workspace, clock) as bot:
        return await play(workspace, clock, bot, people=people, weeks=weeks, seed=seed, progress=progress)


async def serve_demo(people: Sequence[Colleague], *, seed: int, port: int, show: Callable[[str], None]) -> None:
    """The page, until somebody stops us; `show` is told its address."""
    page = Page(in_workspace, manifest=read_manifest(), people=people, seed=seed, port=port)
    try:
        async with page:
            show(page.url)
            await stopped().wait()
    except OSError as taken:
        raise SorryError(f"Port {port} is taken. Leave --port out, and a free one is found.") from taken


@cli.command()
def demo(
    *,
    headless: Annotated[bool, typer.Option("--headless", help="Tell it in the terminal, without a page.")] = False,
    weeks: Annotated[int, typer.Option(min=1, max=52, help="How many weeks to play, headless.")] = 8,
    seed: Annotated[int, typer.Option(help="The same seed gives the same story.")] = 7,
    people: Annotated[
        Path | None, typer.Option(help="A CSV (name, zone, team, place) or a Slack export's users.json.")
    ] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the headless story there, too.")] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The page's port; a free one without it.")] = 0,
    no_open: Annotated[bool, typer.Option("--no-open", help="Open no browser.")] = False,
) -> None:
    """Try it on an emulated Slack, in a browser page: no account, no token, no network."""
    try:
        cast = TWELVE if people is None else read_people(people)
    except PeopleFileError as wrong:
        raise SorryError(str(wrong)) from wrong
    if headless or json_file is not None:
        with Console(stderr=True).status("waking up") as status:
            story = asyncio.run(play_demo(cast, weeks=weeks, seed=seed, progress=status.update))
        tell(story, Console())
        if json_file is not None:
            json_file.write_text(json.dumps(as_data(story), indent=2, ensure_ascii=False) + "\n")
        return

    def show(url: str) -> None:
        typer.echo(f"Elevenses in an emulated workspace: {url}\nStop it with Ctrl+C.")
        if not no_open:
            webbrowser.open(url)

    asyncio.run(serve_demo(cast, seed=seed, port=port, show=show))


Bench = StrEnum("Bench", "delivery ack weeks sync match home digest")


@cli.command()
def bench(
    names: Annotated[list[Bench] | None, typer.Argument(help="Which; all without one.")] = None,
    *,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the rows there, too.")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Leave out what takes long.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Exit 1 where a row misses its bar.")] = False,
) -> None:
    """Measure deliveries under kills and faults, answers, the demo, the first sync, matches, Home, and digests."""
    poor = importlib.import_module("tests.bench.table").run(names or list(Bench), json_file=json_file, quick=quick)
    if poor and check:
        raise SorryError(f"{len(poor)} rows miss their bar, the first: {poor[0]}.")


def main(arguments: list[str]) -> int:
    """Run a command; what goes wrong is one sentence and a non-zero exit, with a trace only for `--debug`."""
    debug = "--debug" in arguments
    try:
        cli([one for one in arguments if one != "--debug"], prog_name="app.py", standalone_mode=True)
    except SorryError as sorry:
        if debug:
            raise
        Console(stderr=True).print(str(sorry), style="bold red", highlight=False)
        return 1
    return 0


if __name__ == "__main__":
    gc.set_threshold(100_000, 50, 100)  # most of what we hold stays, so that looking through it often finds nothing
    set_forkserver_preload(["app"])  # for `bot.apart`
    sys.exit(main(sys.argv[1:]))
