from django.apps import AppConfig

A_DAY, TEN_MINUTES = 24 * 60 * 60, 10 * 60  # seconds


class LibraryConfig(AppConfig):
    name = "boucle.after.library"
    label = "library"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from boucle.after.library import actions, exports, jobs
        from boucle.after.library.actions import content
        from boucle.after.library.exports import columns
        from boucle.after.library.forms import sheet as form
        from boucle.after.library.models import Sheet
        from boucle.after.library.queries import fields, filters, pictures
        from boucle.after.library.views import listing
        from boucle.foundation.core import ready
        from boucle.foundation.lifecycle import registry

        registry.register_kind(
            registry.Kind(
                code="sheet",
                number=9,
                label=_("sheet of the library"),
                plural=_("sheets of the library"),
                model=Sheet,
                content=fields.content,
                apply=content.apply,
                labels=exports.LABELS,
                searched=fields.searched,
                filters=filters.FILTERS,
                columns=exports.COLUMNS,
                lookups=columns.LOOKUPS,
                review_months=fields.review,
                is_archived_by_silence=False,
                url_name="library:sheet",
                form_class="boucle.after.library.forms.sheet.SheetForm",
                initial=form.initial,
                words=fields.words,
                panels=(pictures.panel,),
            )
        )
        registry.register_periodic(registry.Periodic("library reports", 1, jobs.publish_drafts))
        registry.register_periodic(registry.Periodic("library drafts", A_DAY, actions.purge_drafts))
        registry.register_periodic(registry.Periodic("library links", TEN_MINUTES, jobs.check_links))
        ready.register_data(r"/t/(?P<slug>[-\w]+)/library/", "format=json", listing.listing_page)
