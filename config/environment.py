"""Reads the environment: every setting of an installation comes through here, typed, with its default."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    value = text(name)
    return default if not value else value.lower() in {"1", "true", "yes", "on", "oui"}


def number(name: str, default: int) -> int:
    value = text(name)
    return int(value) if value else default


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def data_directory() -> Path:
    """Where the database, the generated secret and collected files live; made on first use."""
    folder = Path(text("BOUCLE_DATA") or ROOT / "var").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """`BOUCLE_SECRET_KEY`, or a key made once and kept beside the database, readable by its owner only."""
    given = text("BOUCLE_SECRET_KEY")
    if given:
        return given
    kept = folder / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return kept.read_text(encoding="ascii").strip()


def database(folder: Path) -> dict[str, Any]:
    """The embedded SQLite file, or what `DATABASE_URL` says (sqlite:///path or postgresql://user:pass@host/name)."""
    url = text("DATABASE_URL")
    if url.startswith(("postgres://", "postgresql://")):
        return postgresql(url)
    path = unquote(urlsplit(url).path[1:]) if url.startswith("sqlite:///") else str(folder / "boucle.sqlite3")
    return sqlite(path)


def sqlite(path: str) -> dict[str, Any]:
    """WAL, so that readers never wait for a writer; FULL, so that an acknowledged fiche survives a power cut;
    IMMEDIATE, so that two writers queue up at BEGIN instead of failing halfway."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32768;PRAGMA temp_store=MEMORY;"
            ),
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }


def cache(folder: Path, database: dict[str, Any]) -> dict[str, Any]:
    """What every process of an installation shares for a while: files beside an SQLite database, so that somebody
    who hammers the sign-in page never makes a writer wait; a table of a PostgreSQL one, seen from every machine."""
    if database["ENGINE"].endswith("postgresql"):
        return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accounts_cache"}
    return {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(folder / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 20000},
    }


def single_sign_on() -> dict[str, Any]:
    """The agents' OpenID Connect provider, when `BOUCLE_OIDC_ISSUER` names one."""
    issuer = text("BOUCLE_OIDC_ISSUER")
    if not issuer:
        return {}
    app = {
        "provider_id": "sso",
        "name": text("BOUCLE_OIDC_NAME", "SSO"),
        "client_id": text("BOUCLE_OIDC_CLIENT_ID"),
        "secret": text("BOUCLE_OIDC_SECRET"),
        "settings": {"server_url": issuer},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
