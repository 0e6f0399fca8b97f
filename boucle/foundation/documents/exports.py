"""PDF set by Typst from a template of a package and plain data, with Typst's own fonts: nothing is fetched."""

import shutil
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
import typst


def pdf(template: Path, content: Mapping[str, Any], files: Mapping[str, bytes] | None = None) -> bytes:
    """`content` reaches the template as JSON in `sys.inputs.content`: what people typed is data there, never markup.
    The template may import those that stand beside it, and reads nothing else but `files`: pictures, by name."""
    if not files:
        return compiled(template, content)
    with tempfile.TemporaryDirectory(prefix="boucle-") as folder:
        beside = Path(shutil.copytree(template.parent, folder, dirs_exist_ok=True))
        for name, data in files.items():
            (beside / name).write_bytes(data)
        return compiled(beside / template.name, content)


def compiled(template: Path, content: Mapping[str, Any]) -> bytes:
    inputs = {"content": orjson.dumps(content).decode()}
    return bytes(typst.compile(template, root=template.parent, font_paths=fonts(), sys_inputs=inputs))


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Those that come with Typst: a document is the same on every machine."""
    return typst.Fonts(include_system_fonts=False)
