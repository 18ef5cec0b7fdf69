"""The project's own files, read once for all the tests of how it is written."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
HIDDEN_BUT_OURS = {".ci", ".github", ".slack"}
UNSEEN = {"__pycache__", "node_modules"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project, relative to its root; of the hidden folders only what CI and Slack's tool run."""
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return tuple(sorted(path for path in found if _ours(path)))


def _ours(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parent.parts) and path.parts[0] not in HIDDEN_BUT_OURS
    made = path.suffix in {".pyc", ".sqlite"} or path.name in {".env", ".coverage", ".git"}
    return not hidden and not made and not UNSEEN & set(path.parts)


@cache
def modules() -> dict[Path, ast.Module]:
    """Every Python file and its syntax tree."""
    return {path: ast.parse((ROOT / path).read_text()) for path in files() if path.suffix == ".py"}


def functions() -> Iterator[tuple[str, Function]]:
    """Every function, and where it stands."""
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield f"{path}:{node.lineno} {node.name}", node


def dotted(node: ast.expr) -> str:
    """`a.b.c` as it is written, or "" for anything but names."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""
