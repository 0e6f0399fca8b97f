"""What leaves moderation: rows that are not all public, for whoever has the right to export them."""
