"""The frame of pages: navigation by what exists and by what one may do, forms, icons, marks."""

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from boucle.foundation.accounts.models import User
from boucle.foundation.situations.models import Theme
from boucle.site.registry import duties, navigation
from boucle.site.templatetags import boucle as tags
from boucle.site.templatetags import icons
from config import translations
from tests.factories import accounts, contributions


class Soup(forms.Form):
    title = forms.CharField(label="Un titre court", help_text="Ce que c’est, et où.", max_length=20)
    phone = forms.CharField(label="Téléphone", required=False)
    theme = forms.ChoiceField(label="Thème", choices=[("a", "Manger"), ("b", "Dormir")], widget=forms.RadioSelect)
    consent = forms.BooleanField(label="J’accepte")
    key = forms.CharField(widget=forms.HiddenInput)


def rendered(source: str, **known: object) -> str:
    translations.compile_all()
    with translation.override("fr"):
        return engines["django"].from_string(source).render(known)


def test_a_field_ties_its_label_its_hint_and_its_error() -> None:
    form = Soup({"title": "x" * 30, "key": "1"})
    html = rendered("{% field form.title %}", form=form)
    assert '<label for="id_title">Un titre court</label>' in html
    assert 'id="id_title_helptext">Ce que c’est, et où.</p>' in html
    assert 'class="why" id="id_title_error"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert f'value="{"x" * 30}"' in html


def test_a_field_that_may_stay_empty_says_so() -> None:
    assert "(si vous voulez)" in rendered("{% field form.phone %}", form=Soup())


def test_a_choice_is_a_group_with_its_question() -> None:
    html = rendered("{% field form.theme %}", form=Soup({"theme": "c"}))
    assert "<legend>Thème</legend>" in html
    assert html.count('<label class="choice"') == 2
    assert 'class="why" id="id_theme_error"' in html


def test_a_box_to_tick_has_its_words_beside_it() -> None:
    html = rendered("{% field form.consent %}", form=Soup())
    assert html.index('type="checkbox"') < html.index("J’accepte")


def test_a_hidden_field_shows_nothing() -> None:
    assert "<label" not in rendered("{% field form.key %}", form=Soup())


def test_the_alarm_leads_to_each_field_to_be_corrected() -> None:
    html = rendered('{% include "site/alarm.html" %}', form=Soup({"title": "Soupe", "theme": "a", "key": "1"}))
    assert "Une réponse est à corriger" in html
    assert '<a href="#id_consent">' in html
    assert "Tout ce que vous avez écrit est encore là." in html
    both = rendered('{% include "site/alarm.html" %}', form=Soup({"title": "", "theme": "a", "key": "1"}))
    assert "2 réponses sont à corriger" in both


def test_a_form_without_a_mistake_raises_no_alarm() -> None:
    assert rendered('{% include "site/alarm.html" %}', form=Soup()).strip() == ""


def test_a_state_has_a_word_and_a_shape() -> None:
    assert tags.mark("published", "Publiée") == '<span class="mark published">Publiée</span>'
    assert tags.mark("proposed", "<b>") == '<span class="mark proposed">&lt;b&gt;</span>'


def test_an_icon_is_hidden_from_screen_readers_and_an_unknown_one_is_drawn_too() -> None:
    assert 'aria-hidden="true"' in tags.icon("eau")
    assert icons.ICONS["liens"] in tags.icon("dragon")


def test_every_theme_has_its_icon(db: None) -> None:
    contributions.theme()
    assert sorted({theme.icon for theme in Theme.objects.all()} - set(icons.ICONS)) == []


def test_a_room_without_routes_is_not_shown(db: None) -> None:
    place = contributions.commune("Bron")
    assert [str(room.url) for room in navigation.shown(navigation.ROOMS, place)] == [
        "/t/bron/plans/",
        "/t/bron/list/",
        "/t/bron/library/",
        "/t/bron/consultations/",
    ]
    assert navigation.shown(navigation.ROOMS, None) == []


def test_a_room_is_current_on_the_pages_of_its_folder(db: None) -> None:
    place = contributions.commune("Bron")
    rooms = navigation.shown(navigation.ROOMS, place, "boucle.during.initiatives.views.fiche")
    assert [room.is_current for room in rooms] == [False, True, False, False]
    rooms = navigation.shown(navigation.ROOMS, place, "boucle.site.views.pages")
    assert not any(room.is_current for room in rooms)


def offered(user: User | AnonymousUser) -> list[str]:
    request = RequestFactory().get("/")
    request.user = user
    with translation.override("en"):
        return [str(duty.label) for duty in duties.duties(request)]


def test_a_stranger_has_no_duty(db: None) -> None:
    assert offered(accounts.stranger()) == []
    assert offered(AnonymousUser()) == []


def test_a_referent_decides(db: None) -> None:
    found = offered(accounts.referent(contributions.commune("Bron"), contributions.theme()))
    assert found == ["To decide", "Reports and claims", "My tasks"]


def test_a_coordinator_has_the_whole_desk(db: None) -> None:
    found = offered(accounts.coordinator(contributions.commune("Bron")))
    assert {"To decide", "Dashboard", "Situations", "People"} <= set(found)
