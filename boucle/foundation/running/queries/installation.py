"""The doctor's examinations: each gives one finding, and says what to mend."""

import shutil
import smtplib
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from boucle.foundation.accounts.enums import Post
from boucle.foundation.accounts.models import Scope
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.models import Delivery
from boucle.foundation.running.models import Heartbeat
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories.models import Territory

LEAST_FREE_BYTES = 512 * 1024 * 1024
WORKER_SILENT = timedelta(minutes=2)


@dataclass(frozen=True)
class Finding:
    """`level` is ok, advice or problem; `mend` is what to do, empty when it is ok."""

    level: str
    what: str
    mend: str = ""


def examine() -> Iterator[Finding]:
    """Every examination in order; without a database, those that need it are left out."""
    yield python()
    reached = database()
    yield reached
    checks: list[Callable[[], Finding]] = [secret, hosts, debug, disk, static, translations, mail]
    if reached.level == "ok":
        checks += [migrations, integrity, territories, themes, coordinators, worker, outbox]
    for check in checks:
        yield check()


def python() -> Finding:
    return Finding("ok", "Python " + ".".join(map(str, sys.version_info[:3])))


def database() -> Finding:
    name = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    try:
        connection.ensure_connection()
    except DatabaseError:
        mend = (
            "Check DATABASE_URL, and that the server runs."
            if connection.vendor == "postgresql"
            else ("Check that the folder BOUCLE_DATA exists and can be written to.")
        )
        return Finding("problem", f"{name} does not answer", mend)
    return Finding("ok", f"{name} answers")


def missing_migrations() -> list[str]:
    """Names of migrations that the database does not have yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _ in plan]


def migrations() -> Finding:
    missing = missing_migrations()
    if missing:
        return Finding("problem", f"{len(missing)} migrations are missing", "Run: boucle migrate")
    return Finding("ok", "The tables are up to date")


def integrity() -> Finding:
    if connection.vendor != "sqlite":
        return Finding("ok", "The server checks its own files")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        answer = cursor.fetchone()[0]
    if answer != "ok":
        return Finding("problem", "The database file is damaged", "Stop the server and run: boucle restore BACKUP")
    return Finding("ok", "The database file is whole")


def secret() -> Finding:
    if len(settings.SECRET_KEY) < 32:
        return Finding("problem", "The secret key is too short", "Set BOUCLE_SECRET_KEY to 50 random signs.")
    return Finding("ok", "The secret key is long enough")


def hosts() -> Finding:
    if not settings.SECURE:
        return Finding(
            "advice",
            f"The address is {settings.ORIGIN}, without encryption",
            "Set BOUCLE_ORIGIN to your https address.",
        )
    host = settings.ORIGIN.split("//", 1)[1].split("/")[0].split(":")[0]
    if host not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
        return Finding("problem", f"{host} is not allowed", "Add it to BOUCLE_HOSTS.")
    return Finding("ok", f"The address is {settings.ORIGIN}")


def debug() -> Finding:
    if settings.DEBUG:
        return Finding("problem", "Debugging shows the code to visitors", "Unset BOUCLE_DEBUG.")
    return Finding("ok", "Debugging is off")


def disk() -> Finding:
    free = shutil.disk_usage(settings.DATA).free
    if free < LEAST_FREE_BYTES:
        return Finding("problem", f"{free // 2**20} MB are free", "Make room on the disk of BOUCLE_DATA.")
    return Finding("ok", f"{free // 2**30} GB are free")


def static() -> Finding:
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return Finding(
            "advice", "Static files are not collected yet", "`boucle serve` does it, or: boucle collectstatic"
        )
    return Finding("ok", "Static files are collected")


def translations() -> Finding:
    sources = list((settings.ROOT / "boucle").rglob("locale/*/LC_MESSAGES/django.po"))
    missing = [source for source in sources if not source.with_suffix(".mo").exists()]
    if missing:
        return Finding("problem", f"{len(missing)} translations are not compiled", "Run: make install")
    return Finding("ok", "The translations are compiled")


def mail() -> Finding:
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return Finding("ok", "Mail stays on this machine")
    try:
        with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=5) as server:
            server.noop()
    except (OSError, smtplib.SMTPException, socket.gaierror):
        where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        return Finding(
            "problem", f"The mail server {where} does not answer", "Set BOUCLE_SMTP_HOST and BOUCLE_SMTP_PORT."
        )
    return Finding("ok", "The mail server answers")


def territories() -> Finding:
    if not Territory.objects.filter(is_open=True).exists():
        return Finding(
            "problem", "No territory is open", "Run: boucle territories load, then boucle territories open CODE"
        )
    return Finding("ok", f"{Territory.objects.filter(is_open=True).count()} territories are open")


def themes() -> Finding:
    if not Theme.objects.exists():
        return Finding("problem", "There is no theme", "Run: boucle themes load")
    return Finding("ok", f"{Theme.objects.count()} themes")


def coordinators() -> Finding:
    if not Scope.objects.filter(post=Post.COORDINATOR, user__is_active=True).exists():
        return Finding("problem", "Nobody coordinates", "Run: boucle member EMAIL --territory CODE --post coordinator")
    return Finding("ok", "Somebody coordinates")


def worker() -> Finding:
    beat = Heartbeat.objects.filter(name="worker").first()
    if beat is None or beat.at < clock.now() - WORKER_SILENT:
        return Finding("problem", "No worker is running", "Run: boucle serve, or boucle work")
    return Finding("ok", "A worker is running")


def outbox() -> Finding:
    stuck = Delivery.objects.filter(attempts__gte=5).count()
    if stuck:
        return Finding("problem", f"{stuck} jobs keep failing", "Read the worker's log.")
    return Finding("ok", f"{Delivery.objects.count()} jobs are waiting")
