"""What somebody is shown of the group before they answer again."""

from typing import Any

from boucle.together.consultations.models import Item, Round, Voice


def before(round_: Round, item: Item, voice: Voice) -> Any:
    """None in the first round, and for what the group never answered."""
    if round_.number == 1:
        return None
    try:
        from boucle.together.consultations.queries import delphi_feedback
    except ImportError:
        return None
    return delphi_feedback.feedback(round_, item, voice)
