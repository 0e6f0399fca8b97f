from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "boucle.together.directory"
    label = "directory"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from boucle.foundation.actors import rules
        from boucle.foundation.actors.actions import content
        from boucle.foundation.actors.models import Actor
        from boucle.foundation.actors.queries import fields
        from boucle.foundation.core import ready
        from boucle.foundation.lifecycle import registry
        from boucle.together.directory import exports
        from boucle.together.directory.forms import actor as form
        from boucle.together.directory.queries import deciding, filters
        from boucle.together.directory.views import listing

        registry.register_kind(
            registry.Kind(
                code="actor",
                number=10,
                label=_("actor"),
                plural=_("actors"),
                model=Actor,
                content=fields.content,
                apply=content.apply,
                labels=exports.LABELS,
                searched=fields.searched,
                filters=filters.FILTERS,
                shared=filters.SHARED,
                columns=exports.COLUMNS,
                lookups=exports.LOOKUPS,
                review_months=lambda contribution: 12,
                url_name="directory:actor",
                form_class="boucle.together.directory.forms.actor.ActorForm",
                initial=form.initial,
                words=fields.words,
                panels=(deciding.panel,),
                check=rules.check_agreed,
            )
        )
        ready.register_data(r"/t/(?P<slug>[-\w]+)/actors/", "format=json", listing.listing_page)
