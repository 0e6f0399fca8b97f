"""What a monitor asks: is the outbox moving, how many requests, how long."""

import os

from django.db.models import Count, Min
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess

from boucle.foundation.core import clock
from boucle.foundation.lifecycle.models import Contribution, Delivery

REQUESTS = Counter("boucle_requests", "Requests answered", ["route", "method", "status"])
SECONDS = Histogram(
    "boucle_request_seconds",
    "Time to answer",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)


def outbox() -> dict[str, int]:
    """How many deliveries wait, and for how many seconds the oldest has been due."""
    found = Delivery.objects.aggregate(waiting=Count("id"), oldest=Min("next_at"))
    late = (clock.now() - found["oldest"]).total_seconds() if found["oldest"] else 0
    return {"outbox_waiting": found["waiting"], "outbox_late_seconds": max(0, int(late))}


def exposition() -> bytes:
    """Counters of every web process, and gauges read from the database at this moment."""
    gauges = CollectorRegistry()
    for name, value in outbox().items():
        Gauge(f"boucle_{name}", name.replace("_", " "), registry=gauges).set(value)
    states = Gauge("boucle_contributions", "Contributions by state", ["kind", "state"], registry=gauges)
    for row in Contribution.objects.values("kind", "state").annotate(count=Count("id")).order_by():
        states.labels(row["kind"], row["state"]).set(row["count"])
    return generate_latest(gauges) + generate_latest(requests_registry())


def requests_registry() -> CollectorRegistry:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library has no types here
    return registry
