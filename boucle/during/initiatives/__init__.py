"""What people propose and find: initiatives and practical resources.

An *initiative* is a contribution that helps, or looks for helpers; its *fiche* is its public page. Its *hours* are an
OpenStreetMap expression, cut into *spans* of the week. A *photo* shows it. A *report* says that something is wrong
with it, a *claim* that an organisation says it is theirs, a *waiting* proposal that its sender must still confirm by
mail. A *relay* passes a visitor's message on without showing an address.
"""
