"""Atom (RFC 4287): the newest fiches of a list, with identifiers that never change."""

import re
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from xml.etree import ElementTree as Xml

from django.utils.translation import gettext as _

from boucle.commons.opendata.exports import columns as published
from boucle.commons.opendata.queries.records import Record

ENTRIES = 50
ATOM = "http://www.w3.org/2005/Atom"
GEORSS = "http://www.georss.org/georss"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Xml.register_namespace("", ATOM)
Xml.register_namespace("georss", GEORSS)


def feed(records: Iterable[Record], *, title: str, address: str, page: str, language: str, updated: datetime) -> bytes:
    """The feed at `address` of the list at `page`; `updated` stands where the list is empty."""
    entries = list(records)
    root = Xml.Element(f"{{{ATOM}}}feed", {LANGUAGE: language})
    add(root, "id", uuid.uuid5(uuid.NAMESPACE_URL, address).urn)
    add(root, "title", title)
    add(root, "updated", moment(max((changed(record) for record in entries), default=updated)))
    add(root, "link", rel="self", type="application/atom+xml", href=address)
    add(root, "link", rel="alternate", type="text/html", href=page)
    add(root, "rights", _("Licence Ouverte 2.0"))
    add(root, "generator", "Boucle")
    add(add(root, "author"), "name", "Boucle")
    for record in entries:
        add_entry(root, record)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def add_entry(root: Xml.Element, record: Record) -> None:
    entry = add(root, "entry")
    add(entry, "id", record.uid.urn)
    add(entry, "title", record.title)
    add(entry, "published", moment(record.published_at))
    add(entry, "updated", moment(changed(record)))
    add(entry, "link", rel="alternate", type="text/html", href=published.url(record))
    if record.theme:
        add(entry, "category", term=record.theme)
    add(entry, "summary", record.text)
    if record.lat is not None:
        Xml.SubElement(entry, f"{{{GEORSS}}}point").text = f"{record.lat} {record.lon}"


def add(parent: Xml.Element, name: str, text: str = "", **attributes: str) -> Xml.Element:
    element = Xml.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = NOT_XML.sub("", text) or None
    return element


def changed(record: Record) -> datetime:
    moments: tuple[datetime, datetime] = (record.published_at, record.verified_at)
    return max(moments)


def moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
