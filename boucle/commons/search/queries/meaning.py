"""Closeness by meaning, where a local model is given: texts that use other words for the same thing.

The model is a folder that somebody put there (`BOUCLE_EMBEDDINGS`), read by the optional extra `boucle[embeddings]`:
static vectors of word pieces, averaged (model2vec). Nothing is downloaded, no text leaves. Without the extra, or
without a model that can be read, stems answer alone.
"""

import importlib.util
import logging
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.utils.translation import gettext as _

from boucle.foundation.lifecycle.models import Contribution

FILES = ("model.safetensors", "tokenizer.json", "config.json")
LONGEST = 4000  # signs of a text that are read

logger = logging.getLogger("boucle.search")


def is_ready() -> bool:
    """Whether a model answers beside the stems."""
    return model() is not None


def ordered(text: str, ids: Sequence[int]) -> list[int]:
    """These contributions, those whose text means nearly the same first (cosine of their vectors); one query."""
    read = model()
    assert read is not None, "asked where a model is ready"
    told = Contribution.objects.filter(pk__in=ids).order_by().values_list("pk", "title", "text")
    texts = {pk: f"{title} {said}"[:LONGEST] for pk, title, said in told}
    known = [id_ for id_ in ids if id_ in texts]
    vectors = np.asarray(read.encode([text[:LONGEST], *(texts[id_] for id_ in known)]), dtype=np.float64)
    lengths = np.linalg.norm(vectors, axis=1)
    cosines = vectors[1:] @ vectors[0] / np.maximum(lengths[1:] * lengths[0], 1e-12)
    return [known[place] for place in np.argsort(-cosines, kind="stable")]


def folder() -> str:
    """The folder of the model; empty when none is given."""
    return str(settings.BOUCLE["EMBEDDINGS"])


def model() -> Any | None:
    given = folder()
    return loaded(given) if given and not missing(given) else None


@lru_cache(maxsize=1)
def loaded(given: str) -> Any | None:
    """The model of a folder, read once; None, and a line in the log, when it cannot be read."""
    os.environ["HF_HUB_OFFLINE"] = "1"  # read as the library is imported: it must never ask its hub
    try:
        from model2vec import StaticModel

        return StaticModel.from_pretrained(given)
    except Exception as error:  # whatever stands in a file that is not ours: stems answer
        logger.warning("model unreadable", extra={"error": type(error).__name__})
        return None


def missing(given: str) -> str:
    """What stops the model of a folder from being read, in words; empty when nothing does."""
    if importlib.util.find_spec("model2vec") is None:
        return _("the extra is not installed (pip install boucle[embeddings])")
    absent = [name for name in FILES if not (Path(given) / name).is_file()]
    return _("%(folder)s has no %(files)s") % {"folder": given, "files": ", ".join(absent)} if absent else ""


def state() -> str:
    """What answers here, in one sentence."""
    given = folder()
    if not given:
        return _("Closeness is by stems. No model is given: BOUCLE_EMBEDDINGS may name the folder of one.")
    if model() is not None:
        return _("Closeness is by stems and by the model of %(folder)s.") % {"folder": given}
    why = missing(given) or _("the model of %(folder)s cannot be read") % {"folder": given}
    return _("Closeness is by stems: %(why)s.") % {"why": why}
