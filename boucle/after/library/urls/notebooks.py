"""Watch notebooks."""

from django.urls import URLPattern, path

from boucle.after.library.views import notebooks, proposing

patterns: list[URLPattern] = [
    path("t/<slug:slug>/library/notebooks/", notebooks.listing, name="notebooks"),
    path("t/<slug:slug>/library/notebooks/new/", notebooks.new, name="new_notebook"),
    path("notebooks/<slug:slug>/", notebooks.notebook, name="notebook"),
    path("notebooks/<slug:slug>/propose/", proposing.for_notebook, name="propose_for_notebook"),
    path("notebooks/<slug:slug>/edit/", notebooks.edit, name="edit_notebook"),
    path("notebooks/<slug:slug>/add/", notebooks.add, name="add_to_notebook"),
    path("notebooks/<slug:slug>/entries/<int:entry>/", notebooks.arrange, name="arrange_notebook"),
    path("notebooks/<slug:slug>/document/<str:name>/", notebooks.document, name="notebook_document"),
]
