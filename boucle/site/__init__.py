"""What is around every room: the frame of pages, the home of a territory, the guides, the refusals.

A *room* is an entry of the public navigation (one folder of the house), a *duty* an entry of the work navigation, a
*frame* what both kinds of page know before their view says anything. An *error page* is a refusal in the same look.
"""
