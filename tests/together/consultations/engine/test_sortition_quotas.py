import pytest

from boucle.together.consultations.engine import quotas, sentences

COLUMNS = ("category", "value", "min", "max")


def parsed(*lines: str) -> tuple[quotas.Quota, ...]:
    return quotas.parse_quotas(
        (at, dict(zip(COLUMNS, line.split(","), strict=True))) for at, line in enumerate(lines, 2)
    )


ASKED = parsed("gender,woman,1,2", "gender,man,1,3", "age,old,0,9", "age,young,2,9")


def people(*lines: str) -> quotas.Pool:
    columns = ("id", "gender", "age")
    rows = ((at, dict(zip(columns, line.split(","), strict=True))) for at, line in enumerate(lines, 2))
    return quotas.parse_pool(rows, ASKED)


def test_quotas_and_people_are_sorted() -> None:
    assert [(one.category, one.value) for one in ASKED] == [
        ("age", "old"), ("age", "young"), ("gender", "man"), ("gender", "woman"),
    ]  # fmt: skip
    found = people("b,man,old", "a,woman,young")
    assert found.categories == ("age", "gender")
    assert list(found.people.items()) == [("a", ("young", "woman")), ("b", ("old", "man"))]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("gender,other,3,2", "Quotas, line 2: the minimum 3 is above the maximum 2."),
        ("gender,other,-1,2", "Quotas, line 2, “min”: “-1” is not a whole number, 0 or more."),
        ("gender,other,1,²", "Quotas, line 2, “max”: “²” is not a whole number, 0 or more."),
        ("gender,,1,2", "Quotas, line 2: “value” is empty."),
        ("gender,other,1,", "Quotas, line 2: “max” is empty."),
    ],
)
def test_a_quota_that_makes_no_sense_is_told_with_its_line(line: str, said: str) -> None:
    with pytest.raises(sentences.Refusal) as caught:
        parsed(line)
    assert str(caught.value) == said


def test_a_value_has_one_quota() -> None:
    with pytest.raises(sentences.Refusal, match="line 3: “man” of “gender” has a quota already"):
        parsed("gender,man,1,2", "gender,man,1,3")


def test_no_quota_at_all_is_refused() -> None:
    with pytest.raises(sentences.Refusal, match="has no line"):
        parsed()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["a,man,old", "a,man,old"], "Pool, line 3: “a” is there twice."),
        (["a,men,old"], "Pool, line 2: “men” is no value of “gender” in the quotas."),
        (["a,man,"], "Pool, line 2: “age” is empty."),
        ([",man,old"], "Pool, line 2: “id” is empty."),
        ([], "The pool has nobody in it."),
    ],
)
def test_a_person_who_cannot_be_placed_is_told_with_their_line(lines: list[str], said: str) -> None:
    with pytest.raises(sentences.Refusal) as caught:
        people(*lines)
    assert str(caught.value) == said


def test_the_size_is_between_the_minima_and_the_maxima_of_every_category() -> None:
    assert quotas.sizes(ASKED) == (2, 5)
    assert quotas.choose_size(ASKED, None, 9) == 3
    assert quotas.choose_size(ASKED, 5, 9) == 5


@pytest.mark.parametrize(
    ("size", "pool", "said"),
    [
        (6, 9, "A panel of 6 does not fit these quotas: they allow from 2 to 5 people."),
        (1, 9, "A panel of 1 does not fit these quotas: they allow from 2 to 5 people."),
        (5, 4, "The pool has 4 people, the panel needs 5."),
    ],
)
def test_a_size_that_does_not_fit_is_told(size: int, pool: int, said: str) -> None:
    with pytest.raises(sentences.Refusal) as caught:
        quotas.choose_size(ASKED, size, pool)
    assert str(caught.value) == said


def test_two_categories_that_want_different_sizes_are_named() -> None:
    with pytest.raises(sentences.Refusal, match="“age” asks for 5 people or more, “gender” leaves room for 4"):
        quotas.sizes(parsed("gender,man,1,2", "gender,woman,1,2", "age,old,5,6"))


def test_a_panel_of_nobody_is_refused() -> None:
    with pytest.raises(sentences.Refusal, match="a panel of nobody"):
        quotas.choose_size(parsed("gender,man,0,0"), None, 9)
