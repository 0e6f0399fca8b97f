"""Rooms register what can be computed again; the command knows none of them."""

from boucle.foundation.core import recomputing


def test_every_room_has_registered_its_subjects() -> None:
    assert sorted(recomputing.subjects) == ["budget", "delphi", "dominos", "opinions", "sortition"]


def test_a_subject_is_a_module_with_help_arguments_and_a_run() -> None:
    for name in recomputing.subjects:
        subject = recomputing.load(name)
        assert subject.HELP
        assert callable(subject.add_arguments)
        assert callable(subject.run)
