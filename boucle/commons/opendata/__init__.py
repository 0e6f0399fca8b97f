"""The open-data door.

A *record* is one published contribution as reusers read it: the columns that all kinds share, then those of its kind.
*Exports* are the list page in another format (JSON, CSV, GeoJSON, Atom): same filter, same rows, same order. The *API*
also lets programs propose and follow, with a *key*. An *import run* takes a file in, row by row, and says of each
*import row* whether it was taken, was already there, or was set aside and why.
"""
