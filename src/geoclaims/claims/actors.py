"""The table of parties to wars: who a name belongs to, and who is whose opponent."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from geoclaims.claims.grammar import lexicon
from geoclaims.vocabulary import Side


@dataclass(frozen=True, slots=True)
class Actor:
    """A party: ``kind`` is ``state``, ``armed_group`` or ``third``; opponents by id."""

    id: str
    kind: str
    opponents: frozenset[str]


@cache
def _table() -> tuple[re.Pattern[str], Mapping[str, Actor]]:
    by_name: dict[str, Actor] = {}
    for row in lexicon("actors")["actor"]:
        actor = Actor(row["id"], row["kind"], frozenset(row["opponents"]))
        for name in row["names"]:
            by_name[name.lower() if len(name) > 3 else name] = actor
    names = sorted(by_name, key=len, reverse=True)
    pattern = "|".join(f"(?i:{re.escape(n)})" if len(n) > 3 else re.escape(n) for n in names)
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), by_name


def actor_of(text: str) -> Actor | None:
    """The first party that a text names, or None."""
    pattern, by_name = _table()
    found = pattern.search(text)
    if found is None:
        return None
    return by_name.get(found[0]) or by_name.get(found[0].lower())


def side_of(source: str | None, actors: Iterable[str], targets: Iterable[str]) -> Side:
    """Whether the source is a party to the event, its opponent, a third or unknown.

    ``source``, ``actors`` and ``targets`` are texts; the source's party is compared with those
    of whoever acts and whoever is acted upon. Without a known actor a party of the table stays unknown.
    """
    if source is None:
        return "unknown"
    speaker = actor_of(source)
    doers = [actor for actor in (actor_of(text) for text in actors) if actor is not None]
    sufferers = [actor for actor in (actor_of(text) for text in targets) if actor is not None]
    if speaker is None:
        return "unknown"
    if any(actor.id == speaker.id for actor in doers):
        return "party"
    if any(actor.id in speaker.opponents or speaker.id in actor.opponents for actor in doers):
        return "opponent"
    if any(actor.id == speaker.id for actor in sufferers):
        return "opponent"
    if any(actor.id in speaker.opponents for actor in sufferers):
        return "party"
    return "third" if doers or sufferers else "unknown"
