"""The table of parties to wars: who a name belongs to, and who is whose opponent."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from geoclaims.claims.grammar import lexicon
from geoclaims.errors import UsageError
from geoclaims.vocabulary import Side

_KINDS = ("state", "armed_group", "third")
_SHORT = 3
"""Names no longer than this are matched with their capitals: "IDF", "RSF"."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A party: ``kind`` is ``state``, ``armed_group`` or ``third``; opponents by id."""

    id: str
    kind: str
    opponents: frozenset[str]


@dataclass(frozen=True, slots=True)
class ActorTable:
    """Who is a party to which war: names as whole words, and whose they are."""

    pattern: re.Pattern[str]
    by_name: Mapping[str, Actor]

    def actor_of(self, text: str) -> Actor | None:
        """The first party that a text names, or None."""
        found = self.pattern.search(text)
        if found is None:
            return None
        return self.by_name.get(found[0]) or self.by_name.get(found[0].lower())

    def last_group_in(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """Where the last armed group is named between two offsets, or None."""
        last = None
        for found in self.pattern.finditer(text, start, end):
            actor = self.by_name.get(found[0]) or self.by_name.get(found[0].lower())
            if actor is not None and actor.kind == "armed_group":
                last = found.span()
        return last

    def side_of(self, source: str | None, actors: Iterable[str], targets: Iterable[str]) -> Side:
        """Whether the source is a party to the event, its opponent, a third or unknown.

        ``source``, ``actors`` and ``targets`` are texts; the source's party is compared with those
        of whoever acts and whoever is acted upon. Without a known actor a party of the table stays unknown.
        """
        if source is None:
            return "unknown"
        speaker = self.actor_of(source)
        doers = [actor for actor in (self.actor_of(text) for text in actors) if actor is not None]
        sufferers = [actor for actor in (self.actor_of(text) for text in targets) if actor is not None]
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
        return "third" if doers else "unknown"


def actor_table(rows: Mapping[str, Any]) -> ActorTable:
    """A table from parsed TOML: ``[[actor]]`` with id, kind, names and opponents.

    Raises UsageError where a row lacks one of them or has a kind that does not exist.
    """
    by_name: dict[str, Actor] = {}
    for number, row in enumerate(rows.get("actor", ()), start=1):
        missing = [key for key in ("id", "kind", "names", "opponents") if key not in row]
        if missing or row["kind"] not in _KINDS:
            raise UsageError(
                f"actor table: row {number} ({row.get('id', 'without an id')}): "
                + (f"lacks {', '.join(missing)}" if missing else f"kind must be one of {', '.join(_KINDS)}")
            )
        actor = Actor(row["id"], row["kind"], frozenset(row["opponents"]))
        for name in row["names"]:
            by_name[name.lower() if len(name) > _SHORT else name] = actor
    if not by_name:
        raise UsageError("actor table: has no [[actor]] with names")
    names = sorted(by_name, key=len, reverse=True)
    pattern = "|".join(f"(?i:{re.escape(n)})" if len(n) > _SHORT else re.escape(n) for n in names)
    return ActorTable(
        re.compile(rf"(?<!\w)(?:{pattern})(?!\w|-(?:backed|aligned|allied|supported|linked|funded))"), by_name
    )


@cache
def default_actors() -> ActorTable:
    """The shipped table, ``lexicon/actors.toml``."""
    return actor_table(lexicon("actors"))
