"""Territories: the places that the platform knows, how they nest, and how people find them.

A `Territory` is a commune, an intercommunality (EPCI), a département or province, a region, a country, or a basin of
communes that share a risk. `Within` says which territory lies in which, and how many steps outward. A `PostalName` is
a name or postal code that people type. An `Outline` is the drawn border of a territory, apart because it is heavy.

Codes: a French commune has its INSEE code (`69266`), an EPCI its SIREN (`200046977`). Whatever could clash with those
carries its country: `FR-69` (département), `FR-R84` (region), `FR` (country), `BE-62063` (Belgian commune, NIS code:
62063 is also a commune of Pas-de-Calais), `BE-60000` (province), `BE-03000` (region). A basin's code is its slug.

An EPCI may span départements: its parent is the département where most of its people live, but a commune of it lies in
its own département and region only. `Within` is therefore not always transitive, and is the one place to ask.
"""
