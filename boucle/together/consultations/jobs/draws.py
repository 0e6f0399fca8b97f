"""Panels are drawn beside the worker: a large pool takes half a minute, and nothing waits for it.

As with maps of opinion, one thread computes without a transaction. While it does it gives a sign now and then; a draw
whose worker was stopped in the middle gives none, and is taken again from its beginning, with the same result.
"""

import logging
import threading

from django.db import connection

from boucle.foundation.core import beside
from boucle.together.consultations import actions
from boucle.together.consultations.models import Draw
from boucle.together.consultations.queries import drawing

logger = logging.getLogger("boucle.work")
SIGN = 10  # seconds
NAME = "draws"


def start() -> int:
    """Begins to draw what waits, unless a draw runs; returns how many wait."""
    if beside.is_busy(NAME) or not (waiting := drawing.waiting().count()):
        return 0
    beside.start(NAME, work)
    return waiting


def work() -> int:
    """Draws whatever waits; returns how many."""
    done = 0
    while (draw := actions.take_draw()) is not None:
        one(draw)
        done += 1
    return done


def one(draw: Draw) -> None:
    is_over = threading.Event()
    signs = threading.Thread(target=give_signs, args=[draw, is_over], name="draw-signs", daemon=True)
    signs.start()
    try:
        compute(draw)
    except Exception as error:  # it is taken again later; the others go on
        logger.warning("draw failed", extra={"error": type(error).__name__})
    finally:
        is_over.set()
        signs.join()


def compute(draw: Draw) -> None:
    try:
        found = drawing.compute(draw)
    except drawing.Refusal as refusal:
        actions.refuse_draw(draw=draw, refusal=refusal)
    else:
        actions.finish_draw(draw=draw, found=found)


def give_signs(draw: Draw, is_over: threading.Event) -> None:
    try:
        while not is_over.wait(SIGN):
            actions.still_drawing(draw)
    finally:
        connection.close()
