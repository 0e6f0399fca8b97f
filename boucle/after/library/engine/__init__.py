"""Pure computation on plain values: reports, references, citations, documents."""
