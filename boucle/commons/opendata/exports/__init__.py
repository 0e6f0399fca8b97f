"""The list page in other formats: `exports.respond(request, filter, "csv")`."""

from boucle.commons.opendata.exports.respond import FORMATS, respond, rows, wanted

__all__ = ["FORMATS", "respond", "rows", "wanted"]
