"""Names that the words of war leave no doubt about: what is captured, shelled, fled from, or falls.

Taggers learn from general news and take the little-known towns of a front line for persons or
for nothing. A report of fighting says by its verbs what is a place, so the verb decides here.
"""

from functools import cache

from geoclaims.language import Annotation
from geoclaims.language.names_features import name_class
from geoclaims.places.recognize_words import war_words

_MOST_WORDS_BETWEEN = 4
_CLOSING_MARKS = ('"', "”", "’", "'")


def is_contested(annotation: Annotation, first: int, last: int, *, maybe_person: bool = False) -> bool:
    """Whether the words around tokens ``[first, last)``, a name the gazetteer knows, make it a place.

    ``maybe_person``: the tagger takes it for a person, and persons are captured and attacked too.
    """
    before = annotation.word(first - 1)
    return (
        before in war_words("conquering")
        or before in war_words("striking")
        or is_moved_to(annotation, first)
        or is_act(annotation, first)
        or _falls(annotation, last, maybe_person)
        or (not maybe_person and (is_held(annotation, last) or _is_in_hands(annotation, last)))
    )


def is_conquered(annotation: Annotation, first: int) -> bool:
    """Whether a verb that only places take stands right before the token ``first``."""
    return annotation.word(first - 1) in war_words("conquering")


def is_said_of_towns(annotation: Annotation, first: int) -> bool:
    """Whether it is what only towns have or suffer: "the shelling of Sake", "residents of Paradise"."""
    return annotation.word(first - 1) == "of" and annotation.word(first - 2) in war_words("said_of_towns")


def is_moved_to(annotation: Annotation, first: int) -> bool:
    """Whether movement leads there: "fled from Abyei", "withdrew their troops from Walikale"."""
    at = first - 1
    if annotation.word(at) not in war_words("last_ways"):
        return False
    while at >= max(0, first - 1 - _MOST_WORDS_BETWEEN):
        word = annotation.word(at)
        if word in war_words("moving"):
            return True
        if word not in war_words("ways"):
            return False
        at -= 1
    return False


def is_act(annotation: Annotation, first: int) -> bool:
    """Whether it is what was attacked: "the fall of Bama", "strikes on Sinjar", "residents of Huliaipole"."""
    before, head = annotation.word(first - 1), annotation.word(first - 2)
    if head in _CLOSING_MARKS:  # the "evacuation" of Tal Rifat
        head = annotation.word(first - 3)
    return (
        (before == "of" and head in war_words("acts_of"))
        or (before in ("of", "from") and head in war_words("people_of"))
        or (before == "on" and head in war_words("acts_on"))
    )


def is_held(annotation: Annotation, last: int) -> bool:
    """Whether a party to a war holds it: "Bara is now fully under RSF control", "has come under siege"."""
    at = _past_holding(annotation, last)
    if at == last or annotation.word(at) != "under":
        return False
    behind = annotation.tokens[at + 1 : at + 1 + _MOST_WORDS_BETWEEN]
    if not behind or war_words("holds").isdisjoint(token.lower for token in behind):
        return False
    if behind[0].lower == "siege":
        return not name_class(annotation.word(last - 1))  # "Biden was under siege from critics"
    held_by = annotation.tokens[at + 1 : at + 1 + 2 * _MOST_WORDS_BETWEEN]
    return any(token.capital or token.lower in war_words("holders") for token in held_by)


def _is_in_hands(annotation: Annotation, last: int) -> bool:
    """ "Bara is now in the hands of the RSF"; whoever has a known person's name may be so, too."""
    at = _past_holding(annotation, last)
    if at == last or annotation.word(at) not in ("in", "into") or name_class(annotation.word(last - 1)):
        return False
    return "hands" in [annotation.word(i) for i in range(at + 1, at + _MOST_WORDS_BETWEEN)]


def _past_holding(annotation: Annotation, last: int) -> int:
    """Past "is now fully", "has come" and the like behind a name."""
    at, said = last, _holding()
    while at < last + _MOST_WORDS_BETWEEN and annotation.word(at) in said:
        at += 1
    return at


@cache
def _holding() -> frozenset[str]:
    return war_words("held") | war_words("held_adverbs") | war_words("auxiliaries")


def _falls(annotation: Annotation, last: int, maybe_person: bool) -> bool:
    """Whether it is lost or attacked: "Mocha falls", "Bama had fallen", "Bakhmut was shelled"."""
    at = last
    while at < last + _MOST_WORDS_BETWEEN and annotation.word(at) in war_words("auxiliaries"):
        at += 1
    word = annotation.word(at)
    if word in war_words("done_to") or (word in war_words("done_to_persons_too") and not maybe_person):
        return at > last
    if word not in war_words("falling"):
        return False
    # "Smith fell ill": a town falls, falls to somebody, or falls and the sentence goes on.
    return annotation.word(at + 1) in ("", "to", ",", ".", ";", "”", '"', "into", "on", "in", "after", "last")
