"""What the lexicon of grammar says of single words, read once."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from geoclaims.claims.morphology import parse_irregular, verb_forms


@cache
def lexicon(name: str) -> Mapping[str, Any]:
    """One file of ``claims/lexicon``, parsed; ``name`` without its ending."""
    return tomllib.loads(files(__package__).joinpath("lexicon", f"{name}.toml").read_text("utf-8"))


@cache
def words_of(file: str, key: str) -> frozenset[str]:
    """One white-space separated list of a lexicon file."""
    return frozenset(lexicon(file)[key].split())


@cache
def irregular_verbs() -> Mapping[str, tuple[str, str]]:
    """Base form to past tense and past participle."""
    return parse_irregular(lexicon("grammar")["irregular_verbs"])


def forms(base: str) -> Mapping[str, str]:
    """Every form of a verb and what it can be (see ``verb_forms``)."""
    return verb_forms(base, irregular_verbs())


@cache
def verb_bases() -> Mapping[str, tuple[str, str]]:
    """Every form of every verb known to any lexicon, to its base and what form it is."""
    bases = set(lexicon("grammar")["common_verbs"].split())
    for group in lexicon("cues")["verb"]:
        bases |= {base.partition(" ")[0] for base in _listed(group["verbs"])}
    for group in lexicon("triggers")["verb"]:
        bases |= {base.partition(" ")[0] for base in _listed(group["verbs"])}
    found: dict[str, tuple[str, str]] = {}
    for base in sorted(bases):
        for form, kind in forms(base).items():
            # "found" is the past of find, not the base of found; "felt", "left", "saw" alike.
            if form not in found or kind in ("past", "participle"):
                found[form] = (base, kind)
    return found


def _listed(text: str) -> list[str]:
    """The entries of a comma-separated list."""
    return [entry.strip() for entry in text.split(",") if entry.strip()]


listed = _listed


@cache
def _source_words() -> frozenset[str]:
    return frozenset(
        word for key, text in lexicon("sources").items() if isinstance(text, str) for word in text.split()
    )


def is_source_word(word: str) -> bool:
    """Whether a word says what a source is: "spokesman", "officials", "residents"."""
    return word in _source_words() or (word.endswith("s") and word[:-1] in _source_words())


@cache
def tag_table() -> Mapping[str, str]:
    """The tag of each word whose part in a sentence is known beforehand (see ``tags``)."""
    table: dict[str, str] = {}
    nouns = words_of("grammar", "mostly_nouns")
    for form, (_, kind) in verb_bases().items():
        match kind:
            case "ing":
                table[form] = "G"
            case "past" | "participle":
                table[form] = "E"
            case _:
                table[form] = "v" if form in nouns or kind == "base" else "s"
    for key, tag in _TAGS:
        for word in words_of("grammar", key):
            table[word] = tag
    return table


_TAGS = (
    ("nominals", "N"),
    ("adverbs", "B"),
    ("times", "T"),
    ("prepositions", "P"),
    ("openers_or_prepositions", "O"),
    ("openers", "S"),
    ("relatives", "W"),
    ("determiners", "D"),
    ("pronouns", "R"),
    ("coordinators", "C"),
    ("auxiliaries", "A"),
)
