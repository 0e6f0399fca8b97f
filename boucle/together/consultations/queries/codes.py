"""The code of a participant: their private link, and what a letter on paper says. Two prints of it are kept, one on
each side; nobody who reads the database can match them."""

import hashlib
import secrets

from boucle.foundation.core import ids

LENGTH, GROUP = 12, 4  # 60 bits: too many to guess, few enough to type
LOOKALIKES = str.maketrans("OIL", "011")


def new() -> str:
    """`7K4P-92QX-M3TD`: it is also the end of the link."""
    signs = "".join(secrets.choice(ids.ALPHABET) for _ in range(LENGTH))
    return shown(signs)


def shown(signs: str) -> str:
    return "-".join(signs[at : at + GROUP] for at in range(0, len(signs), GROUP))


def read(typed: str) -> str:
    """A code as it was typed: spaces, hyphens, small letters and look-alikes forgiven; empty when it cannot be one."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(LOOKALIKES)
    return signs if len(signs) == LENGTH and set(signs) <= set(ids.ALPHABET) else ""


def panel_print(code: str) -> str:
    """The print on the side of the panel."""
    return hashlib.sha256(b"panel:" + read(code).encode()).hexdigest()


def voice_print(code: str) -> str:
    """The print on the side of the voices."""
    return hashlib.sha256(b"voice:" + read(code).encode()).hexdigest()
