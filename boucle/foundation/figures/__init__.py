"""Pictures with their tables, drawn on the server as SVG.

A *figure* is a sentence that reads it, a *picture* and the same figures as a *table*. A picture is *bars* (amounts by
day or by class), *ranges* (a typical and an extreme value for each line, against a limit), *dots* (amounts by line and
by day), *stacks* (how a whole is shared out, line by line), a *scatter* (people on a plane, by group), a
*timeline* (states of each line over time), a *chain* (of causes), *levels* (an amount for each line, with its bounds).
A *meter* and a *spark* are small pictures inside a table that already says their figures.
"""
