"""The method of equal shares: every voter holds the same share of the budget and pays, with the others who want it, for
what they want (Peters, Pierczyński, Skowron, Proportional Participatory Budgeting with Additive Utilities, NeurIPS
2021).

A project is affordable at `rho` when its supporters pay its cost, each min(what they have left, rho × its worth to
them). The affordable project of least rho is funded and paid for; then again, until none is affordable. Worth of a
project to a voter: what the ballot gives it (1, or points), by `satisfaction` `number`; times its cost by `cost`, so
that a supporter's satisfaction is the money spent on what they wanted. Points below zero count as none.

Completion. Equal shares leave money that no group holds together. (1) Everybody's share is raised, step by step, and
the whole count done again, until no project fits in what is left, or more than the budget would be spent: then the
count before holds. `step` is in whole units of money for each voter; 1 is the field's *add1*; by default a hundredth
of the first share, at least one unit, so that it is add1 wherever the share is 100 or less. No share is raised above
ten times the first one. (2) What is left then goes to the most voted projects that fit (city greedy).

Ties. Two rho equal to nine significant digits are tied, and the order of `allocation` decides. Money is paid in
floating point: a group that holds all but a billionth of a cost can pay it.
"""

from collections.abc import Iterator

from boucle.together.consultations.engine import allocation, payments

SATISFACTIONS = (payments.COST, payments.NUMBER)
MOST_RAISED = 10  # times the first share


def allocate(
    asked: allocation.Problem,
    *,
    satisfaction: str = payments.COST,
    step: int | None = None,
    completes: bool = True,
) -> allocation.Allocation:
    """Winners, each with who paid how much. `step`: see above. Without `completes`, what is left stays unspent."""
    if satisfaction not in SATISFACTIONS:
        raise ValueError(f"no such satisfaction: {satisfaction}")
    if step is not None and step < 1:
        raise ValueError("a step is at least one unit of money")
    count = payments.Count(asked, satisfaction)
    purse = raised(count, step) if completes else payments.shared(count, share(asked))
    funded = {payment.at: paid(asked, payment, before) for payment, before in with_left(asked, purse)}
    if completes:
        return allocation.allocation(
            asked, allocation.fill(asked, funded, asked.budget - purse.spent, code=allocation.COMPLETED)
        )
    return allocation.allocation(asked, {**funded, **unpaid(count, purse)})


def share(asked: allocation.Problem) -> float:
    voters = asked.given.shape[0]
    return asked.budget / voters if voters else 0.0


def raised(count: payments.Count, step: int | None = None) -> payments.Purse:
    """The last count within the budget while the share of each voter is raised."""
    first = share(count.asked)
    step = step or max(1, -int(-first // 100))
    certain = payments.Certain(count)
    kept = payments.shared(count, first, certain)
    raises = 0
    while raised_on(count, kept) and first + (raises + 1) * step <= MOST_RAISED * first:
        raises += 1
        found = payments.shared(count, first + raises * step, certain)
        if found.spent > count.asked.budget:
            break
        kept = found
    return kept


def raised_on(count: payments.Count, purse: payments.Purse) -> bool:
    """Is there a project that would still fit in what is left?"""
    left = count.asked.budget - purse.spent
    out = purse.blocked.union(payment.at for payment in purse.payments)
    return any(at not in out and count.asked.costs[at] <= left for at in count.supporters)


def with_left(asked: allocation.Problem, purse: payments.Purse) -> Iterator[tuple[payments.Payment, int]]:
    left = asked.budget
    for payment in purse.payments:
        yield payment, left
        left -= asked.costs[payment.at]


def paid(asked: allocation.Problem, payment: payments.Payment, left: int) -> allocation.Reason:
    return asked.reason(
        payment.at,
        allocation.FUNDED,
        left_before=left,
        supporters=len(payment.paid),
        paid_most=float(payment.paid.max(initial=0)),
    )


def unpaid(count: payments.Count, purse: payments.Purse) -> dict[int, allocation.Reason]:
    """Why each of the others is not funded, where nothing completes the count."""
    asked, funded = count.asked, {payment.at for payment in purse.payments}
    found = {}
    for at in asked.order:
        if at in funded:
            continue
        aside = allocation.set_aside(asked, at)
        if aside is None and (rivals := asked.against[at] & funded):
            first = next(payment.at for payment in purse.payments if payment.at in rivals)
            aside = asked.reason(at, allocation.INCOMPATIBLE, because=asked.ids[first])
        found[at] = aside or short(count, purse, at)
    return found


def short(count: payments.Count, purse: payments.Purse, at: int) -> allocation.Reason:
    have = float(purse.left[count.supporters[at].who].sum())
    return count.asked.reason(at, allocation.SHORT, left_before=count.asked.budget - purse.spent, supporters_have=have)
