"""How much a network sends, and proofs of work."""

import hashlib
import ipaddress
import json
from base64 import b64decode
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from altcha import v1 as altcha
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from boucle.foundation.core import clock

WARM = 10  # sendings of a network in an hour: from then on each comes with a proof of work, or is confirmed by mail
HOT = 300  # above, the network waits: a town hall and a mobile operator stay far below
HARDEST = 100_000  # hashes: about a second of a small phone
PROOF_LASTS = timedelta(minutes=30)
IPV4_PREFIX, IPV6_PREFIX = 24, 56


@dataclass(frozen=True)
class Visitor:
    """Somebody who sends a form: their network as a hash of the day, and how much it has sent in this hour."""

    network: str
    sent: int

    @property
    def is_warm(self) -> bool:
        return self.sent >= WARM

    @property
    def is_hot(self) -> bool:
        return self.sent >= HOT


def visitor(request: HttpRequest) -> Visitor:
    network = network_hash(address(request))
    return Visitor(network, int(cache.get(throttle_key(network)) or 0))


def address(request: HttpRequest) -> str:
    """The address that the request comes from; behind our own proxy, the one that it saw."""
    if settings.BOUCLE["BEHIND_PROXY"]:
        return request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def network_hash(typed: str) -> str:
    """The /24 or /56 of an address, hashed with a salt of the day: two days cannot be joined, no address is kept."""
    try:
        found = ipaddress.ip_address(typed)
    except ValueError:
        found = ipaddress.ip_address("0.0.0.0")  # a name for "not known", nothing listens there
    prefix = IPV4_PREFIX if found.version == 4 else IPV6_PREFIX
    network = ipaddress.ip_network(f"{found}/{prefix}", strict=False)
    return salted_hmac(f"boucle.network.{clock.today()}", str(network), algorithm="sha256").hexdigest()[:32]


def throttle_key(network: str) -> str:
    return f"guard:sent:{network}"


def proof_key() -> str:
    return salted_hmac("boucle.proof", "altcha", algorithm="sha256").hexdigest()


def challenge() -> dict[str, Any]:
    """A proof of work to ask for (ALTCHA, https://altcha.org/docs): find the number under a SHA-256."""
    options = altcha.ChallengeOptions(
        algorithm="SHA-256", max_number=HARDEST, hmac_key=proof_key(), expires=timezone.now() + PROOF_LASTS
    )
    asked: dict[str, Any] = altcha.create_challenge(options).to_dict()
    return asked


def proof_mark(proof: str) -> str:
    """What names a solved challenge, or nothing when the proof is false, stale or forged."""
    try:
        is_right, _error = altcha.verify_solution(proof, proof_key(), True)
        solved = json.loads(b64decode(proof)) if is_right else {}
    except (ValueError, TypeError, KeyError, AttributeError):
        return ""
    return hashlib.sha256(str(solved["challenge"]).encode()).hexdigest()[:32] if solved else ""
