"""The house keeps its shape: sizes, names, silences."""

import ast
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = sorted(path for path in (ROOT / "boucle").rglob("*.py") if "migrations" not in path.parts)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
CONFIG = sorted((ROOT / "config").rglob("*.py"))

CODE_CAP = 400
TEST_CAP = 600
FUNCTION_CAP = 40
# Exceptions may only shrink: a file or function that gets shorter leaves the list.
LONG_FILES: dict[str, int] = {}
LONG_FUNCTIONS: dict[str, int] = {}

ALLOWED_MODULES = {
    "__init__", "actions", "api", "apps", "backends", "context", "engine", "enums", "exports", "feeds", "forms",
    "jobs", "middleware", "models", "queries", "registry", "rules", "transitions", "urls", "views",
}  # fmt: skip
FORBIDDEN_NAMES = {"utils", "helpers", "manager", "managers", "service", "services", "common", "misc"}


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_file_is_longer_than_its_cap() -> None:
    caps = [(path, CODE_CAP) for path in CODE + CONFIG] + [(path, TEST_CAP) for path in TESTS]
    long = {name(path): lines(path) for path, cap in caps if lines(path) > cap}
    assert long == LONG_FILES


def test_no_function_is_longer_than_its_cap() -> None:
    long: dict[str, int] = {}
    for path in CODE + CONFIG:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                size = node.end_lineno - node.lineno + 1
                if size > FUNCTION_CAP:
                    long[f"{name(path)}:{node.name}"] = size
    assert long == LONG_FUNCTIONS


def test_no_module_is_a_drawer_for_everything() -> None:
    assert [name(path) for path in CODE if path.stem in FORBIDDEN_NAMES] == []


def test_the_files_of_a_package_have_the_names_of_the_house() -> None:
    core = ROOT / "boucle/foundation/core"
    packages = [apps.parent for apps in (ROOT / "boucle").rglob("apps.py") if apps.parent != core]
    strange = [
        name(path) for package in packages for path in sorted(package.glob("*.py")) if path.stem not in ALLOWED_MODULES
    ]
    assert strange == []


def test_every_package_opens_with_a_paragraph() -> None:
    packages = [apps.parent / "__init__.py" for apps in (ROOT / "boucle").rglob("apps.py")]
    silent = [name(path) for path in packages if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert silent == []


def test_every_module_says_what_it_holds() -> None:
    silent = [
        name(path)
        for path in CODE + CONFIG
        if path.stem not in {"apps", "__init__"} and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_no_file_gives_two_names_to_one_thing() -> None:
    doubled = [f"{name(path)}: {', '.join(sorted(one))}" for path in CODE + CONFIG for one in named_twice(path)]
    assert doubled == []


def named_twice(path: Path) -> list[set[str]]:
    """The names that a file gives to what it imports more than once at its head."""
    names: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom):
            for one in node.names:
                names[node.module, one.name].add(one.asname or one.name)
    return [given for given in names.values() if len(given) > 1]


def test_an_engine_knows_no_django() -> None:
    engines = [path for path in CODE if path.stem == "engine" or "engine" in path.relative_to(ROOT).parts]
    guilty = [name(path) for path in engines if re.search(r"^\s*(from|import) django", path.read_text("utf-8"), re.M)]
    assert guilty == []


def test_every_silenced_check_has_its_reason_beside_it() -> None:
    mark = re.compile(r"#\s*(noqa|type: ignore)(:|\[)?[^#\n]*(#.*)?$")
    bare = [
        f"{name(path)}:{number}"
        for path in CODE + CONFIG
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := mark.search(line)) and not found.group(3)
    ]
    assert bare == []


def test_nothing_is_left_for_later() -> None:
    words = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    assert [name(path) for path in CODE + CONFIG if words.search(path.read_text(encoding="utf-8"))] == []
