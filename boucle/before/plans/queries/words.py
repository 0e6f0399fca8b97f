"""Numbers as a sentence says them."""

from django.utils.formats import number_format
from django.utils.translation import pgettext


def counted(number: int) -> str:
    """In letters up to twenty, for what counts sections: `une`, `treize`; then in figures."""
    names = [
        pgettext("number", "none"),
        pgettext("number of sections", "one"),
        pgettext("number", "two"),
        pgettext("number", "three"),
        pgettext("number", "four"),
        pgettext("number", "five"),
        pgettext("number", "six"),
        pgettext("number", "seven"),
        pgettext("number", "eight"),
        pgettext("number", "nine"),
        pgettext("number", "ten"),
        pgettext("number", "eleven"),
        pgettext("number", "twelve"),
        pgettext("number", "thirteen"),
        pgettext("number", "fourteen"),
        pgettext("number", "fifteen"),
        pgettext("number", "sixteen"),
        pgettext("number", "seventeen"),
        pgettext("number", "eighteen"),
        pgettext("number", "nineteen"),
        pgettext("number", "twenty"),
    ]
    return names[number] if number < len(names) else number_format(number, 0, use_l10n=True, force_grouping=True)
