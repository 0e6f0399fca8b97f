"""A publication as an e-book (EPUB 3), one file per chapter."""

import io

from django.template.loader import render_to_string
from ebooklib import epub as ebook

from boucle.after.library.engine.booklet import Booklet, Chapter
from boucle.foundation.documents import engine as documents


def epub(booklet: Booklet) -> bytes:
    book = ebook.EpubBook()
    book.set_identifier(booklet.address)
    book.set_title(booklet.title)
    book.set_language(booklet.language)
    book.add_metadata("DC", "rights", booklet.licence)
    book.add_metadata("DC", "source", booklet.address)
    pages = [page(booklet, chapter, number) for number, chapter in enumerate(booklet.chapters, 1)]
    for each in pages:
        book.add_item(each)
    book.toc = pages
    book.spine = ["nav", *pages]
    book.add_item(ebook.EpubNcx())
    book.add_item(ebook.EpubNav())
    written = io.BytesIO()
    ebook.write_epub(written, book)
    return written.getvalue()


def page(booklet: Booklet, chapter: Chapter, number: int) -> ebook.EpubHtml:
    made = ebook.EpubHtml(title=chapter.title, file_name=f"chapter-{number}.xhtml", lang=booklet.language)
    known = {"title": chapter.title, "text": documents.markdown(chapter.text, key=str(number))}
    made.content = render_to_string("library/paper/chapter.html", known)
    return made
