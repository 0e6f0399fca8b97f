"""A publication as an e-book (EPUB 3), one file per chapter."""

import io

from django.template.loader import render_to_string
from ebooklib import epub as ebook

from boucle.after.library.engine.booklet import Booklet, Chapter
from boucle.after.library.exports import images
from boucle.after.library.queries import booklets
from boucle.foundation.documents import engine as documents

STYLE = ebook.EpubItem(
    uid="style",
    file_name="style.css",
    media_type="text/css",
    content=b"img { max-width: 100%; height: auto } h1 { line-height: 1.15 } .soft { color: #555 }",
)


def epub(booklet: Booklet) -> bytes:
    book = ebook.EpubBook()
    book.set_identifier(booklet.address)
    book.set_title(booklet.title)
    book.set_language(booklet.language)
    book.add_metadata("DC", "rights", booklet.licence)
    book.add_metadata("DC", "source", booklet.address)
    book.add_item(STYLE)
    for name, content in images.files(booklet).items():
        book.add_item(ebook.EpubImage(uid=name, file_name=name, media_type="image/jpeg", content=content))
    first = front(booklet)
    pages = [page(booklet, chapter, number) for number, chapter in enumerate(booklet.chapters, 1)]
    for each in (first, *pages):
        each.add_item(STYLE)
        book.add_item(each)
    book.toc = pages
    book.spine = [first, "nav", *pages]
    book.add_item(ebook.EpubNcx())
    book.add_item(ebook.EpubNav())
    written = io.BytesIO()
    ebook.write_epub(written, book)
    return written.getvalue()


def front(booklet: Booklet) -> ebook.EpubHtml:
    """What it is, whose, until when, and where it is kept up to date."""
    made = ebook.EpubHtml(title=booklet.title, file_name="title.xhtml", lang=booklet.language)
    made.content = render_to_string("library/paper/front.html", {"booklet": booklet, "today": booklets.today()})
    return made


def page(booklet: Booklet, chapter: Chapter, number: int) -> ebook.EpubHtml:
    made = ebook.EpubHtml(title=chapter.title, file_name=f"chapter-{number}.xhtml", lang=booklet.language)
    shown = {each.name: documents.Image(each.file, each.width, each.height) for each in booklet.figures}
    text = documents.markdown(chapter.text, shown, key=str(number))
    known = {"title": chapter.title, "text": text}
    made.content = render_to_string("library/paper/chapter.html", known)
    return made
