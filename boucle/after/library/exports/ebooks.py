"""A publication as an e-book (EPUB 3), one file per chapter."""

import io

from django.template.loader import render_to_string
from ebooklib import epub as ebook

from boucle.after.library.engine.booklet import Booklet, Chapter, Figure
from boucle.foundation.core import pictures
from boucle.foundation.documents import engine as documents


def epub(booklet: Booklet) -> bytes:
    book = ebook.EpubBook()
    book.set_identifier(booklet.address)
    book.set_title(booklet.title)
    book.set_language(booklet.language)
    book.add_metadata("DC", "rights", booklet.licence)
    book.add_metadata("DC", "source", booklet.address)
    for each in booklet.figures:
        book.add_item(ebook.EpubImage(uid=each.file, file_name=each.file, media_type="image/jpeg", content=jpeg(each)))
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


def jpeg(figure: Figure) -> bytes:
    return pictures.as_jpeg(figure.image)


def page(booklet: Booklet, chapter: Chapter, number: int) -> ebook.EpubHtml:
    made = ebook.EpubHtml(title=chapter.title, file_name=f"chapter-{number}.xhtml", lang=booklet.language)
    images = {each.name: documents.Image(each.file, each.width, each.height) for each in booklet.figures}
    text = documents.markdown(chapter.text, images, key=str(number))
    known = {"title": chapter.title, "text": text}
    made.content = render_to_string("library/paper/chapter.html", known)
    return made
