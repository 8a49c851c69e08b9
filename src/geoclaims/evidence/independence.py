"""Whether a record goes back to the report or the claimant it is laid beside."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import urlsplit

from geoclaims.evidence.actors import party_words
from geoclaims.model import Claim
from geoclaims.vocabulary import Independence

SHARED_FEED_KINDS = ("gdelt", "viina", "polecat")
"""Datasets that record mentions in news itself: the report at hand may well be among them."""


_PADDING = re.compile(r"\b(the|news|website|online|agency|newspaper)\b")
_DATED = re.compile(r"^\W*([^,]+),\s*\d{4}-\d{2}-\d{2}\b.*$")
"""UCDP's ``"Reuters News,2018-02-18,Headline"``: the name comes first."""
_DAY = re.compile(r"\s+\d{1,2}/\d{1,2}-\d{2}\s*$")
"""Older rows end in the day: ``Reuters 25/2-09``."""


def independence_of(claim: Claim, source: str | None, kind: str) -> Independence:
    """What a record's own source column says: ``unknown`` is no proof of independence."""
    names = _sources(source or "")
    document = claim.document
    publishers = {_folded(document.publisher or ""), _host(document.url or "")} - {""}
    if publishers & names:
        return "same_report"
    attribution = claim.attribution
    said_by = (attribution.name, attribution.source.text if attribution.source else None)
    claimants = {_folded(name) for name in said_by if name and party_words(name)} - {""}
    if any(_same_claimant(claimant, name) for claimant in claimants for name in names):
        return "same_claimant"
    return "shared_feed" if kind in SHARED_FEED_KINDS else "unknown"


def _same_claimant(claimant: str, name: str) -> bool:
    """Whether one is said in the other's words: "general staff of ukraine", "staff of ukraine"."""
    short, long = sorted((claimant, name), key=len)
    return len(short) > 3 and f" {short} " in f" {long} "


@lru_cache(maxsize=65536)
def _sources(text: str) -> frozenset[str]:
    names = set()
    for part in re.split(r"[;\n]", text):
        if "://" in part:
            names.add(_host(part))
        else:
            names.update(_folded(_DAY.sub("", name)) for name in _DATED.sub(r"\1", part).split(","))
    return frozenset(names - {""})


@lru_cache(maxsize=65536)
def _host(url: str) -> str:
    try:
        return (urlsplit(url.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@lru_cache(maxsize=65536)
def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"[^\w ]+", "", plain)
    return re.sub(r"\s+", " ", _PADDING.sub(" ", plain)).strip()
