"""What a benchmark measured, row by row, and whether each row holds its bar."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from operator import ge, le
from pathlib import Path

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. With a `bar` it has to be at most that, or at least that where `at_least`."""

    case: str
    measure: str
    value: float
    unit: str
    bar: float | None = None
    at_least: bool = False

    @property
    def holds(self) -> bool | None:
        """Whether the figure holds its bar; None where it has none."""
        return None if self.bar is None else (ge if self.at_least else le)(self.value, self.bar)


def as_table(rows: Sequence[Row]) -> Table:
    """The rows as people read them."""
    table = Table("case", "measure", "value", "unit", "bar", "holds", title="Measured in one run on this machine")
    for row in rows:
        bar = "" if row.bar is None else f"{'≥' if row.at_least else '≤'} {row.bar:g}"
        holds = {None: "", True: "yes", False: "[bold red]no[/]"}[row.holds]
        table.add_row(
            row.case,
            row.measure,
            f"{row.value:,.3g}" if row.value < 1000 else f"{row.value:,.0f}",
            row.unit,
            bar,
            holds,
        )
    return table


def as_json(rows: Sequence[Row]) -> list[dict[str, object]]:
    """The rows as programs read them."""
    return [
        {
            "case": row.case,
            "measure": row.measure,
            "value": row.value,
            "unit": row.unit,
            "bar": row.bar,
            "holds": row.holds,
        }
        for row in rows
    ]


def run(names: Sequence[str], *, json_file: Path | None, quick: bool = False) -> list[str]:
    """Measure, print, and write the rows to `json_file`; the rows that miss their bar, in words.

    Where there is something that takes long, `quick` leaves it out.
    """
    rows: list[Row] = []
    for name in names:
        module = import_module(f"tests.bench.{name}")
        measured: Sequence[Row] = module.measure_quickly() if quick and name == "match" else module.measure()
        rows += measured
        Console().print(as_table(measured))
    if json_file is not None:
        json_file.write_text(json.dumps(as_json(rows), indent=2) + "\n")
    return [f"{row.case}, {row.measure}" for row in rows if row.holds is False]
