"""What leaves for people, by mail.

A *letter* waits in a table until the worker sends it; it names its recipient by a row (`Contact` or `User`), never by
an address. A *subscription* follows a theme of a territory and gets *digests*. In the demonstration nothing leaves:
mails land in a *mailbox* that everybody can read.
"""
