"""Pages of an account: signing in, one's own space, people and their scopes, invitations."""
