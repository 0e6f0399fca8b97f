"""Watch notebooks: read by everybody, taken away as a document, kept by those who coordinate."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boucle.after.library import actions
from boucle.after.library.exports import documents
from boucle.after.library.forms.notebook import EntryForm, NewNotebookForm, NotebookForm
from boucle.after.library.models import Entry, Notebook
from boucle.after.library.queries import notebooks
from boucle.after.library.views import frames
from boucle.foundation.accounts import rules as accounts
from boucle.foundation.accounts.views import who
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.situations.views import standing


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The notebooks of a territory; its editors see those that are not open yet."""
    place = frames.open_territory(request, slug)
    is_editor = accounts.can_coordinate(request.user, place.pk)
    known = {"place": place, "notebooks": notebooks.of(place, is_editor=is_editor), "is_editor": is_editor}
    return frames.shared(request, standing.page(request, "library/notebooks/list.html", known))


def find(request: HttpRequest, slug: str) -> Notebook:
    """Raises Http404 for a notebook that this reader may not read."""
    found = notebooks.by_slug(slug)
    if found is None or not (found.is_open or accounts.can_coordinate(request.user, found.territory_id)):
        raise Http404
    standing.dress(request, found.territory)
    return found


@require_safe
def notebook(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What it gathers, chapter by chapter."""
    found = find(request, slug)
    is_editor = accounts.can_coordinate(request.user, found.territory_id)
    known = {
        "notebook": found,
        "place": found.territory,
        "parts": notebooks.parts(found),
        "formats": documents.FORMATS,
        "is_editor": is_editor,
        "offered": notebooks.offers(found).count() if is_editor else 0,
    }
    return frames.shared(request, standing.page(request, "library/notebooks/notebook.html", known))


@require_safe
def document(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """The whole notebook: HTML to read at once, PDF, ODT and EPUB to take away."""
    found = find(request, slug)
    if name not in dict(documents.FORMATS):
        raise Http404
    made = documents.written(notebooks.booklet(found), name)
    response = HttpResponse(made.body, content_type=made.type)
    if name != "html":
        response["Content-Disposition"] = f'attachment; filename="{found.slug}.{name}"'
    return frames.shared(request, response)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Begins a notebook, which its editors alone read until they open it."""
    place = frames.open_territory(request, slug)
    accounts.check_coordinate(request.user, place.pk)
    form = NewNotebookForm(attempts.typed(request))
    made: list[Notebook] = []

    def create() -> None:
        made.append(actions.create_notebook(territory=place, user=who.member(request), **form.cleaned_data))

    if form.is_bound and attempts.attempt(form, create):
        return redirect("library:edit_notebook", made[0].slug)
    known = {"form": form, "place": place}
    return standing.page(request, "library/notebooks/new.html", known, status=attempts.status_of(form))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Its title and its words; then what it gathers."""
    found = find(request, slug)
    accounts.check_coordinate(request.user, found.territory_id)
    initial = {"title": found.title, "introduction": found.introduction, "is_open": found.is_open}
    form = NotebookForm(attempts.typed(request), initial=initial)

    def write() -> None:
        actions.write_notebook(notebook=found, user=who.member(request), **form.cleaned_data)

    if form.is_bound and attempts.attempt(form, write):
        messages.success(request, _("Kept."))
        return redirect("library:edit_notebook", found.slug)
    return desk(request, found, form, EntryForm())


def desk(request: HttpRequest, found: Notebook, form: NotebookForm, entry: EntryForm) -> HttpResponse:
    known = {
        "notebook": found,
        "place": found.territory,
        "parts": notebooks.parts(found),
        "offered": notebooks.offered(found),
        "form": form,
        "entry": entry,
    }
    status = max(attempts.status_of(form), attempts.status_of(entry))
    return standing.page(request, "library/notebooks/edit.html", known, status=status)


@never_cache
@require_POST
@login_required
def add(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Puts a fiche in it, by its reference."""
    found = find(request, slug)
    form = EntryForm(request.POST)
    if attempts.attempt(form, lambda: actions.add_entry(notebook=found, user=who.member(request), **form.cleaned_data)):
        return redirect("library:edit_notebook", found.slug)
    initial = {"title": found.title, "introduction": found.introduction, "is_open": found.is_open}
    return desk(request, found, NotebookForm(initial=initial), form)


@never_cache
@require_POST
@login_required
def arrange(request: HttpRequest, slug: str, entry: int) -> HttpResponseBase:
    """One entry up, or out."""
    found = find(request, slug)
    row = get_object_or_404(Entry.objects.select_related("notebook"), notebook=found, pk=entry)
    act = actions.remove_entry if "remove" in request.POST else actions.raise_entry
    act(entry=row, user=who.member(request))
    return redirect("library:edit_notebook", found.slug)
