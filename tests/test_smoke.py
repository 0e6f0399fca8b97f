def test_the_house_stands(db: None) -> None:
    from boucle.foundation.lifecycle.models import Contribution

    assert Contribution.objects.count() == 0
