"""What leaves the library: columns of lists, references, documents."""

from boucle.after.library.exports.columns import COLUMNS, LABELS

__all__ = ["COLUMNS", "LABELS"]
