"""What may be said at which step of a consent process, and when it may go on."""

from django.utils.translation import gettext as _

from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations.enums import ConsentStep, Fate, ItemType, Method, RemarkType, Stage
from boucle.together.consultations.models import Consultation, Item

NEXT = {
    ConsentStep.CLARIFY: ConsentStep.REACT,
    ConsentStep.REACT: ConsentStep.OBJECT,
    ConsentStep.OBJECT: ConsentStep.INTEGRATE,
    ConsentStep.INTEGRATE: ConsentStep.DECIDE,
}


def check_consent(consultation: Consultation) -> None:
    if consultation.method != Method.CONSENT:
        raise NotPossible(_("This consultation does not proceed by consent."))


def check_step(consultation: Consultation, *steps: ConsentStep) -> None:
    """Raises NotPossible with a sentence that says at which step the group is."""
    check_consent(consultation)
    if consultation.stage != Stage.OPEN:
        raise NotPossible(_("This proposal takes nothing now: it has not opened, or it is closed."))
    if consultation.step not in steps:
        now = ConsentStep(consultation.step).label
        raise NotPossible(_("The group is now at this step: %(step)s. This belongs to another one.") % {"step": now})


def check_answered_at_the_end(item: Item) -> None:
    """A proposal on its way to consent is answered once its objections are settled, not before."""
    if item.type == ItemType.PROPOSAL and item.consultation.method == Method.CONSENT:
        check_step(item.consultation, ConsentStep.DECIDE)


def next_step(consultation: Consultation) -> ConsentStep | None:
    """Where the group goes from here; without objection there is nothing to integrate."""
    step = ConsentStep(consultation.step)
    if step == ConsentStep.OBJECT and not consultation.objections.filter(fate=Fate.RAISED).exists():
        return ConsentStep.DECIDE
    return NEXT.get(step)


def check_next(consultation: Consultation) -> ConsentStep:
    """The next step. Raises NotPossible while something is left undone at this one."""
    check_step(consultation, *ConsentStep)
    following = next_step(consultation)
    if following is None:
        raise NotPossible(_("This is the last step: close the consultation when everybody has answered."))
    if not consultation.versions.exists():
        raise NotPossible(_("Write the proposal first."))
    if consultation.step == ConsentStep.CLARIFY:
        check_questions(consultation)
    if following == ConsentStep.DECIDE:
        check_settled(consultation)
    return following


def check_questions(consultation: Consultation) -> None:
    waiting = consultation.remarks.filter(type=RemarkType.QUESTION, answer="").count()
    if waiting:
        raise NotPossible(_("Answer each question before going on: %(count)s still wait.") % {"count": waiting})


def check_settled(consultation: Consultation) -> None:
    waiting = consultation.objections.filter(fate=Fate.RAISED).count()
    if waiting:
        sentence = _("Say what becomes of each objection before going on: %(count)s still stand.")
        raise NotPossible(sentence % {"count": waiting})
