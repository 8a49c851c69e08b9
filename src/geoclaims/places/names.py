"""Normal forms under which spellings of one place name meet.

``fold`` is the first normal form: it keeps a name's letters and drops what
typography and typing vary (case, diacritics, apostrophes, hyphens, "St."). The
coarser keys for Slavic and Arabic names live in ``names_cyrillic`` and ``names_arabic``;
``without_generic_words`` takes off "Oblast", "City of" and the like.
"""

import unicodedata
from itertools import filterfalse
from typing import NamedTuple

_APOSTROPHES = "'’‘ʼʻʽ`´′″ʹʺˈʿʾˊˋ‛‵＇\u02bc\u05f3\u05f4\u0640\u200b\u200c\u200d\u200e\u200f\ufeff\u00ad"
_SPACES = '-‐‑‒–—―−_/\\,;:·•()[]{}"“”„«»‹›‟\u00a0\u2009\u202f\u3000|\u30fb\u05be'
_LETTERS = {
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ß": "ss", "ẞ": "SS",
    "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH",
    "ı": "i", "ħ": "h", "Ħ": "H", "ŋ": "ng", "Ŋ": "NG", "ə": "a", "Ə": "A", "ɓ": "b",
    "Ɓ": "B", "ɗ": "d", "Ɗ": "D", "ƙ": "k", "Ƙ": "K", "ƴ": "y", "Ƴ": "Y", "ŧ": "t",
}  # fmt: skip
_TYPOGRAPHY = str.maketrans(
    dict.fromkeys(_APOSTROPHES) | dict.fromkeys(_SPACES, " ") | {"&": " and ", ".": None} | _LETTERS
)
_ABBREVIATED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "mts": "mountains"}


def fold(name: str) -> str:
    """The key under which spellings of a name that differ only in typography meet.

    Lower case, without diacritics, apostrophes and full stops; hyphens and other
    punctuation are spaces; "&" is "and"; "St." is "saint", "Mt." "mount", "Ft." "fort".
    The empty string for a name without any letter or digit. Never raises.
    """
    if name.isascii() and name.isalpha():  # most words of most texts: nothing else applies to them
        return name.lower()
    if name.isascii() and name.replace(" ", "").isalpha():  # and most names of several
        words = name.lower().split()
    else:
        text = name.translate(_TYPOGRAPHY)
        if not text.isascii():
            text = "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", text)))
        words = text.casefold().split()
    if len(words) > 1 and not _ABBREVIATED.keys().isdisjoint(words):
        words = [_ABBREVIATED.get(word, word) for word in words]
    return " ".join(words)


def written_abbreviation(listed: str, name: str) -> str | None:
    """The listed abbreviation that a name is: "U.S." for "U.S." and "US", but None for "us".

    ``listed`` has them parted by ``|``. Capitals matter, full stops and spaces don't; a whole
    word in capitals ("CALIF.") passes when it has at least four letters.
    """
    plain = _letters(name)
    for abbreviation in listed.split("|"):
        wanted = _letters(abbreviation)
        if plain == wanted or (len(plain) >= 4 and plain == wanted.upper()):
            return abbreviation
    return None


def fits_case(name: str) -> bool:
    """Whether a word may be a listed name at all: those of up to three letters only as "Gao".

    "us", "UN" and "who" in a text are never the villages of these names.
    """
    letters = _letters(name)
    return len(letters) > 3 or not (letters.islower() or letters.isupper())


def _letters(text: str) -> str:
    return text.replace(".", "").replace(" ", "").replace("’", "'")


class GenericName(NamedTuple):
    """A folded name without its generic word, and the features that word allows."""

    core: str
    features: frozenset[str]


_DIVISION = frozenset({"admin1", "admin2"})
_AROUND_A_TOWN = frozenset({"admin1", "admin2", "city", "village"})
_TOWN = frozenset({"city", "village"})
_STATE = frozenset({"country", "admin1"})
_COUNTRY = frozenset({"country", "region"})
_ANY = frozenset(
    [
        "country",
        "admin1",
        "admin2",
        "city",
        "village",
        "region",
        "continent",
        "water",
        "mountain",
        "facility",
        "other",
    ]
)
# A raion, district or commune is mostly named for the town it surrounds, so that the town
# stands in where the division itself is not listed; a county or an oblast is not.
_AFTER: dict[str, frozenset[str]] = {
    "oblast": _DIVISION, "province": _DIVISION, "governorate": _DIVISION, "region": _DIVISION | {"region"},
    "prefecture": _DIVISION, "department": _DIVISION, "krai": _DIVISION, "kray": _DIVISION,
    "voivodeship": _DIVISION, "county": _DIVISION, "parish": _DIVISION, "vilayet": _DIVISION,
    "wilayat": _DIVISION, "wilaya": _DIVISION, "emirate": _DIVISION | {"country"}, "canton": _DIVISION,
    "state": _STATE, "republic": _STATE, "autonomous republic": _DIVISION, "autonomous region": _DIVISION,
    "autonomous okrug": _DIVISION, "autonomous oblast": _DIVISION, "territory": _DIVISION | {"country"},
    "division": _DIVISION, "zone": _DIVISION, "metropolitan area": _TOWN, "area": _AROUND_A_TOWN | {"region"},
    "district": _AROUND_A_TOWN, "raion": _AROUND_A_TOWN, "rayon": _AROUND_A_TOWN,
    "municipality": _AROUND_A_TOWN, "commune": _AROUND_A_TOWN, "hromada": _AROUND_A_TOWN,
    "subdistrict": _AROUND_A_TOWN, "sub district": _AROUND_A_TOWN, "cercle": _AROUND_A_TOWN,
    "twp": _AROUND_A_TOWN, "co": frozenset({"admin2"}), "governorates": _DIVISION, "provinces": _DIVISION,
    "oblasts": _DIVISION, "regions": _DIVISION, "counties": _DIVISION, "districts": _AROUND_A_TOWN,
    "airport": _TOWN, "international airport": _TOWN, "air base": _TOWN, "airbase": _TOWN,
    "city": _TOWN, "town": _TOWN, "village": _TOWN, "township": _AROUND_A_TOWN, "settlement": _TOWN,
    "island": _ANY, "islands": _ANY, "mountains": frozenset({"mountain"}), "valley": frozenset({"region"}),
    "river": frozenset({"water"}), "peninsula": frozenset({"region", "admin1"}),
}  # fmt: skip
_PART_OF = frozenset({"city", "admin1", "region", "country", "continent"})
_BEFORE: dict[str, frozenset[str]] = {
    "north": _PART_OF, "south": _PART_OF, "east": _PART_OF, "west": _PART_OF, "northern": _PART_OF,
    "southern": _PART_OF, "eastern": _PART_OF, "western": _PART_OF, "central": _PART_OF,
    "northeast": _PART_OF, "northwest": _PART_OF, "southeast": _PART_OF, "southwest": _PART_OF,
    "northeastern": _PART_OF, "northwestern": _PART_OF, "southeastern": _PART_OF,
    "southwestern": _PART_OF,
    "city of": _TOWN, "town of": _TOWN, "village of": _TOWN, "municipality of": _AROUND_A_TOWN,
    "the city of": _TOWN, "the town of": _TOWN, "the village of": _TOWN, "greater": _TOWN,
    "metropolitan": _TOWN, "downtown": _TOWN, "state of": _STATE, "the state of": _STATE,
    "republic of": _COUNTRY, "the republic of": _COUNTRY, "kingdom of": _COUNTRY,
    "the kingdom of": _COUNTRY, "province of": _DIVISION, "county": _DIVISION, "county of": _DIVISION,
    "governorate of": _DIVISION, "district of": _AROUND_A_TOWN, "region of": _DIVISION | {"region"},
    "department of": _DIVISION, "island of": _ANY, "river": frozenset({"water"}),
    "lake": frozenset({"water"}), "the": _ANY,
}  # fmt: skip
_LONGEST = max(len(words.split()) for words in (*_AFTER, *_BEFORE))
_LAST_WORDS = frozenset(words.split()[-1] for words in _AFTER)
_FIRST_WORDS = frozenset(words.split()[0] for words in _BEFORE)


def without_generic_words(key: str) -> tuple[GenericName, ...]:
    """The cores of a folded name once a generic word before or after it is taken off.

    >>> without_generic_words("donetsk oblast")[0].core
    'donetsk'

    Each core comes with the features the generic word allows, so that "Donetsk Oblast"
    is never the city. Empty where the name has no generic word.
    """
    words = key.split()
    if len(words) < 2 or (words[-1] not in _LAST_WORDS and words[0] not in _FIRST_WORDS):
        return ()
    found = []
    for count in range(min(_LONGEST, len(words) - 1), 0, -1):
        after = _AFTER.get(" ".join(words[-count:]))
        if after is not None:
            found.append(GenericName(" ".join(words[:-count]), after))
        before = _BEFORE.get(" ".join(words[:count]))
        if before is not None:
            found.append(GenericName(" ".join(words[count:]), before))
    return tuple(found)
