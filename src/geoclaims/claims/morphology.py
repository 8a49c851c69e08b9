"""The forms of English verbs, made by rule from their base forms."""

from collections.abc import Mapping

Irregular = Mapping[str, tuple[str, str]]
"""Base form to past tense and past participle."""

_VOWELS = "aeiou"


def parse_irregular(text: str) -> dict[str, tuple[str, str]]:
    """The table of irregular verbs from "take took taken; …"."""
    rows = (row.split() for row in text.split(";"))
    return {row[0]: (row[1], row[2]) for row in rows if len(row) == 3}


def verb_forms(base: str, irregular: Irregular) -> dict[str, str]:
    """Every form of a verb and what it can be: ``base``, ``s``, ``past``, ``participle`` or ``ing``.

    A form that is both past tense and participle is ``past``; of several words
    ("hand over") only the first is inflected.
    """
    head, space, rest = base.partition(" ")
    past, participle = irregular.get(head, (_past(head),) * 2)
    forms = {participle: "participle", past: "past", _third_person(head): "s", _ing(head, past): "ing"}
    forms[head] = "base"
    if past == head:
        forms[head] = "base"
    return {form + space + rest: kind for form, kind in forms.items()}


def _third_person(head: str) -> str:
    if head.endswith(("s", "sh", "ch", "x", "z", "o")):
        return head + "es"
    if head.endswith("y") and head[-2:-1] not in _VOWELS:
        return head[:-1] + "ies"
    return head + "s"


def _past(head: str) -> str:
    if head.endswith("e"):
        return head + "d"
    if head.endswith("y") and head[-2:-1] not in _VOWELS:
        return head[:-1] + "ied"
    return (head + head[-1] if _doubles(head) else head) + "ed"


def _ing(head: str, past: str) -> str:
    if head.endswith("ie"):
        return head[:-2] + "ying"
    if head.endswith("e") and not head.endswith(("ee", "oe", "ye")):
        return head[:-1] + "ing"
    doubles = _doubles(head) or past == head + head[-1] + "ed"
    return (head + head[-1] if doubles else head) + "ing"


def _doubles(head: str) -> bool:
    """Whether the last consonant doubles: one syllable ending consonant, vowel, consonant."""
    if len(head) < 3 or head[-1] in _VOWELS + "wxy" or head[-2] not in _VOWELS:
        return False
    return head[-3] not in _VOWELS and sum(letter in _VOWELS for letter in head) == 1
