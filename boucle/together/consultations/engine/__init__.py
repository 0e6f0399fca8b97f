"""The statistics of deliberation, on plain values and arrays: no database, no page. Each part names its source.

`delphi` and its neighbours: rounds of a Delphi. `opinions`: the map of opinions. `ballots`, `allocation`: dots and
budgets. `sortition`: panels drawn by lot.
"""
