"""After: what a territory learns, and what it keeps of it."""
