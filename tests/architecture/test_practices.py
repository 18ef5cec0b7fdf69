"""The table of practices claims no more than a test proves."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| P(\d+) \| ([^|]+) \| (done|partly|later) \| (?:`([^`]+)`)? ?\|$", re.MULTILINE)


def test_every_practice_stands_once_and_names_a_test_that_exists() -> None:
    rows = ROW.findall((ROOT / "docs" / "practices.md").read_text())
    assert [int(number) for number, *_ in rows] == list(range(1, 81))
    for number, _, status, proof in rows:
        assert bool(proof) == (status != "later"), f"P{number}"
        if proof:
            path, _, name = proof.partition("::")
            functions = list(ast.walk(ast.parse((ROOT / path).read_text())))
            assert name in {node.name for node in functions if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
