"""Emergency plans as living documents, written together, that a situation opens and a lesson changes.

A *plan* is a tree of *sections*. A section is a contribution: proposed, published, revised, archived like any other; it
has a holder, a review date, evidence, and the *points* of a *regime* (a legal checklist, versioned by date) that it
answers. Its *staff text* and its *entries* (risks, stakes, directory, means, refuges, action cards, messages, reserve,
return to normal) stand beside its public text; classes that the law closes are never open. Dated *milestones* (notice,
adoption, exercise…) drive the legal *clocks*. A *note* is what somebody brings to a section: a remark, or a change with
its text; the note says what became of it. A *measure* is what a role does when the plan is activated. A *scenario*
gathers measures and *injects*; its *activation* opens a situation, with a task for each measure, and ends in a
*debrief*. A *model* is one of four ways of planning; a *placement* is where somebody sees it on two axes.
"""
