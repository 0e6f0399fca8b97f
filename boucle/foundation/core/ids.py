"""Identifiers: UUIDv7 (RFC 9562) for machines, short references for people, secrets for private links."""

import hashlib
import secrets
import uuid

from uuid_utils import compat

# Crockford's base 32 without U: no letter that is taken for a digit or makes a word by accident.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE_LENGTH = 7


def uuid7() -> uuid.UUID:
    """A UUIDv7: unique, and sorted by its moment of creation."""
    return compat.uuid7()


def reference() -> str:
    """Seven signs that a person can read over the telephone, such as `7Q4K2ZB` (32⁷ ≈ 3·10¹⁰ of them)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(REFERENCE_LENGTH))


def secret() -> str:
    """The secret of a private link: 256 bits, safe in a URL."""
    return secrets.token_urlsafe(32)


def digest(secret_text: str) -> str:
    """What is kept of a secret: SHA-256, in hexadecimal (the secret itself is never stored)."""
    return hashlib.sha256(secret_text.encode()).hexdigest()
