"""The picture in docs/matching.md, from the rows of `bench match`."""

import io
import json
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

DOCS = Path(__file__).parents[2] / "docs"
FIGURES = DOCS / "matching.json"
PICTURE = DOCS / "images" / "matching.svg"
LINES = {"value": "matched", "the same, greedy": "greedy", "the same, shuffled": "shuffled"}


def points(rows: list[dict[str, Any]], measure: str) -> tuple[list[int], list[float]]:
    """How many people the pairs were made of, and what was measured."""
    found = [
        (int(row["case"].removeprefix("pairs of ").replace(",", "")), float(row["value"]))
        for row in rows
        if row["case"].startswith("pairs of ") and row["measure"].startswith(measure)
    ]
    return [size for size, _ in found], [value for _, value in found]


def draw(rows: list[dict[str, Any]]) -> str:
    """Quality and time by the number of people, as SVG."""
    with mpl.rc_context({"svg.hashsalt": "elevenses", "svg.fonttype": "none", "font.size": 9}):
        figure = Figure(figsize=(8, 3.2), layout="constrained")
        quality, speed = figure.subplots(1, 2)
        for measure, label in LINES.items():
            quality.plot(*points(rows, measure), marker="o", markersize=3, label=label)
        quality.set(xscale="log", xlabel="people", ylabel="% of the best, or of a proven bound", ylim=(0, 105))
        quality.legend(frameon=False)
        speed.plot(*points(rows, "time"), marker="o", markersize=3)
        speed.set(xscale="log", yscale="log", xlabel="people", ylabel="seconds")
        page = io.StringIO()
        figure.savefig(page, format="svg", metadata={"Date": None}, transparent=False)
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines()) + "\n"


def read() -> list[dict[str, Any]]:
    """The rows that are kept in docs."""
    rows: list[dict[str, Any]] = json.loads(FIGURES.read_text())
    return rows
