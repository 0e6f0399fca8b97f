"""Template words of documents; `qr_svg` and the filters serve Python callers too."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from boucle.foundation.documents import engine

register = template.Library()


@register.simple_tag(name="qr")
def qr_svg(address: str, label: str = "") -> SafeString:
    """An address as a QR code: one path, named for screen readers."""
    side, path = engine.qr_path(address)
    said = label or _("Code to scan, it leads to this page")
    return format_html(
        '<svg viewBox="0 0 {} {}" role="img" aria-label="{}"><path stroke="currentColor" d="{}"/></svg>',
        side,
        side,
        said,
        path,
    )


@register.filter
def markdown(text: str) -> SafeString:
    """Markdown as people write it, as HTML without anything dangerous."""
    return mark_safe(engine.markdown(text))


@register.filter
def markdown_line(text: str) -> SafeString:
    """One sentence of Markdown, without a paragraph around it."""
    return mark_safe(engine.markdown_line(text))


@register.filter
def summary(text: str, most: int = 160) -> str:
    """The first words of a Markdown text, as plain text."""
    return engine.summary(text, most)
