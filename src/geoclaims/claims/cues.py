"""The words by which a text gives somebody's words or thoughts, from the lexicon of cues."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from geoclaims.claims.grammar import forms, lexicon, listed
from geoclaims.model import Span
from geoclaims.vocabulary import Channel, Realis, Stance

Form = Literal["quote", "clause", "aside", "preposed", "noun", "colon", "unspecified", "responsibility"]
TokenSpan = tuple[int, int]
"""Half-open bounds in tokens."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of the lexicon.

    ``vouches`` is False where the source only takes a stand on what is known already
    ("hailed the liberation"): the claim stays the publisher's. ``keeps_count`` is for verbs that tell
    of events only where a monitor or an office is their subject ("the mission recorded 112 blasts").
    """

    lemma: str
    rest: tuple[str, ...] = ()
    takes: frozenset[str] = frozenset()
    stance: Stance = "asserts"
    realis: Realis | None = None
    channel: Channel = "unstated"
    vouches: bool = True
    aside: bool = False
    audience: bool = False
    document: bool = False
    belief: bool = False
    keeps_count: bool = False
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution as the rules find it: whose words, by which cue, which content.

    ``contents`` are character bounds; ``source`` and ``chain`` are bounds in tokens.
    ``inferred`` names the rule where the source is not beside the cue.
    """

    contents: tuple[tuple[int, int], ...]
    cue: Span | None
    cue_token: int
    entry: Cue
    source: TokenSpan | None
    form: Form
    chain: tuple[TokenSpan, ...] = ()
    inferred: str | None = None
    negated: bool = False

    def covers(self, offset: int) -> bool:
        """Whether the content holds the character at this offset."""
        return any(start <= offset < end for start, end in self.contents)

    @property
    def length(self) -> int:
        return sum(end - start for start, end in self.contents)


PLAIN = Cue("say", takes=frozenset(("clause",)), aside=True)
"""What "according to" and quotation marks say: the source asserts."""
UNSPECIFIED = Cue("reportedly")


@cache
def cue_verbs() -> Mapping[str, tuple[Cue, ...]]:
    """The first word of each form of each cue verb to its entries, those of more words first."""
    table: dict[str, list[Cue]] = {}
    for group in lexicon("cues")["verb"]:
        for verb in listed(group["verbs"]):
            head, *rest = verb.split()
            cue = Cue(
                lemma=verb,
                rest=tuple(rest),
                takes=frozenset(group["takes"].split()),
                stance=cast(Stance, group.get("stance", "asserts")),
                realis=cast("Realis | None", group.get("realis")),
                channel=cast(Channel, group.get("channel", "unstated")),
                vouches=group.get("voice", "source") == "source",
                aside=group.get("aside", False),
                audience=group.get("audience", False),
                document=group.get("document", False),
                belief=group.get("belief", False),
                keeps_count=group.get("keeps_count", False),
                weak=group.get("weak", False),
            )
            for form in forms(head):
                table.setdefault(form, []).append(cue)
    return {form: tuple(sorted(cues, key=lambda c: -len(c.rest))) for form, cues in table.items()}


@cache
def cue_nouns() -> Mapping[str, tuple[Cue, frozenset[str]]]:
    """Singular and plural of each noun that holds words, to its entry and what may follow."""
    from geoclaims.claims.triggers import plural

    table: dict[str, tuple[Cue, frozenset[str]]] = {}
    for group in lexicon("cues")["noun"]:
        follows = frozenset(group["follows"].split())
        for noun in listed(group["nouns"]):
            cue = Cue(
                lemma=noun,
                stance=cast(Stance, group.get("stance", "asserts")),
                realis=cast("Realis | None", group.get("realis")),
                vouches=group.get("voice", "source") == "source",
            )
            for form in (noun, plural(noun)):
                table.setdefault(form, (cue, follows))
    return table
