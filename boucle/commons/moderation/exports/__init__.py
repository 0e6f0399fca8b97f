"""What leaves from a coordinator's desk: the archive of a closed situation, the tables of the dashboard."""

from boucle.commons.moderation.exports.archive import FORMATS, stream
from boucle.commons.moderation.exports.sheets import sheet

__all__ = ["FORMATS", "sheet", "stream"]
