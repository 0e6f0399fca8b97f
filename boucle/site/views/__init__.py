"""Pages of the site: the home of a territory, what is read once, refusals."""
