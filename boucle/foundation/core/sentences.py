"""What a computation says of a value that it cannot take: an English sentence that whoever calls it may translate."""


class Refusal(ValueError):
    """A sentence, its values apart: `gettext(refusal.sentence) % refusal.values` says it in another language."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence % values)
        self.sentence = sentence
        self.values = values


def gettext_noop(sentence: str) -> str:
    """Marks a sentence for translation, as Django's function of that name does: an engine knows no Django."""
    return sentence
