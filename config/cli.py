"""The `boucle` command: Django's management commands under the product's name."""

import os
import sys


def main() -> None:
    """Run one command; a refusal is one line on standard error and a non-zero exit."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    try:
        execute_from_command_line(["boucle", *sys.argv[1:]])
    except DatabaseError as error:
        if os.environ.get("BOUCLE_DEBUG"):
            raise
        first_line = str(error).splitlines()[0] if str(error) else type(error).__name__
        sys.exit(f"The database refuses: {first_line}. Run: boucle migrate; if that is not it, boucle doctor.")


if __name__ == "__main__":
    main()
