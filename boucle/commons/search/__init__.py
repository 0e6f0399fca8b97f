"""Search: how people find what was published, as a list, on the map and by words.

A contribution stands on shelves. A `Shelf` row is one contribution under one address: a lane (a kind, in public or in
one situation), a territory among those it lies in, a theme among those it falls under. A list of any territory and
theme is then one range of one index, at any size. A `Document` is what a contribution says, as stems; a `Term` is a
stem with the number of documents that say it, and its `Neighbour`s lead a mistyped word back to it. A `Filter` is what
somebody asked for in the URL. An `EmptySearch` is a search that found nothing: a need that shows. A `Visit` counts
pages read, and nobody. An `Alert` is a saved search, compared with each new contribution when it comes.
"""
