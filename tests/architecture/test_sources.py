"""How the project is written: small files and functions, honest tests, nothing of the machine it was made on."""

import ast
import re
from pathlib import Path

from tests.architecture.sources import ROOT, Function, dotted, files, functions, modules

LAST_RESORTS = {Path("handlers/errors.py"), Path("scheduling/loop.py"), Path("scheduling/workplace.py")}
MACHINE = re.compile(r"(?<![\w.~])/(?:home|root|Users|work)/\w")
LOCK = Path("uv.lock")
ASSERTING = re.compile(r"\b(sees|raises|assert_\w+|to_(be|have|contain)_\w+)$")


def _tests() -> list[tuple[str, Function]]:
    return [(where, node) for where, node in functions() if Path(where).name.startswith("test_")]


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {path: len((ROOT / path).read_text().splitlines()) for path in modules()}
    assert {path: length for path, length in lengths.items() if length > 400} == {}


def test_no_function_is_longer_than_60_lines() -> None:
    lengths = {where: (node.end_lineno or 0) - node.lineno + 1 for where, node in functions()}
    generated = {where for where in lengths if where.startswith("storage/migrations/versions/")}
    assert {where: length for where, length in lengths.items() if length > 60 and where not in generated} == {}


def test_every_module_opens_with_a_sentence() -> None:
    silent = [path for path, tree in modules().items() if tree.body and not ast.get_docstring(tree)]
    assert silent == []


def test_only_the_last_resorts_catch_every_exception() -> None:
    caught = {
        path
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and _catches_all(node.type)
    }
    assert caught <= LAST_RESORTS


def _catches_all(kind: ast.expr | None) -> bool:
    kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return any(one is None or dotted(one) in {"Exception", "BaseException"} for one in kinds)


def test_no_function_is_a_stub() -> None:
    protocols = {
        node
        for tree in modules().values()
        for kind in ast.walk(tree)
        if isinstance(kind, ast.ClassDef) and any(dotted(base).endswith("Protocol") for base in kind.bases)
        for node in ast.walk(kind)
    }
    assert [where for where, node in functions() if node not in protocols and _is_stub(node)] == []


def _is_stub(node: Function) -> bool:
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return all(_does_nothing(statement) for statement in body)


def _does_nothing(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass() | ast.Expr(ast.Constant()):
            return True
        case ast.Raise(exc=ast.Name(id="NotImplementedError") | ast.Call(func=ast.Name(id="NotImplementedError"))):
            return True
        case _:
            return False


def test_every_test_asserts() -> None:
    judges = {node.name for where, node in functions() if where.startswith("tests/") and _asserts(node, set())}
    assert [where for where, node in _tests() if node.name.startswith("test_") and not _asserts(node, judges)] == []


def _asserts(node: Function, judges: set[str]) -> bool:
    called = [dotted(inner.func) for inner in ast.walk(node) if isinstance(inner, ast.Call)]
    return any(isinstance(inner, ast.Assert) for inner in ast.walk(node)) or any(
        name in judges or ASSERTING.search(name) for name in called
    )


def test_no_test_mocks_or_sleeps() -> None:
    named = {
        (path, name)
        for path, tree in modules().items()
        if path.parts[0] == "tests"
        for node in ast.walk(tree)
        for name in _names(node)
    }
    assert [(path, name) for path, name in named if name.startswith("unittest") or name == "time.sleep"] == []


def _names(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [name.name for name in names]
        case ast.ImportFrom(module=module, names=names):
            return [f"{module}.{name.name}" for name in names]
        case ast.Attribute():
            return [dotted(node)]
        case _:
            return []


def test_only_tests_import_app() -> None:
    importers = {path for path, tree in modules().items() for node in ast.walk(tree) if "app" in _imported(node)}
    assert {path for path in importers if path.parts[0] != "tests"} == set()


def _imported(node: ast.AST) -> set[str]:
    match node:
        case ast.Import(names=names):
            return {name.name for name in names}
        case ast.ImportFrom(module=str(module)):
            return {module}
        case _:
            return set()


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    assert [str(path) for path in files() if MACHINE.search(_text(path))] == []


def test_only_the_lock_file_names_the_package_index() -> None:
    lock = _text(LOCK)
    indexes = set(re.findall(r'registry = "([^"]+)"', lock))
    hosts = set(re.findall(r'(?:registry|url) = "https://([^/"]+)', lock))
    assert len(indexes) == 1
    assert len(hosts) == 2, "one names packages, one serves them"
    assert [str(path) for path in files() if path != LOCK and any(host in _text(path) for host in hosts)] == []


def _text(path: Path) -> str:
    return (ROOT / path).read_bytes().decode(errors="ignore")
