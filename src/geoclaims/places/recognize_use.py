"""How a place name is used: for the place, for its people, or for its government."""

from collections.abc import Sequence

from geoclaims.language import Annotation
from geoclaims.language.annotation import Token
from geoclaims.places.recognize_words import cue_words
from geoclaims.vocabulary import Use

_QUOTE_MARKS = frozenset('‘’“”"«»')
_POSSESSIVE = ("'s", "’s", "'", "’")


def use_of(annotation: Annotation, start: int, end: int, *, demonym: bool, governs: bool) -> Use:
    """The use of the name at ``[start, end)``.

    ``demonym`` says that the name means people or an adjective ("Nigerian"); ``governs`` that it
    is a country or a seat of government, which English uses for the government itself
    (Markert & Nissim 2002, "Metonymy resolution as a classification task").
    """
    if demonym:
        return "demonym"
    first, last = annotation.token_at(start), annotation.token_at(end - 1)
    if first is None or last is None:
        return "literal"
    if _only_names(annotation.tokens, last):
        return "metonym"
    if not governs:
        return "literal"
    sentence = annotation.sentence_at(start)
    low, high = (sentence.first, sentence.last) if sentence else (0, len(annotation.tokens))
    before = [t.lower for t in annotation.tokens[max(low, first - 6) : first] if t.text not in _QUOTE_MARKS]
    after = _past_coordination(annotation.tokens[last + 1 : min(high, last + 11)])
    if _acts(after) or _is_party(before) or _modifies(annotation.tokens[first : last + 1], before, after):
        return "metonym"
    return "literal"


def _only_names(tokens: Sequence[Token], last: int) -> bool:
    """Whether what follows merely bears the name: "the Azov regiment", "the Minsk accord", "London-based"."""
    if last + 1 >= len(tokens):
        return False
    after = tokens[last + 1]
    if after.text == "-" and after.start == tokens[last].end and last + 2 < len(tokens):
        return tokens[last + 2].lower in cue_words("participles_of_names")
    return after.start == tokens[last].end + 1 and after.lower in cue_words("bearers")


def _past_coordination(after: Sequence[Token]) -> Sequence[Token]:
    """What follows the last of coordinated names: "Tehran, Moscow and Beijing objected"."""
    index = 0
    while index + 1 < len(after) and after[index].text in (",", "and") and after[index + 1].capital:
        index += 2
    joined = index and after[index - 2].text == "and"
    return after[index:] if joined else after


def _acts(after: Sequence[Token]) -> bool:
    """Whether what follows is a verb or a possession that only a government can have."""
    words = [t.lower for t in after]
    if not words:
        return False
    if words[0] in _POSSESSIVE:
        return len(words) > 1 and after[1].kind == "word" and not _is_land(after[1:])
    if words[0] == ",":  # "The United States, meanwhile, has acknowledged"
        closing = next((i for i, word in enumerate(words[1:4], start=1) if word == ","), None)
        if closing is None:
            return False
        words = words[closing + 1 :]
    for word in words:
        if word in cue_words("government_verbs"):
            return True
        if word not in cue_words("auxiliaries"):
            return False
    return False


def _is_land(possessed: Sequence[Token]) -> bool:
    """Whether a possession is land: "Ukraine's eastern border", "Russia's Belgorod region"."""
    words = [t.lower for t in possessed[:4]]
    return possessed[0].capital or any(w in cue_words("land_nouns") for w in words[:3])


def _is_party(before: Sequence[str]) -> bool:
    """Whether what precedes makes the name a party: "talks with Kyiv", "according to Moscow"."""
    if before and (before[-1] in ("both", "neither") or before[-1] in cue_words("verbs_to_parties")):
        return True
    for back, word in enumerate(reversed(before)):
        if word in cue_words("party_prepositions"):
            head = before[len(before) - back - 2] if len(before) > back + 1 else ""
            if head in cue_words("party_nouns") or head in cue_words("acts_of_parties"):
                return True
            return word == "against"
        if back and word not in ("and", "the", ",", "or") and before[-1] != "and":
            return False
    return False


def _modifies(name: Sequence[Token], before: Sequence[str], after: Sequence[Token]) -> bool:
    """Whether the name stands before a noun as an adjective would: "US forces", "Moscow-backed"."""
    if not after or after[0].start - name[-1].end > 1:
        return False
    if after[0].text == "-" and len(after) > 1 and after[1].start == after[0].end:
        return after[1].lower in cue_words("acts_of_parties")
    return after[0].lower in cue_words("officials")
