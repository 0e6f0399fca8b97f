"""The demo's directory: invented actors, told once; two who have met, two who should."""

import pytest

from boucle.foundation.actors.models import Actor, Meeting, Tie
from boucle.foundation.actors.queries import suggestions
from boucle.foundation.messages.models import Letter
from boucle.site.actions import meeting, winter
from tests.factories import accounts, demo

pytestmark = pytest.mark.django_db


def test_the_directory_of_the_demo_is_told_once_with_a_meeting_and_a_suggestion() -> None:
    demo.winter_lists()
    basin = winter.dominos_demo.basin()
    for _time in range(2):
        meeting.tell(territory=basin, user=accounts.coordinator(basin))
    assert (Actor.objects.count(), Tie.objects.filter(answer="accepted").count()) == (7, len(meeting.TIES))
    assert list(Meeting.objects.values_list("answer", "words")) == [("accepted", "")]
    assert Letter.objects.filter(template="meeting_made").count() == 2
    assert not Actor.objects.filter(is_person=True, is_shared=True).exists()
    team = Actor.objects.get(contribution__title="Atelier Eaux basses")
    found = [each.actor.contribution.title for each in suggestions.suggested(team)]
    assert found[0] == "Régie des réservoirs du Thier"
