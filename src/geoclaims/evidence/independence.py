"""Whether a record goes back to the report or the claimant it is laid beside."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import urlsplit

from geoclaims.model import Claim
from geoclaims.vocabulary import Independence

SHARED_FEED_KINDS = ("gdelt", "viina", "polecat")
"""Datasets that record mentions in news itself: the report at hand may well be among them."""


def independence_of(claim: Claim, source: str | None, kind: str) -> Independence:
    """What a record's own source column says: ``unknown`` is no proof of independence."""
    names = _sources(source or "")
    document = claim.document
    publishers = {_folded(document.publisher or ""), _host(document.url or "")} - {""}
    if publishers & names:
        return "same_report"
    attribution = claim.attribution
    claimants = {
        _folded(attribution.name or ""),
        _folded(attribution.source.text if attribution.source else ""),
    }
    if any(len(name) > 3 and any(name in s or s in name for s in names if len(s) > 3) for name in claimants):
        return "same_claimant"
    return "shared_feed" if kind in SHARED_FEED_KINDS else "unknown"


@lru_cache(maxsize=65536)
def _sources(text: str) -> frozenset[str]:
    names = set()
    for part in re.split(r"[;\n]", text):
        names.add(_host(part) if "://" in part else _folded(part))
    return frozenset(names - {""})


def _host(url: str) -> str:
    try:
        return (urlsplit(url.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@lru_cache(maxsize=65536)
def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"^the |[^\w ]+", "", plain).strip()
