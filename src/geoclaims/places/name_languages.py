"""Languages of names: their codes, the script each is written in, and countries' names in them.

Codes are BCP 47 tags as GeoNames and CLDR write them ("uk", "zh-Hant"). Scripts and the names of
countries and languages are those of Unicode's CLDR (https://cldr.unicode.org), by way of Babel.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?(?P<rest>-[a-z0-9]{4,8})?"
)
_ALL_COUNTRIES = 240
"""CLDR has some 250 countries; a language that lacks more of them was begun and left."""
# The words with which Unicode names the letters of each script, where they aren't the script's own name.
_LETTERS = {
    "Hans": ("CJK",), "Hant": ("CJK",), "Hani": ("CJK",), "Jpan": ("CJK", "HIRAGANA", "KATAKANA"),
    "Kore": ("HANGUL", "CJK"), "Latn": ("LATIN",), "Cyrl": ("CYRILLIC",), "Arab": ("ARABIC",),
    "Aran": ("ARABIC",), "Hebr": ("HEBREW",), "Grek": ("GREEK",), "Geor": ("GEORGIAN",),
    "Armn": ("ARMENIAN",), "Deva": ("DEVANAGARI",), "Beng": ("BENGALI",), "Ethi": ("ETHIOPIC",),
    "Thai": ("THAI",), "Mymr": ("MYANMAR",), "Khmr": ("KHMER",), "Laoo": ("LAO",), "Sinh": ("SINHALA",),
    "Taml": ("TAMIL",), "Telu": ("TELUGU",), "Guru": ("GURMUKHI",), "Gujr": ("GUJARATI",),
    "Knda": ("KANNADA",), "Mlym": ("MALAYALAM",), "Orya": ("ORIYA",), "Tibt": ("TIBETAN",),
}  # fmt: skip


@cache
def language_code(text: str) -> str | None:
    """The code as it is kept here ("UKR" is "uk", "zh_hant" is "zh-Hant"); None for what is no code."""
    found = _TAG.fullmatch(text.strip().replace("_", "-").lower())
    if found is None:
        return None
    from babel.core import get_global  # some milliseconds, for who has names in languages alone

    aliases = get_global("language_aliases")
    language = aliases.get(found["language"], found["language"])
    parts = [language, (found["script"] or "").title(), (found["region"] or "").upper()]
    return "-".join(part for part in parts if part) + (found["rest"] or "")


def fallbacks(code: str) -> tuple[str, ...]:
    """The code, then what it is a kind of: "zh-Hant-TW", "zh-Hant", "zh"."""
    parts = code.split("-")
    return tuple("-".join(parts[:count]) for count in range(len(parts), 0, -1))


@cache
def language_name(code: str) -> str:
    """What English calls a language: "Uzbek, Cyrillic (uz-Cyrl)"; the code alone where it has no name."""
    from babel import Locale

    english = Locale("en")
    parts = [english.languages.get(code.split("-")[0])]
    parts += [english.scripts.get(part) or english.territories.get(part) for part in code.split("-")[1:]]
    return f"{', '.join(part for part in parts if part)} ({code})" if parts[0] else code


def is_in_its_script(name: str, code: str) -> bool:
    """Whether a name has letters of the script its language is written in.

    Else it is a transliteration ("Pokrovs'k" as Ukrainian), which is no name of that language.
    True where the script isn't known.
    """
    letters = _LETTERS.get(_script(code))
    if letters is None:
        return True
    if name.isascii():
        return "LATIN" in letters and any(map(str.isalpha, name))
    return any(c.isalpha() and unicodedata.name(c, "").startswith(letters) for c in name)


@cache
def _script(code: str) -> str:
    from babel.core import get_global

    likely = get_global("likely_subtags")
    own = [part for part in code.split("-")[1:] if len(part) == 4]
    keys = (part.replace("-", "_") for part in fallbacks(code))
    full = next((likely[key] for key in keys if key in likely), "")
    return own[0] if own else next((part for part in full.split("_")[1:] if len(part) == 4), "")


def country_names() -> Iterator[tuple[str, dict[str, str]]]:
    """Each language in which CLDR names the countries, and their names by ISO code. English is left out."""
    from babel import localedata

    for identifier in sorted(localedata.locale_identifiers()):
        language, *more = identifier.split("_")
        code = language_code(identifier)
        if code is None or language == "en" or any(len(part) != 4 for part in more):
            continue  # a region's own spelling of a language differs in a country or two
        if more == [_script(language)]:
            continue  # "zh-Hans" is what "zh" means
        territories = localedata.load(identifier, merge_inherited=bool(more)).get("territories", {})
        names = {country: str(name) for country, name in territories.items() if len(country) == 2}
        getattr(localedata, "_cache", {}).clear()  # all it loads would stay: 140 MB in a server that builds
        if len(names) >= _ALL_COUNTRIES:
            yield code, names


def official_languages(country: str | None) -> tuple[str, ...]:
    """The languages official in a country, in all of it or in a region."""
    from babel.languages import get_official_languages

    if not country:
        return ()
    try:
        found = get_official_languages(country, regional=True, de_facto=True)
    except LookupError:
        return ()
    return tuple(code for tag in found if (code := language_code(tag)))
