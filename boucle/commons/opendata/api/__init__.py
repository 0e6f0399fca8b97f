"""The programming interface, `/api/v1/`: reads are open, writes need a key, a private link follows its own fiche."""
