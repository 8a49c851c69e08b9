"""Which place belongs to which event: the place names of a clause in their roles for its trigger."""

from collections.abc import Collection, Sequence

from geoclaims.claims.back_references import says_there
from geoclaims.claims.cues import cue_verbs
from geoclaims.claims.grammar import words_of
from geoclaims.claims.place_runs import PlaceRun, cut_at, in_country, is_entered, place_runs, usable_toponyms
from geoclaims.claims.reading import Reading
from geoclaims.claims.surroundings import Surroundings
from geoclaims.claims.triggers import context, is_trigger_word
from geoclaims.claims.unlisted import beside_unlisted, names_unlisted
from geoclaims.vocabulary import PlaceRole

Linked = tuple[int, PlaceRole]
"""A toponym, by its index in the reading, and its role."""

_MOVES = frozenset(("force_movement", "displacement"))
_FRONTED_REACH = 14
_BY = frozenset(("near", "at", "in", "outside"))
_CONTRASTS = frozenset((("rather", "than"), ("instead", "of"), ("but", "not")))


def link_places(
    around: Surroundings,
    event_type: str,
    excluded: Collection[tuple[int, int]],
    bounds: tuple[int, int],
    fronted_allowed: bool,
) -> list[list[Linked]]:
    """The places of one event; each inner list is one claim's, several where each is its own event.

    ``bounds`` are the tokens of the innermost attribution's content (or the sentence).
    """
    reading, sentence = around.reading, around.sentence
    first = max(around.clause[0], bounds[0])
    last = min(around.clause[1], bounds[1])
    usable = usable_toponyms(reading, first, last, excluded)
    runs = [
        cut_at(run, around.trigger.first, around.trigger.last) for run in place_runs(reading, usable, first)
    ]
    runs = [run for run in runs if not _is_subject(around, run)]
    if event_type == "intercept":
        runs = [run for run in runs if run.preposition != "from"]  # "drones launched from X were downed"
    chosen = _bare_subject(around, runs) or _right(around, runs, event_type) or _left(around, runs)
    elsewhere = not chosen and names_unlisted(around)
    if not chosen and says_there(around):
        return []  # "were executed there": at what was named before
    if not chosen:
        chosen = _of_relative(around, excluded) or _of_main_clause(around, excluded, bounds)
    if not chosen:
        chosen = _announced(around, excluded)
    if not chosen:
        opening = place_runs(
            reading,
            usable_toponyms(
                reading, sentence.first, min(sentence.last, sentence.first + _FRONTED_REACH), excluded
            ),
            sentence.first,
        )
        chosen = [
            run
            for run in opening
            if (fronted_allowed and _is_fronted(reading, run, sentence.first))
            or _heads_item(reading, run, sentence.first)
        ][:1]
    linked = _claims_of(chosen, event_type, around)
    if elsewhere or any(beside_unlisted(around, run) for run in chosen):
        return [
            [(index, "parent" if role == "parent" else "mention") for index, role in made] for made in linked
        ]
    return linked


def _announced(around: Surroundings, excluded: Collection[tuple[int, int]]) -> list[PlaceRun]:
    """ "Three towns were shelled: Arvol, Corin and Dule": what a word for places and a colon announce."""
    reading, last = around.reading, around.sentence.last
    colon = next((at for at in range(around.trigger.last, last) if reading.words[at] == ":"), last)
    if context("places").isdisjoint(reading.words[around.clause[0] : colon]):
        return []
    runs = place_runs(reading, usable_toponyms(reading, colon + 1, last, excluded), colon + 1)
    return [run for run in runs[:1] if run.first == colon + 1]


def _heads_item(reading: Reading, run: PlaceRun, first: int) -> bool:
    """ "- Arvol: rebels shelled the port": a place at the head of an item, before a colon or a dash."""
    mark = reading.words[run.last : run.last + 1]
    spaced = reading.tokens[run.last - 1].end < reading.tokens[run.last].start if mark else False
    if mark not in ([":"], [";"]) and not (spaced and mark in (["-"], ["–"], ["—"], ["|"])):
        return False
    return all(reading.tags[at] in "-.#" for at in range(first, run.first))


def _is_subject(around: Surroundings, run: PlaceRun) -> bool:
    """A place name as the doer: "Russia shelled X"; also "between Armenia and Azerbaijan"."""
    reading, trigger = around.reading, around.trigger
    places = [reading.toponyms[group[0]].place for group in run.groups]
    countries = bool(places) and all(place is not None and place.feature == "country" for place in places)
    if run.preposition == "between" and countries and len(run.groups) > 1:
        return True
    if run.last > trigger.first:
        return False
    if reading.tags[run.last] == "'":
        return not (
            around.trigger.entry.type.startswith(("territory", "fall", "seize")) and not trigger.verbal
        ) and not _names_part(reading, run.last + 1)
    if run.preposition or not trigger.verbal:
        return False
    if trigger.entry.passive or around.passive() or reading.tags[trigger.first] not in "VEI":
        return False
    if around.trigger.entry.kind == "idiom" and trigger.lemma.startswith(
        ("come", "(be", "be ", "(come", "fall", "change")
    ):
        return False
    return all(
        reading.tags[at] in "ABNM'-" or (reading.words[at] == "and" and reading.tags[at + 1] == "M")
        for at in range(run.last, trigger.first)
    )


def _names_part(reading: Reading, first: int) -> bool:
    """ "Odesa's port": what is possessed is a part of the place."""
    at = first
    while at < len(reading.words) and reading.tags[at] in "NM-":
        if reading.words[at] in context("places") or reading.words[at] in context("things"):
            return True
        at += 1
    return False


def _bare_subject(around: Surroundings, runs: Sequence[PlaceRun]) -> list[PlaceRun]:
    """ "Lyman was captured near noon": the place itself is what it happened to."""
    if not (around.passive() or around.trigger.entry.passive):
        return []
    tags = around.reading.tags  # "which left X, was denied access": the object of another verb
    return [
        run
        for run in runs
        if run.last <= around.trigger.first and not run.preposition and tags[run.first - 1] not in "VEIG"
    ][-1:]


def _right(around: Surroundings, runs: Sequence[PlaceRun], event_type: str) -> list[PlaceRun]:
    """The place behind the trigger, and where it moved the other end of the path."""
    trigger = around.trigger
    behind = [run for run in runs if run.first >= trigger.first and _not_for_another(around, run)]
    if not behind:
        return []
    if event_type in _MOVES or event_type == "territory_transfer":
        ends = [run for run in behind if run.preposition in ("from", "to", "into", "toward", "towards")]
        if (
            not ends
            and len(behind) > 1
            and _is_water(around.reading, behind[0])
            and behind[1].preposition in _BY
        ):
            return behind[1:2]  # "cross the river X near Y"
        if ends[:1] == behind[:1] and len(behind) > 1 and is_entered(around.reading, *behind[:2]):
            return [in_country(behind[1], behind[0])]  # "crossed into Chad near Adre"
        return behind[:1] if not ends else [behind[0], *[run for run in behind[1:3] if run in ends]]
    kept = [
        run for run in behind if run.preposition != "from" or event_type == "clash" or _takes_from(around)
    ]
    if event_type == "intercept":
        return kept[:1]  # "downed drones launched from X": not there
    return kept[:1] or (behind[:1] if _is_fired(around) or not around.trigger.verbal else [])


def _opens_participle(around: Surroundings) -> bool:
    """Whether the sentence opens with the trigger as a participle of its subject."""
    opener = around.sentence.first
    if around.reading.words[opener] in ("after", "since", "before", "having"):
        opener += 1
    return around.trigger.verbal and opener == around.trigger.first and opener > around.sentence.first


def _takes_from(around: Surroundings) -> bool:
    """ "abducted nine girls from X": that is where it happened."""
    return around.trigger.verbal and (around.trigger.entry.subtype or "").startswith("Abduction")


def _is_water(reading: Reading, run: PlaceRun) -> bool:
    place = reading.toponyms[run.groups[0][0]].place
    return place is not None and place.feature == "water"


def _not_for_another(around: Surroundings, run: PlaceRun) -> bool:
    """No other verb with a subject of its own stands between trigger and place."""
    reading, first = around.reading, around.trigger.last
    words = reading.words
    if _opens_participle(around) and "," in words[first : run.first]:
        return False  # "Having captured Qwerty, the brigade plans to storm X"
    if any(words[at] in (";", ":") for at in range(first, run.first)):
        return False
    if any(tuple(words[at : at + 2]) in _CONTRASTS for at in range(first, run.first)):
        return False  # "strike bases rather than the oil port of X"
    verb = run.first - 1  # "blow up the dam and blame X"
    return not (
        verb > first
        and (reading.tags[verb] in "VIEG" or words[verb] in cue_verbs())
        and words[verb - 1] in ("and", "or", "to")
        and reading.tags[verb - 2] in "NM"
        and not is_trigger_word(words[verb])
    )


def _left(around: Surroundings, runs: Sequence[PlaceRun]) -> list[PlaceRun]:
    before = [run for run in runs if run.last <= around.trigger.first]
    if not before:
        return []
    placed = [
        run
        for run in before
        if run.preposition in words_of("grammar", "locative")
        or run.preposition in ("after", "before", "since")
    ]
    if placed and not (around.trigger.entry.passive or around.passive()):
        return placed[-1:]
    last = before[-1]
    done_to = around.trigger.entry.passive or around.passive()
    if done_to and last.preposition == "from" and _are_from(around, last):
        return []
    if not done_to and not last.preposition and _acts_elsewhere(around, last):
        return []  # "Israel and Hamas exchanged prisoners as part of a truce"
    return before[-1:]


def _are_from(around: Surroundings, run: PlaceRun) -> bool:
    """ "peacekeepers from X were wounded": where they come from."""
    before = around.reading.words[max(around.clause[0], run.first - 3) : run.first]
    return "from" in before and not context("people").isdisjoint(before[: before.index("from")])


def _acts_elsewhere(around: Surroundings, run: PlaceRun) -> bool:
    """Whether a country without a preposition is the subject of a verb before the trigger."""
    reading = around.reading
    places = [reading.toponyms[group[0]].place for group in run.groups]
    if not all(place is not None and place.feature == "country" for place in places):
        return False
    return any(reading.tags[at] in "VE" for at in range(run.last, around.trigger.first))


def _of_relative(around: Surroundings, excluded: Collection[tuple[int, int]]) -> list[PlaceRun]:
    """ "Arvol, where troops …", "Palmyra, captured in 2015, …"."""
    reading, opener = around.reading, around.clause[0]
    floor = around.sentence.first
    if opener > floor and reading.words[opener] in ("where", "which", "that"):
        at = opener - 1
        while at >= floor and (
            reading.words[at] in (",", "—", "–", "from", "in", "through", "of", "for")
            or reading.tags[at] in "N-"
        ):
            at -= 1
        return _ending_at(reading, at, floor, excluded)
    at = around.trigger.first - 1
    while at >= floor and reading.tags[at] == "B":
        at -= 1
    if at > floor and reading.words[at] in (",", "(", "—") and reading.tags[around.trigger.first] == "E":
        return _ending_at(reading, at - 1, floor, excluded)
    return []


def _ending_at(
    reading: Reading, at: int, floor: int, excluded: Collection[tuple[int, int]]
) -> list[PlaceRun]:
    if at < floor or reading.toponym_of[at] < 0:
        return []
    runs = place_runs(reading, usable_toponyms(reading, max(floor, at - 12), at + 1, excluded), floor)
    return [run for run in runs if run.last == at + 1]


def _of_main_clause(
    around: Surroundings, excluded: Collection[tuple[int, int]], bounds: tuple[int, int]
) -> list[PlaceRun]:
    """A participle or a following clause takes the place of the clause it hangs on: ", killing six"."""
    reading = around.reading
    hanging = reading.tags[around.trigger.first] == "G" or around.reading.words[around.clause[0]] in (
        "when",
        "after",
        "as",
        "while",
        "and",
        "which",
        "before",
        "but",
    )
    first = max(around.sentence.first, bounds[0])
    last = min(around.sentence.last, bounds[1])
    runs = place_runs(reading, usable_toponyms(reading, first, last, excluded), first)
    placed = [
        run
        for run in runs
        if run.preposition in words_of("grammar", "locative")
        and not _follows_subject_only(reading, run)
        and not (run.preposition == "from" and around.trigger.entry.type == "intercept")
    ]
    if not placed:
        return []
    if not hanging and len(placed) == 1 and _while_doing(around, placed[0]):
        return placed  # "came under fire while unloading flour in X"
    if hanging or len(placed) == 1:
        before = [run for run in placed if run.last <= around.trigger.first]
        after = [run for run in placed if run.first >= around.trigger.last]
        return (before[-1:] or after[:1]) if hanging else (before[-1:] if before else [])
    return []


def _while_doing(around: Surroundings, run: PlaceRun) -> bool:
    """Whether "while" or "when" and a participle join a later place to the trigger's own subject."""
    words, tags = around.reading.words, around.reading.tags
    return any(
        words[at] in ("while", "when") and tags[at + 1] == "G" for at in range(around.trigger.last, run.first)
    )


def _follows_subject_only(reading: Reading, run: PlaceRun) -> bool:
    return run.preposition == "of" and reading.words[run.first - 1] != "of"


def _is_fronted(reading: Reading, run: PlaceRun, first: int) -> bool:
    """ "In Arvol, …": the place opens the sentence after a preposition and a comma follows."""
    opening = next((at for at in range(first, run.first) if reading.tags[at] not in "Q.C"), run.first)
    if reading.tags[opening] not in "PO" or reading.words[opening] in (
        "for",
        "like",
        "unlike",
        "with",
        "by",
        "from",
        "to",
    ):
        return False
    behind = run.last
    while behind < len(reading.words) and reading.tags[behind] in "N-T#":
        behind += 1
    if any(reading.tags[at] in "VAEG" for at in range(opening, run.first)):
        return False
    return reading.words[behind : behind + 1] == [","] or reading.tags[behind : behind + 1] in (
        ["R"],
        ["D"],
        ["A"],
    )


def _claims_of(runs: Sequence[PlaceRun], event_type: str, around: Surroundings) -> list[list[Linked]]:
    if not runs:
        return []
    led_to = event_type == "territory_transfer" and runs[0].preposition in ("to", "into")
    if len(runs) == 1 and event_type not in _MOVES and not led_to:
        run = runs[0]
        if run.preposition == "between" and len(run.groups) > 1:
            return [[link for group in run.groups for link in _roles(group, "location")]]
        role: PlaceRole = "origin" if run.preposition == "from" and _is_fired(around) else "location"
        return [list(_roles(group, role)) for group in run.groups]
    path: list[Linked] = []
    several: list[list[Linked]] = []
    for run in runs:
        role = _role_of(run, event_type, around)
        if len(runs) == 1 and len(run.groups) > 1:
            several = [list(_roles(group, role)) for group in run.groups]
        for group in run.groups:
            path += _roles(group, role)
    return several or [path]


def _is_fired(around: Surroundings) -> bool:
    """ "rockets were fired from X": X is where they came from."""
    return around.trigger.lemma in ("launch", "fire", "lob")


def _roles(group: Sequence[int], role: PlaceRole) -> list[Linked]:
    return [(group[0], role), *((index, "parent") for index in group[1:])]


def _role_of(run: PlaceRun, event_type: str, around: Surroundings) -> PlaceRole:
    if event_type == "territory_transfer":
        return "destination" if run.preposition in ("to", "into", "toward", "towards") else "location"
    if run.preposition in ("to", "into", "toward", "towards", "onto"):
        return "destination"
    if event_type == "displacement":
        return "origin"
    if run.preposition == "from":
        return "origin"
    if (
        run.first >= around.trigger.last
        and run.preposition in ("", "on")
        and around.reading.tags[around.trigger.first] in "VIEG"
    ):
        return "destination"
    return "location"
