"""The command line refuses in one line."""

import os
import subprocess
import sys
from pathlib import Path


def test_a_command_before_the_tables_exist_says_what_to_do(tmp_path: Path) -> None:
    environment = {**os.environ, "BOUCLE_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "config.cli", "territories", "open", "19272"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "boucle migrate" in done.stderr
