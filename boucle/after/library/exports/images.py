"""The pictures of a publication as the formats that carry them want them: JPEG, which every reader knows."""

from boucle.after.library.engine.booklet import Booklet
from boucle.after.library.queries import figures
from boucle.foundation.core import pictures


def files(booklet: Booklet) -> dict[str, bytes]:
    """By the name of their file; their bytes are read here, and nowhere else."""
    return {name: pictures.as_jpeg(image) for name, image in figures.images(booklet.figures).items()}
