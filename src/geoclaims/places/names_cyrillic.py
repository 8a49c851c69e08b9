"""Russian and Ukrainian names: romanization by several standards, and a key where they meet.

Tables after BGN/PCGN 1947 (Russian) and 1965 (Ukrainian), GOST 7.79-2000 system B,
ISO 9:1995 (as written without diacritics folded off), Cabinet of Ministers of Ukraine
resolution No. 55 of 2010, and the habit of English-language newspapers.
"""

import re
from functools import lru_cache

from geoclaims.places.names import fold

_COMMON = {
    "а": "a", "б": "b", "в": "v", "д": "d", "ж": "zh", "з": "z", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ъ": "", "ґ": "g", "’": "", "'": "",
    "ў": "w", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj", "џ": "dz", "ѓ": "gj", "ќ": "kj", "ѕ": "dz",
    "ә": "a", "ғ": "gh", "қ": "q", "ң": "ng", "ө": "o", "ұ": "u", "ү": "u", "һ": "h",
}  # fmt: skip
_RUSSIAN_BGN = _COMMON | {
    "г": "g", "е": "e", "ё": "yo", "и": "i", "й": "y", "ы": "y", "э": "e", "ю": "yu", "я": "ya",
    "і": "i", "ї": "yi", "є": "ye",
}  # fmt: skip
_RUSSIAN_PRESS = _RUSSIAN_BGN | {"ё": "e", "й": "i"}
_RUSSIAN_GOST = _RUSSIAN_BGN | {"й": "j", "х": "x", "ц": "cz", "щ": "shh", "ъ": "", "ы": "y", "э": "e"}
_ISO_9 = _RUSSIAN_BGN | {
    "ж": "ž", "х": "h", "ц": "c", "ч": "č", "ш": "š", "щ": "ŝ", "й": "j", "ё": "ë", "э": "è",
    "ю": "û", "я": "â", "є": "ê", "ї": "ï", "і": "ì",
}  # fmt: skip
_UKRAINIAN_2010 = _COMMON | {
    "г": "h", "е": "e", "є": "ie", "и": "y", "і": "i", "ї": "i", "й": "i", "ю": "iu", "я": "ia",
    "ё": "io", "ы": "y", "э": "e",
}  # fmt: skip
_UKRAINIAN_BGN = _UKRAINIAN_2010 | {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_UKRAINIAN_SCHOLARLY = _UKRAINIAN_2010 | {
    "ж": "ž", "х": "x", "ц": "c", "ч": "č", "ш": "š", "щ": "šč", "й": "j", "є": "je", "ї": "ji",
    "ю": "ju", "я": "ja",
}  # fmt: skip
# At the start of a word the national system writes y- for the iotated vowels; BGN Russian
# writes "ye" there and after a vowel.
_INITIAL_2010 = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_VOWELS = "аеёиоуыэюяіїєйьъ"

_IS_CYRILLIC = re.compile("[\u0400-\u052f]")


def is_cyrillic(name: str) -> bool:
    """Whether a name has any Cyrillic letter."""
    return _IS_CYRILLIC.search(name) is not None


def romanizations(name: str) -> tuple[str, ...]:
    """The Latin spellings of a Russian or Ukrainian name, without doubles, in a fixed order.

    Empty for a name without Cyrillic letters. Letters of other Cyrillic alphabets get a
    usual Latin letter, or stay as they are.
    """
    if not is_cyrillic(name):
        return ()
    spellings = [
        _write(name, _UKRAINIAN_2010, initial=_INITIAL_2010),
        _write(name, _UKRAINIAN_BGN),
        _write(name, _RUSSIAN_BGN, ye=True),
        _write(name, _RUSSIAN_PRESS),
        _write(name, _RUSSIAN_GOST),
        _write(name, _ISO_9),
        _write(name, _UKRAINIAN_SCHOLARLY),
    ]
    return tuple(dict.fromkeys(spellings))


def _write(name: str, table: dict[str, str], initial: dict[str, str] | None = None, ye: bool = False) -> str:
    out = []
    before = " "
    for letter in name:
        low = letter.lower()
        if initial is not None and not before.isalpha() and before not in "’'" and low in initial:
            latin = initial[low]
        elif ye and low == "е" and (not before.isalpha() or before in _VOWELS):
            latin = "ye"
        else:
            latin = table.get(low, low)
        out.append(latin.capitalize() if letter != low else latin)
        before = low
    return "".join(out)


_HACEKS = str.maketrans(
    {"č": "ch", "š": "sh", "ž": "zh", "ŝ": "shch", "Č": "Ch", "Š": "Sh", "Ž": "Zh", "Ŝ": "Shch",
     "ć": "c", "ż": "zh", "Ż": "Zh", "â": "ia", "û": "iu", "ê": "ie", "ë": "io", "ĥ": "kh", "Ĥ": "Kh"}
)  # fmt: skip
_STEPS: tuple[tuple[str, str], ...] = (
    ("shch", "Q"), ("schtsch", "Q"), ("shh", "Q"), ("tsch", "C"), ("sch", "S"), ("sh", "S"),
    ("tch", "C"), ("ch", "C"), ("cz", "T"), ("ts", "T"), ("tz", "T"), ("zh", "J"), ("kh", "g"),
    ("gh", "g"), ("h", "g"), ("ck", "k"), ("c", "T"), ("ou", "u"), ("w", "v"), ("ks", "x"),
    ("yo", "e"), ("io", "e"), ("jo", "e"),
)  # fmt: skip
_STEPS_WITHOUT_H = tuple((old, new) for old, new in _STEPS if "h" not in old)
"""Half of them can't apply to a word without an h, for none writes one."""
_IOTATED = re.compile("[iyj]+(?=[aeu])")
_I = str.maketrans({"y": "i", "j": "i"})
_DOUBLED = re.compile(r"(.)(?=\1)")


def cyrillic_key(name: str, folded: str | None = None) -> str:
    """A coarse key at which spellings of one Russian or Ukrainian name meet.

    "Gulyaipole", "Huliaipole", "Huljajpole" and "Гуляйполе" share one; so do
    "Krasnoarmeysk" and "Krasnoarmeisk". G, h and kh are one letter, i, y and j are one
    and vanish before a vowel, doubled letters are single, spaces go. ``folded`` spares folding
    an ASCII name again.
    """
    if folded is not None and name.isascii():
        return "".join(map(_word_key, folded.split()))
    if is_cyrillic(name):
        name = _write(name, _UKRAINIAN_BGN)
    elif not name.isascii():
        name = name.translate(_HACEKS)
    return "".join(map(_word_key, fold(name).split()))


@lru_cache(maxsize=100_000)
def _word_key(word: str) -> str:
    for old, new in _STEPS if "h" in word else _STEPS_WITHOUT_H:
        word = word.replace(old, new)
    return _DOUBLED.sub("", _IOTATED.sub("", word).translate(_I))
