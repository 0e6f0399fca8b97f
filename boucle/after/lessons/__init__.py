"""From what somebody saw to a change that holds: the loop that an event opens and only evidence closes.

A *testimony* is what somebody saw: a contribution, moderated like any other, quoted only by consent. A *lesson* is what
is understood from testimonies and facts: a contribution too, whose *stage* (observed, analysed, decided, under way,
done, verified, or refused) is a field of its own beside its state. Each *move* of the stage is one line that nothing
changes. A *recommendation* is answered by a *decision* with its reason; what follows are tasks whose origin is the
lesson, a *change* (of a section of a plan, a rule, a training, equipment) with its evidence, and a *check*. Every
lesson is open, refused with a reason, or closed with a proof. A *review* is a meeting that looked back, after the event
or while it lasts, with what it can be trusted for.
"""
