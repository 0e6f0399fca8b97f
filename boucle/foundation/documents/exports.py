"""PDF set by Typst from a template of a package and plain data, with Typst's own fonts: nothing is fetched."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
import typst


def pdf(template: Path, content: Mapping[str, Any]) -> bytes:
    """`content` reaches the template as JSON in `sys.inputs.content`: what people typed is data there, never markup.
    The template may import those that stand beside it, and reads nothing else."""
    inputs = {"content": orjson.dumps(content).decode()}
    return bytes(typst.compile(template, root=template.parent, font_paths=fonts(), sys_inputs=inputs))


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Those that come with Typst: a document is the same on every machine."""
    return typst.Fonts(include_system_fonts=False)
