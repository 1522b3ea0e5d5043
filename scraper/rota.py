"""When a held document is asked for again: about every 90 days, spread over the nights by its address, also where nights were missed."""

import hashlib
from datetime import date, timedelta

ROTA_DAYS = 90  # a held document is asked for again, conditionally, about once in so many days
REST_DAYS = 30  # and never sooner than this after it was last seen


def next_due(url: str, last_seen: str) -> date:
    """The first day, REST_DAYS after `last_seen` (ISO) or later, that is this address's slot of the rota."""
    slot = int(hashlib.sha256(url.encode()).hexdigest()[:8], 16) % ROTA_DAYS
    rested = date.fromisoformat(last_seen[:10]) + timedelta(days=REST_DAYS)
    return rested + timedelta(days=(slot - rested.toordinal()) % ROTA_DAYS)
