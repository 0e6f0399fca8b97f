"""Translations: `python -m config.translations` compiles every catalogue; with `--missing`, says what has no French.

Catalogues are plain `locale/<language>/LC_MESSAGES/django.po` files beside the code. They are compiled here because a
user's machine has no gettext programs. Message ids are read from Python sources and from templates.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

from config.environment import ROOT

Id = tuple[str, str]  # context, message id (the singular one)

CALLS = {
    "_": 0, "gettext": 0, "gettext_lazy": 0, "gettext_noop": 0, "ngettext": 0, "ngettext_lazy": 0,
    "pgettext": 1, "pgettext_lazy": 1, "npgettext": 1, "npgettext_lazy": 1,
}  # fmt: skip
STRING = r"""\s*u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")\s*"""
TEMPLATE_CALL = re.compile(rf"(?<![\w])(_|n?p?gettext)\(((?:{STRING},?)+)")
FOLDERS = ("boucle", "config")


def catalogues(language: str = "*") -> list[Path]:
    """Every catalogue of ours."""
    roots = [ROOT / "locale", *(ROOT / folder for folder in FOLDERS)]
    pattern = f"{language}/LC_MESSAGES/django.po"
    return sorted({path for root in roots for path in root.rglob(pattern)})


def compile_all() -> int:
    """Writes each catalogue's .mo when it is older than its .po; says how many there are."""
    found = catalogues()
    for path in found:
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime <= path.stat().st_mtime:
            polib.pofile(str(path)).save_as_mofile(str(compiled))
    return len(found)


def ids_of_python(source: str) -> Iterator[Id]:
    """Message ids that a Python source marks; only literal texts can be translated."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name not in CALLS:
            continue
        texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        if len(texts) > CALLS[name] and all(isinstance(text, str) for text in texts[: CALLS[name] + 1]):
            context = str(texts[0]) if CALLS[name] else ""
            yield context, str(texts[CALLS[name]])


def ids_of_template(source: str) -> Iterator[Id]:
    """Message ids that a template marks, as Django's own extraction rewrites them."""
    from django.utils.translation.template import templatize

    for name, arguments in TEMPLATE_CALL.findall(templatize(source)):
        texts = ast.literal_eval(f"({arguments.rstrip().rstrip(',')},)")
        yield (texts[0], texts[1]) if "p" in name else ("", texts[0])


def used_ids() -> dict[Id, Path]:
    """Every message id of the product, with a file that uses it."""
    used: dict[Id, Path] = {}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                used |= dict.fromkeys(ids_of_python(path.read_text(encoding="utf-8")), path)
        for path in sorted((ROOT / folder).rglob("templates/**/*.*")):
            used |= dict.fromkeys(ids_of_template(path.read_text(encoding="utf-8")), path)
    return {key: path for key, path in used.items() if key[1]}


def known_ids(paths: list[Path]) -> set[Id]:
    """Ids that these catalogues translate, whole and not fuzzy."""
    entries = (entry for path in paths for entry in polib.pofile(str(path)).translated_entries())
    return {(entry.msgctxt or "", entry.msgid) for entry in entries}


def borrowed_ids(language: str) -> set[Id]:
    """Ids that Django and the installed applications translate themselves."""
    from django import conf
    from django.apps import apps

    roots = [Path(conf.__file__).parent, *(Path(app.path) for app in apps.get_app_configs())]
    outside = [root for root in roots if not root.is_relative_to(ROOT / "boucle")]
    files = [root / "locale" / language / "LC_MESSAGES" / "django.mo" for root in outside]
    entries = (entry for path in files if path.exists() for entry in polib.mofile(str(path)))
    return {(entry.msgctxt or "", entry.msgid) for entry in entries if entry.msgstr or entry.msgstr_plural}


def missing(language: str = "fr") -> dict[Id, Path]:
    """Ids of the product without a translation, with a file that uses each."""
    known = known_ids(catalogues(language)) | borrowed_ids(language)
    return {key: path for key, path in used_ids().items() if key not in known}


def main() -> None:
    if "--missing" not in sys.argv[1:]:
        compile_all()
        return
    import django

    django.setup()
    for (context, text), path in sorted(missing().items(), key=lambda item: (str(item[1]), item[0])):
        sys.stdout.write(f"{path.relative_to(ROOT)}: {f'[{context}] ' if context else ''}{text!r}\n")


if __name__ == "__main__":
    main()
