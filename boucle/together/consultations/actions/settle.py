"""What a closed round of a Delphi settles, by the rule that was locked before the first one."""

from boucle.together.consultations.engine import delphi_verdict
from boucle.together.consultations.models import Consultation, Item, Round
from boucle.together.consultations.queries import delphi_answers, delphi_verdicts, finding


def settle_round(*, consultation: Consultation, round: Round) -> list[Item]:  # noqa: A002  # the model's name
    """Writes verdict and round on what is settled, and takes them back from what, asked again, no longer is.

    Settled items are not proposed for the next round. Runs within the transaction that closes the round.
    """
    found = delphi_answers.collected(consultation)
    settled = []
    for item in finding.items_of(round):
        verdict = delphi_verdicts.verdict_of(found, item, round.number)
        is_settled = verdict is not None and delphi_verdict.is_settled(verdict, found.rule)
        item.verdict, item.settled_in = (str(verdict), round) if is_settled else ("", None)
        item.save(update_fields=["verdict", "settled_in"])
        settled += [item] if is_settled else []
    return settled
