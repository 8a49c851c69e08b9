"""What the tagger called a place, cut to the name that the gazetteer knows or that can be believed."""

from collections.abc import Iterator

from geoclaims.language import Name
from geoclaims.language.names_features import is_common, name_class
from geoclaims.places.recognize_reading import Found, Reading
from geoclaims.places.recognize_words import cue_words
from geoclaims.places.resolve_words import features_after, resolution_words

_LIST_JOINTS = ("and", ",", "&")
_JOINTS = ("and", "-", "–", ",", "/", "&")
_POSSESSIVE = ("'s", "’s")
_MOST_DIRECTION_WORDS = 2


def places_of(reading: Reading, name: Name) -> Iterator[Found]:
    """The places in one name with the label LOC: mostly itself."""
    if name not in reading.bounds:
        return
    first, last = reading.bounds[name]
    hint = reading.hint_of(first, last)
    owned = next((i for i in range(first + 1, last - 1) if reading.word(i) in _POSSESSIVE), last)
    if hint is None and reading.hint_of(first, owned) is not None:
        last, hint = owned, reading.hint_of(first, owned)  # "Oster's Northern Hill": Oster can be known
    if hint is not None:
        if hint.endswith(":abbreviation"):
            last = reading.with_full_stop(last, hint, len(reading.tokens))
        yield Found(first, last, hint)
        end = reading.bounds[name][1]
        if last < end - 1 and reading.word(end) in resolution_words("parts_of_towns"):
            yield Found(last + 1, end, reading.hint_of(last + 1, end))  # "Oster's Maru district"
        return
    of = _of_part(reading, first, last)
    if of is not None:
        part, whole = reading.hint_of(first, of - 1), reading.hint_of(of + 1, last)
        if part is not None or _is_credible(reading, first, of - 1):
            yield Found(first, of - 1, part)
        if whole is not None or _is_credible(reading, of + 1, last):
            yield Found(of + 1, last, whole)
        return
    inner = _without_direction(reading, first, last)
    if inner is not None and _is_credible(reading, first, last):
        yield inner
        return
    parts = list(_known_parts(reading, first, last))
    if parts:
        yield from parts
    elif _is_credible(reading, first, last):
        yield Found(first, _without_noun(reading, first, last), None)
    else:
        yield from _known_start(reading, first, last)


def _of_part(reading: Reading, first: int, last: int) -> int | None:
    """The "of" between a place and its part, one of them known: "Zeitoun district of Gaza City"."""
    for of in range(first + 2, last - 1):
        if reading.word(of) == "of" and reading.word(of - 1) in cue_words("land_nouns"):
            known = reading.hint_of(of + 1, last) is not None or reading.hint_of(first, of - 1) is not None
            return of if known else None
    return None


def _without_direction(reading: Reading, first: int, last: int) -> Found | None:
    """A known name after words of direction: "Southern Iraq", "Downtown Springfield"."""
    for skip in range(1, min(_MOST_DIRECTION_WORDS + 1, last - first)):
        if reading.word(first + skip - 1) not in cue_words("directions"):
            return None
        hint = reading.hint_of(first + skip, last)
        if hint is not None:
            return Found(first + skip, last, hint)
    return None


def _without_noun(reading: Reading, first: int, last: int) -> int:
    """The end of an unlisted name before the noun that only tells its kind: "Maru village"."""
    while last - first > 1 and reading.word(last - 1) in cue_words("settlement_nouns"):
        last -= 1
    return last


def _is_credible(reading: Reading, first: int, last: int) -> bool:
    """Whether a name the gazetteer lacks may be a place: by the words it has, or those before it."""
    words = [reading.word(i) for i in range(first, last)]
    if is_person(reading, first, last):
        return False
    if len(words) > 1:
        return words[-1] not in cue_words("body_heads") and not all(map(is_common, words))
    before = reading.word(first - 1)
    return not is_common(words[0]) and (
        before in cue_words("place_prepositions")
        or before in cue_words("taking_verbs")
        or before == "of"
        or not name_class(words[0])
    )


def _known_start(reading: Reading, first: int, last: int) -> Iterator[Found]:
    """The known place that opens the name of a body: "Parkers Prairie High School"."""
    for cut in range(last - 1, first, -1):
        hint = reading.hint_of(first, cut)
        if reading.word(cut) in cue_words("thoroughfares"):
            return
        if hint is not None and not (cut - first == 1 and is_common(reading.tokens[first].text)):
            yield Found(first, cut, hint)
            return


def _known_parts(reading: Reading, first: int, last: int) -> Iterator[Found]:
    """The known places in an unknown name: "Izium and Lyman", "Israel struck Isfahan"."""
    if last - first == 2 and reading.word(last - 1) in features_after():
        hint = reading.hint_of(first, last - 1)
        if hint is not None:
            yield Found(first, last - 1, hint)
        return
    cuts = [
        i
        for i in range(first + 1, last - 1)
        if reading.tokens[i].text in _JOINTS or reading.tokens[i].text in cue_words("taking_verbs")
    ]
    bounds = [first, *(i for cut in cuts for i in (cut, cut + 1)), last]
    parts = [(a, b, reading.hint_of(a, b)) for a, b in zip(bounds[::2], bounds[1::2], strict=True) if a < b]
    listed = any(hint is not None for _, _, hint in parts) and all(
        reading.tokens[cut].text in _LIST_JOINTS for cut in cuts
    )
    if cuts and all(hint is not None or (listed and _is_name(reading, a, b)) for a, b, hint in parts):
        for a, b, hint in parts:
            yield Found(a, b, hint)


def _is_name(reading: Reading, first: int, last: int) -> bool:
    """Whether tokens are words with capitals, the first no everyday one."""
    return all(map(reading.is_capital, range(first, last))) and not is_common(reading.word(first))


def is_person(reading: Reading, first: int, last: int) -> bool:
    """Whether a title, or a verb of speaking beside it, makes an unlisted name a person's."""
    before = reading.word(first - 1)
    if before == ".":
        before = reading.word(first - 2)
    if first and reading.is_capital(first - 1) and "g" in name_class(before) and not is_common(before):
        return reading.hint_of(first - 1, first) is None
    if before in cue_words("person_titles") or reading.word(first) in cue_words("person_titles"):
        return True
    if reading.word(last) in cue_words("speaks"):
        return before not in cue_words("place_prepositions") and before != "of"
    return before in cue_words("speaks") and reading.word(last) in ("", ".", ",", ";", ")", "\n")
