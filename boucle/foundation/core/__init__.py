"""What everything stands on and that knows nothing of people.

The *clock*, *ids* and references, *tiles* (places as integers), *texts* cleaned, folded and stemmed, *logs* without
personal data, and *ready* bytes of public pages.
"""
