"""Templates: all used, none with inline script or style."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "boucle").rglob("templates/**/*.html"))
SOURCES = [
    path.read_text(encoding="utf-8")
    for pattern in ("*.py", "templates/**/*.html", "templates/**/*.txt")
    for path in (ROOT / "boucle").rglob(pattern)
]


def short(path: Path) -> str:
    return path.as_posix().split("/templates/", 1)[1]


def is_found_by_convention(name: str) -> bool:
    """allauth looks its own templates up by name."""
    return name.startswith(("account/", "mfa/", "socialaccount/", "allauth/", "usersessions/"))


def test_every_template_is_used() -> None:
    everything = "\n".join(SOURCES)
    unused = [
        short(path)
        for path in TEMPLATES
        if short(path) not in everything and not is_found_by_convention(short(path)) and not built(short(path))
    ]
    assert unused == []


def built(name: str) -> bool:
    """Names made by a prefix and a variable: the folder is named in code."""
    folder = name.rsplit("/", 1)[0] + "/"
    return any(f'"{folder}' in source and "{" in source for source in SOURCES if folder in source)


def test_no_template_has_an_inline_style_or_handler() -> None:
    bad = re.compile(r"""\s(style|on[a-z]+)\s*=\s*["']""")
    guilty = [short(path) for path in TEMPLATES if bad.search(path.read_text(encoding="utf-8"))]
    assert guilty == []


def test_no_template_has_an_inline_script() -> None:
    script = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(json|ld\+json)\")[^>]*>")
    assert [short(path) for path in TEMPLATES if script.search(path.read_text(encoding="utf-8"))] == []


def test_no_template_fetches_anything_from_elsewhere() -> None:
    outside = re.compile(r"""<(script|img|link|iframe|source)[^>]*\b(src|href)=["'](https?:)?//""")
    assert [short(path) for path in TEMPLATES if outside.search(path.read_text(encoding="utf-8"))] == []
