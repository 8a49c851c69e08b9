"""Column names of files that come without a header row."""

from collections.abc import Sequence

_ACTOR = ("code", "name", "countrycode", "knowngroupcode", "ethniccode", "religion1code", "religion2code",
          "type1code", "type2code", "type3code")  # fmt: skip
_EVENT = ("isrootevent", "eventcode", "eventbasecode", "eventrootcode", "quadclass", "goldsteinscale",
          "nummentions", "numsources", "numarticles", "avgtone")  # fmt: skip
_GEO = ("type", "fullname", "countrycode", "adm1code", "adm2code", "lat", "long", "featureid")


def headerless_columns(cells: Sequence[str]) -> list[str] | None:
    """The column names of a GDELT event file by its first row, or None if it is no such row.

    61 columns are version 2.0; 58 and 57 are 1.0 with and without the URL, which has no ADM2 code.
    Source: GDELT Event Codebook 2.0 and 1.03.
    """
    if len(cells) not in (57, 58, 61) or not cells[0].isdigit():
        return None
    if not (cells[1].isdigit() and len(cells[1]) == 8):
        return None
    fields = [f for f in _GEO if len(cells) == 61 or f != "adm2code"]
    geo = [f"{who}geo_{name}" for who in ("actor1", "actor2", "action") for name in fields]
    actors = [f"{who}{name}" for who in ("actor1", "actor2") for name in _ACTOR]
    first = ["globaleventid", "sqldate", "monthyear", "year", "fractiondate"]
    return [*first, *actors, *_EVENT, *geo, "dateadded", "sourceurl"][: len(cells)]
