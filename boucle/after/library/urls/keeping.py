"""What those in charge bring in: reports, files of references; and the way out, for everybody."""

from django.urls import URLPattern, path

from boucle.after.library.views import importing, references, sessions

patterns: list[URLPattern] = [
    path("t/<slug:slug>/library/import/", importing.bring, name="import"),
    path("library/drafts/<str:key>/", importing.draft, name="draft"),
    path("library/drafts/<str:key>/progress/", importing.draft_progress, name="draft_progress"),
    path("library/drafts/<str:key>/discard/", importing.discard, name="discard"),
    path("t/<slug:slug>/library/references/", references.bring, name="references"),
    path("t/<slug:slug>/library/references/<str:name>/", references.everything, name="all_references"),
    path("b/<str:reference>/cite/<str:name>/", references.cite, name="cite"),
    path("b/<str:reference>/document/<str:name>/", sessions.document, name="document"),
]
