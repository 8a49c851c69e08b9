"""The kind of place that the words around a name call for: "the city of", "river", "province"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geoclaims.language import Annotation, Token
from geoclaims.places.facilities import heads_facility
from geoclaims.places.protocols import Mention
from geoclaims.places.resolve_words import (
    after_whole_names,
    features_after,
    features_before,
    resolution_words,
)
from geoclaims.vocabulary import Feature

_FARTHEST_HEAD = 4
_JOINING = ("-", "‐", "–", "—", "/", "'", "’", "'s", "’s", "&", "(", '"', "“")
_LIST_MARKS = (",", "and", "or")
LANDFORMS: frozenset[Feature] = frozenset({"water", "mountain", "region"})
"""What English names with an article."""
RIVER: frozenset[Feature] = frozenset({"water"})
"""What words of rivers call for: "crossed the Jordan"."""
_WITH_ARTICLE: frozenset[Feature] = frozenset({"water", "mountain", "region", "country", "continent"})
"""These, and what may be named so ("the Congo" is a river and a country)."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The features the words call for, and the words."""

    features: frozenset[Feature]
    words: str
    if_listed: bool = False
    """Whether the words say little where no such place of the name is known ("the Milton on the hill")."""


def expected_features(annotation: Annotation, mention: Mention) -> Expected | None:
    """What the words around a mention call for, or None where there are no such words."""
    tokens = annotation.tokens
    first, last = annotation.token_at(mention.start), annotation.token_at(mention.end - 1)
    if first is None or last is None:
        return None
    return (
        _after(tokens, last, mention)
        or _of_waters(tokens, first, last, mention)
        or _with_article(tokens, first, last, mention)
        or _before(tokens, first, mention)
    )


def calls_for(expected: Expected, features: Iterable[Feature]) -> bool:
    """Whether the words say anything of a name whose candidates have these features."""
    return not expected.if_listed or not LANDFORMS.isdisjoint(features)


def _after(tokens: Sequence[Token], last: int, mention: Mention) -> Expected | None:
    if last + 1 >= len(tokens) or mention.use != "literal":
        return None
    table = features_after()
    word = tokens[last + 1].lower
    named_for = heads_facility([t.lower for t in tokens[last + 1 : last + 5]]) if word in table else ()
    if named_for and "country" not in named_for:
        return None  # "Kherson Regional Hospital" says nothing of the region
    if word in table and tokens[last + 1].start == mention.end + 1:
        return Expected(table[word], f"{mention.text} {tokens[last + 1].text}")
    if word == "and":  # "Homs and Aleppo Governorates": the head of a list speaks for all of it
        for head in range(last + 3, min(last + 3 + _FARTHEST_HEAD, len(tokens))):
            plural = tokens[head].lower
            if plural in table and plural.endswith("s"):
                return Expected(table[plural], f"{mention.text} … {tokens[head].text}")
            if not tokens[head].capital:
                break
    return None


def _of_waters(tokens: Sequence[Token], first: int, last: int, mention: Mention) -> Expected | None:
    """ "the Red Sea": with the article the waters, not the province or the town named for them."""
    word = tokens[last].lower
    if first == last or first < 1 or tokens[first - 1].lower != "the" or mention.use != "literal":
        return None
    features = features_after().get(word, frozenset())
    return Expected(features, f"the {mention.text}") if features == {"water"} else None


def _with_article(tokens: Sequence[Token], first: int, last: int, mention: Mention) -> Expected | None:
    """ "across the Dnipro", "the Tigris and": the river, not the city; towns have no article.

    Only where the article is the name's own: in "the Dnipro offensive" it is the noun's.
    """
    if first < 1 or tokens[first - 1].lower != "the" or mention.use == "demonym" or first != last:
        return None
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    if following is not None and following.kind != "punctuation":
        if following.lower not in after_whole_names():
            return None
    elif following is not None and following.text in _JOINING:
        return None
    if following is not None and following.text in _LIST_MARKS and _is_capital(tokens, last + 2):
        return None  # "the Dnipro, Kharkiv and Sumy garrisons"
    before = [token.lower for token in tokens[max(0, first - 3) : first - 1]]
    words = f"{' '.join([*before[-1:], 'the'])} {mention.text}"
    crossed = before[-1:] and before[-1] in resolution_words("crossing")
    if crossed or (before[-1:] in (["of"], ["over"]) and before[0] in resolution_words("parts_of_rivers")):
        return Expected(RIVER, words)
    return Expected(_WITH_ARTICLE, words, if_listed=True)


def _is_capital(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].capital


def _before(tokens: Sequence[Token], first: int, mention: Mention) -> Expected | None:
    if first < 1:
        return None
    table = features_before()
    word = tokens[first - 1].lower
    of = word == "of" and first > 1
    head = tokens[first - 2].lower if of else word
    if head in table:
        return Expected(table[head], f"{head}{' of' if of else ''} {mention.text}")
    if word == "and":  # "the cities of Homs and Aleppo"
        for back in range(first - 2, max(0, first - 8), -1):
            plural = tokens[back - 1].lower
            if tokens[back].text == "of" and plural in table and plural.endswith("s"):
                return Expected(table[plural], f"{plural} of … {mention.text}")
            if not (tokens[back].capital or tokens[back].text in (",", "and")):
                break
    return None
