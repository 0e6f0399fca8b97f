"""What the navigation offers: rooms for everybody, duties for whoever is in charge of something."""
