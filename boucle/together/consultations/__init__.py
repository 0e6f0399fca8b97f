"""Deciding together: one engine, five methods.

A *consultation* asks people something by one *method*: Delphi, opinion map, dots or budget, consent, vote. Its *rule*
says before the first *round* how it will decide, and is locked by it. A round asks *items*; what was asked once is
never changed. The *panel* is who was invited: *panellists*, in stakeholder *groups*. A *voice* is a participant
without a name: nothing in the database joins it to a panellist, only the code that its owner holds. A *sheet* is what
one voice says in one round: its *answers*, then a *receipt*. In an opinion map each *vote* is a line that is never
changed. A *code* of the codebook names what open answers say; a *coding* says which coder saw it where. An
*objection* is a reason why a proposal would do harm; it ends integrated, lifted or upheld. A *decision* says what was
kept, what was not, and why.
"""
