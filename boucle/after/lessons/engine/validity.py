"""How much a review can be trusted: eleven plain questions, each answered yes or no.

After the idea of a short validity summary beside a longer reporting tool (R. Davies and others, review of after action
reviews for the European Centre for Disease Prevention and Control, 2019); the questions and their wording are ours.
"""

from collections.abc import Collection

QUESTIONS = (
    "purpose",  # what it is for was written before
    "outsider",  # led by somebody who had no part in it
    "everyone",  # every role that acted was heard
    "residents",  # people who lived through it were heard
    "soon",  # held within six weeks
    "records",  # the log and the figures were on the table
    "sources",  # facts come from two sources at least
    "causes",  # causes were looked for, not culprits
    "disagreement",  # what people disagree on is written too
    "read_back",  # those who took part read it again
    "followed",  # each lesson has somebody and a date
)
GOOD, FAIR = 9, 6


def score(answers: Collection[str]) -> int:
    """How many of the eleven hold; what is no question counts for nothing."""
    return len(set(answers) & set(QUESTIONS))


def grade(answers: Collection[str]) -> str:
    """`solid`, `fair` or `thin`."""
    number = score(answers)
    return "solid" if number >= GOOD else "fair" if number >= FAIR else "thin"
