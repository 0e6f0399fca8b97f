"""The work side: who facilitates prepares, invites, opens, closes and decides here."""
