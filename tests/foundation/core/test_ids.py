"""Identifiers."""

from boucle.foundation.core import ids


def test_uuids_follow_their_moment_of_creation() -> None:
    made = [ids.uuid7() for _ in range(50)]
    assert made == sorted(made)
    assert {each.version for each in made} == {7}


def test_a_reference_has_seven_signs_that_cannot_be_confused() -> None:
    reference = ids.reference()
    assert len(reference) == 7
    assert not set(reference) & set("ILOU")


def test_what_is_kept_of_a_secret_does_not_reveal_it() -> None:
    secret = ids.secret()
    assert secret not in ids.digest(secret)
    assert ids.digest(secret) == ids.digest(secret)
    assert len(ids.digest(secret)) == 64
