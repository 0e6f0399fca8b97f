from django.apps import AppConfig

HOUR = 60 * 60  # seconds
WEEKLY_CHECK = 6 * 60 * 60  # seconds: spans of hours that vary are cut anew well before a week has passed


class InitiativesConfig(AppConfig):
    name = "boucle.during.initiatives"
    label = "initiatives"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from boucle.during.initiatives import actions, exports, queries
        from boucle.during.initiatives.forms import initiative as form
        from boucle.during.initiatives.models import Initiative
        from boucle.during.initiatives.queries import deciding, facts, filters
        from boucle.during.initiatives.views import listing
        from boucle.foundation.core import ready
        from boucle.foundation.lifecycle import registry

        registry.register_kind(
            registry.Kind(
                code="initiative",
                number=1,
                label=_("initiative"),
                plural=_("initiatives"),
                model=Initiative,
                content=queries.content,
                apply=actions.apply,
                labels=exports.LABELS,
                searched=queries.searched,
                filters=filters.FILTERS,
                columns=exports.COLUMNS,
                url_name="initiatives:fiche",
                form_class="boucle.during.initiatives.forms.InitiativeForm",
                initial=form.initial,
                words=deciding.words,
                panels=(deciding.panel,),
            )
        )
        registry.register_facts("initiatives", facts.of_situation)
        ready.register_data(r"/t/(?P<slug>[-\w]+)/list/", "format=json", listing.listing_page)
        registry.register_periodic(registry.Periodic("open spans", WEEKLY_CHECK, actions.refresh_spans))
        registry.register_periodic(registry.Periodic("initiatives purge", HOUR, actions.purge))
