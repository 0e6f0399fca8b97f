"""The demo's library: a day of sessions read from its text, and a method done again elsewhere."""

import pytest
from django.test import Client

from boucle.after.library.actions import demo
from boucle.after.library.models import Sheet
from boucle.site.actions import winter
from tests.factories import accounts, library, plans, search

pytestmark = pytest.mark.django_db


def test_the_library_of_the_demo_is_told_once_and_whole() -> None:
    place = library.place()
    keeper = accounts.coordinator(place)
    demo.tell(territory=place, user=keeper)
    counted = Sheet.objects.count()
    demo.tell(territory=place, user=keeper)
    assert Sheet.objects.count() == counted
    whole = Sheet.objects.get(variety="session", session=None)
    assert [each.contribution.title for each in whole.parts.order_by("position")] == [
        "L’eau quand la pompe s’arrête",
        "Frapper aux portes",
    ]
    assert set(Sheet.objects.values_list("contribution__state", flat=True)) == {"published"}
    assert Sheet.objects.get(reuse_of__isnull=False).reuse_of == Sheet.objects.get(
        contribution__title="Mesurer ce que tient un réservoir, un soir sans pompe"
    )


def test_nobody_of_the_demo_is_named_without_agreement() -> None:
    place = library.place()
    demo.tell(territory=place, user=accounts.coordinator(place))
    search.work()
    second = Sheet.objects.get(contribution__title="Frapper aux portes")
    page = Client().get(f"/b/{second.contribution.reference}/").content.decode()
    assert "Odile Marchandot" in page
    assert "aide à domicile" in page
    assert "Solène Brixhe" not in page


def test_a_winter_told_before_the_library_existed_gets_its_sheets_once() -> None:
    plan = plans.plan()
    accounts.coordinator(plan.territory, email=winter.MEMBERS[0].email)
    said: list[object] = []
    for _time in range(2):
        winter.gather(plan, said.append)
    assert said == [f"{Sheet.objects.filter(contribution__territory=plan.territory).count()} sheets in the library"]
