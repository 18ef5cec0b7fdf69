"""How long the demo's page takes for eight weeks: with a dozen people, and with a company."""

import asyncio
import time
from random import Random

from app import in_workspace, read_manifest
from emulator.demo.people_file import Colleague
from emulator.demo.story import TWELVE
from emulator.page.picture import picture, screen
from emulator.page.server import BREATH
from emulator.page.world import World, new_world
from tests.bench.table import Row

BARS = {12: 5.0, 200: 30.0}  # seconds


def measure() -> list[Row]:
    """The rows for each size."""
    return [row for size, bar in BARS.items() for row in asyncio.run(_measure(size, bar))]


async def _measure(size: int, bar: float) -> list[Row]:
    rng = Random(7)
    people = [TWELVE[number] if number < len(TWELVE) else _colleague(rng, number) for number in range(size)]
    began = time.monotonic()
    news = asyncio.Event()
    made = new_world(in_workspace, manifest=read_manifest(), people=people, seed=7, changed=news.set)
    async with made as world:
        ready = time.monotonic() - began
        watching = asyncio.create_task(_watch(world, news))
        began = time.monotonic()
        await world.wind("weeks")
        took = time.monotonic() - began
        watching.cancel()
        found = world.finding
    case = f"{size} people"
    return [
        Row(case, "the page is ready", ready, "s", bar=10),
        Row(case, "+8 weeks", took, "s", bar=bar),
        Row(case, "left out", found.left_out if found is not None else size, "people", bar=0),
    ]


def _colleague(rng: Random, number: int) -> Colleague:
    like = rng.choice(TWELVE)
    return Colleague(f"Person {number}", like.zone, like.team, like.place)


async def _watch(world: World, news: asyncio.Event) -> None:
    """A browser looks on at two people all the while, as the page lets it."""
    while True:
        await news.wait()
        news.clear()
        await picture(world)
        for person in world.stage.people[:2]:
            screen(world, person)
        await asyncio.sleep(BREATH)
