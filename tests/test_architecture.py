"""The rules of the house that a machine can check: who may import whom, no clock in the core, no calculation in pages."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CORE = ROOT / "arcore"

BELOW_EVERYTHING = {"records", "messages", "i18n", "money", "dates", "schema", "aliases", "palette"}
ROOMS_THAT_KNOW_NO_ROOM_ABOVE = {
    "intake": {"ledger", "documents", "charts", "aging", "balances", "exposure", "overview", "matching", "commands"},
    "ledger": {"documents", "charts", "exposure", "overview", "commands"},
    "matching": {"ledger", "documents", "charts", "intake", "commands"},
}
CLOCK_CALLS = {("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("time", "time")}
MAY_READ_THE_CLOCK = {"commands", "server", "ledger", "__main__"}


def modules(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def room(path: Path) -> str:
    return path.relative_to(CORE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules(CORE), ids=lambda p: str(p.relative_to(ROOT)))
def test_the_core_knows_no_web_page(path: Path) -> None:
    if room(path) in {"server", "commands", "__main__"}:
        return
    assert not {name for name in imports(path) if name.split(".")[0] == "streamlit"}


@pytest.mark.parametrize("path", modules(CORE), ids=lambda p: str(p.relative_to(ROOT)))
def test_rooms_import_only_what_lies_below_them(path: Path) -> None:
    used = {name.split(".")[1] for name in imports(path) if name.startswith("arcore.") and name.count(".") >= 1}
    assert not used & ROOMS_THAT_KNOW_NO_ROOM_ABOVE.get(room(path), set())
    if room(path) in BELOW_EVERYTHING:
        assert used <= BELOW_EVERYTHING


@pytest.mark.parametrize("path", modules(CORE), ids=lambda p: str(p.relative_to(ROOT)))
def test_only_the_ledger_talks_to_a_database(path: Path) -> None:
    if room(path) != "ledger":
        assert not {name for name in imports(path) if name.split(".")[0] in {"sqlalchemy", "sqlite3", "psycopg", "alembic"}}


@pytest.mark.parametrize("path", modules(CORE), ids=lambda p: str(p.relative_to(ROOT)))
def test_calculations_read_no_clock(path: Path) -> None:
    if room(path) in MAY_READ_THE_CLOCK:
        return
    calls = [node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    named = {(ast.unparse(f.value).split(".")[-1], f.attr) for f in calls if isinstance(f, ast.Attribute)}
    assert not named & CLOCK_CALLS


@pytest.mark.parametrize("path", sorted((ROOT / "pages").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_pages_calculate_nothing(path: Path) -> None:
    attributes = {node.attr for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Attribute)}
    assert not attributes & {"groupby", "merge", "pivot", "pivot_table", "apply"}


@pytest.mark.parametrize("folder", ["arcore", "pages", "tests"])
def test_no_fault_is_swallowed_by_a_catch_all(folder: str) -> None:
    for path in modules(ROOT / folder):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                caught = ast.unparse(node.type) if node.type else "everything"
                reraises = any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
                assert caught not in {"everything", "Exception", "BaseException"} or reraises or "error_page" in path.name, (
                    f"{path}:{node.lineno}"
                )
