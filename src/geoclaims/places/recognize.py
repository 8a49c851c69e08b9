"""Which words of a text are place names: the tagger's judgement, the gazetteer's knowledge, the context."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from geoclaims.language import Annotation, Name
from geoclaims.language.annotation import Token
from geoclaims.language.names_features import COMMON_WORD, Hint, is_common, segments_with_matches
from geoclaims.places.protocols import Gazetteer, Mention
from geoclaims.places.recognize_contested import is_contested, unlisted_names
from geoclaims.places.recognize_hints import gazetteer_hints, government_seats
from geoclaims.places.recognize_use import use_of
from geoclaims.places.recognize_words import cue_words
from geoclaims.places.resolve_words import features_after

_ALWAYS = ("country", "continent", "demonym", "region")
_STATE = ("country", "admin1")
_LARGE_TOWNS = ("city6", "city7", "city8")
_TOWNS = ("city4", "city5", *_LARGE_TOWNS)
_TOWNS_AND_COUNTIES = (
    *("city4", "city5", "city5:alternate", "city6:alternate", "admin2", "admin2:variant", "admin1"),
    *_LARGE_TOWNS,
)  # fmt: skip
_SPEAKS = ("said", "says", "told", "added", "adds", "asked", "concedes", "thinks", "recalled", "’s", "'s")


@dataclass(frozen=True, slots=True)
class _Found:
    """A stretch of tokens, half-open, that may be a place name; ``hint`` is None if unknown."""

    first: int
    last: int
    hint: str | None


def recognize(annotation: Annotation, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The toponyms of one annotated text; for many texts keep a GazetteerRecognizer."""
    return GazetteerRecognizer(gazetteer).recognize(annotation)


class GazetteerRecognizer:
    """Finds toponyms by the names the tagger saw and those the gazetteer knows."""

    def __init__(self, gazetteer: Gazetteer, hint: Hint | None = None) -> None:
        """``hint`` may be the one the tagger has, so that both remember the same names."""
        self._hint = hint or gazetteer_hints(gazetteer)
        self._governs = government_seats(gazetteer)

    def recognize(self, annotation: Annotation) -> tuple[Mention, ...]:
        """The toponyms in text order, without overlaps, each with its use."""
        reading = _Reading(annotation, self._hint, self._governs)
        return tuple(reading.mention(found) for found in reading.toponyms())


class _Reading:
    """One pass over one text."""

    def __init__(self, annotation: Annotation, hint: Hint, governs: Callable[[str], bool]) -> None:
        self.text = annotation.text
        self.tokens: Sequence[Token] = annotation.tokens
        self.annotation = annotation
        self.hint = hint
        self.governs = governs
        self.datelines = annotation.datelines
        self.family_names = {
            name.text.split()[-1] for name in annotation.names if name.label == "PER" and " " in name.text
        }
        self.label: dict[int, Name] = {}
        for name in annotation.names:
            first, last = annotation.token_at(name.start), annotation.token_at(name.end - 1)
            if first is not None and last is not None:
                self.label.update(dict.fromkeys(range(first, last + 1), name))

    def toponyms(self) -> list[_Found]:
        """The place names in text order; where two overlap, the surer one."""
        chosen: dict[int, _Found] = {}
        taken: set[int] = set()

        def take(found: _Found) -> None:
            indices = range(found.first, found.last)
            if taken.isdisjoint(indices):
                taken.update(indices)
                chosen[found.first] = found

        matches = list(self._matches())
        for found in matches:
            if self._is_whole_name(found):
                take(found)
        for name in self.annotation.names:
            if name.label == "LOC":
                for found in self._of_place_name(name):
                    take(found)
        for found in matches:
            if self._stands_alone(found) or self._is_inside_body(found) or self._is_placed(found):
                take(found)
        for found in matches:
            if self._may_be_contested(found) and self._is_contested(found):
                take(found)
        for first, last in unlisted_names(
            self.tokens, lambda i: i not in taken and i not in self.label, is_common
        ):
            take(_Found(first, last, None))
        for found in self._before_region(chosen):
            take(found)
        for found in self._repeated(matches, chosen):
            take(found)
        return [chosen[first] for first in sorted(chosen)]

    def mention(self, found: _Found) -> Mention:
        start, end = self.tokens[found.first].start, self.tokens[found.last - 1].end
        kind = (found.hint or "").partition(":")[0]
        use = use_of(
            self.annotation,
            start,
            end,
            demonym=kind == "demonym",
            governs=found.hint is not None and self.governs(self.text[start:end]),
        )
        name = self.label.get(found.first)
        if use == "literal" and name is not None and name.label == "ORG" and not self._is_at(found, name):
            use = "metonym"  # "Lexington Police": the body, not the town
        return Mention(start, end, self.text[start:end], use)

    # --- where places may stand -------------------------------------------------------

    def _matches(self) -> Iterator[_Found]:
        """The longest names of the gazetteer, capitalized, in text order."""
        segments = segments_with_matches(self.text, self.tokens, self.annotation.sentences, self.hint)
        for segment in segments:
            for first, (last, hint) in segment.matches.items():
                article = last > first and self.tokens[first].text == "The" and not hint.startswith("city")
                end = self._with_full_stop(last + 1, hint, segment.sentence.last)
                yield _Found(first + article, end, hint)

    def _with_full_stop(self, last: int, hint: str, limit: int) -> int:
        """The end of the name, with the full stop of an abbreviation ("Ky.")."""
        if hint.endswith(":abbreviation") and last < limit:
            stop = self.tokens[last]
            if (
                stop.text == "."
                and stop.start == self.tokens[last - 1].end
                and len(self.tokens[last - 1].text) > 1
            ):
                return last + 1
        return last

    def _of_place_name(self, name: Name) -> Iterator[_Found]:
        """What the tagger called a place, without words of direction before a known name."""
        first, last = self.annotation.token_at(name.start), self.annotation.token_at(name.end - 1)
        if first is None or last is None:
            return
        last += 1
        hint = self._hint_of(first, last)
        if hint is None and not self._is_credible(first, last):
            yield from self._known_start(first, last)
            return
        if hint is None:
            for skip in range(1, min(3, last - first)):
                if self.tokens[first + skip - 1].text.lower() not in cue_words("directions"):
                    break
                inner = self._hint_of(first + skip, last)
                if inner is not None:
                    yield _Found(first + skip, last, inner)
                    return
        if hint is None:
            parts = list(self._known_parts(first, last))
            if parts:
                yield from parts
                return
        elif hint.endswith(":abbreviation"):
            last = self._with_full_stop(last, hint, len(self.tokens))
        yield _Found(first, last, hint)

    def _is_credible(self, first: int, last: int) -> bool:
        """Whether a name the gazetteer lacks may be a place: by the words it has, or those before it."""
        words = [self.tokens[i].text.lower() for i in range(first, last)]
        if len(words) > 1:
            return words[-1] not in cue_words("body_heads")
        before = self.tokens[first - 1].text.lower() if first else ""
        return not is_common(words[0]) and (
            before in cue_words("place_prepositions") or before in cue_words("taking_verbs") or before == "of"
        )

    def _known_start(self, first: int, last: int) -> Iterator[_Found]:
        """The known place that opens the name of a body: "Parkers Prairie High School"."""
        for cut in range(last - 1, first, -1):
            hint = self._hint_of(first, cut)
            if hint is not None and not (cut - first == 1 and is_common(self.tokens[first].text)):
                yield _Found(first, cut, hint)
                return

    def _known_parts(self, first: int, last: int) -> Iterator[_Found]:
        """The known places in an unknown name: "Izium and Lyman", "Aleppo Governorates"."""
        if last - first == 2 and self.tokens[last - 1].text.lower() in features_after():
            hint = self._hint_of(first, last - 1)
            if hint is not None:
                yield _Found(first, last - 1, hint)
            return
        cuts = [
            i for i in range(first + 1, last - 1) if self.tokens[i].text in ("and", "-", "–", ",", "/", "&")
        ]
        bounds = [first, *(i for cut in cuts for i in (cut, cut + 1)), last]
        parts = [(a, b, self._hint_of(a, b)) for a, b in zip(bounds[::2], bounds[1::2], strict=True) if a < b]
        if cuts and all(hint is not None for _, _, hint in parts):
            for a, b, hint in parts:
                yield _Found(a, b, hint)

    def _hint_of(self, first: int, last: int) -> str | None:
        return self.hint(self.text[self.tokens[first].start : self.tokens[last - 1].end])

    def _is_whole_name(self, found: _Found) -> bool:
        """Whether a name of several words is a country, division or region, of which the tagger saw a part.

        "South Korean", "Middle East", "New York Gov."; a town so named only if the part was a place.
        """
        if found.last - found.first < 2 or found.hint is None or found.hint == COMMON_WORD:
            return False
        names = [self.label[i] for i in range(found.first, found.last) if i in self.label]
        start, end = self.tokens[found.first].start, self.tokens[found.last - 1].end
        if any(name.start < start or name.end > end for name in names):
            return False
        kind, _, name_kind = found.hint.partition(":")
        if kind in _ALWAYS or kind == "admin1":
            return name_kind != "variant" or bool(names)
        return any(name.label == "LOC" for name in names) or self._dateline(found)

    def _dateline(self, found: _Found) -> bool:
        """Whether a name in capitals opens a sentence before a dash, as the town of a dateline does."""
        surface = self._surface(found)
        if any(
            line.place_start <= self.tokens[found.first].start < line.place_end for line in self.datelines
        ):
            return True
        if not surface.isupper() or len(surface) < 4 or not self._opens_sentence(found):
            return False
        return found.last < len(self.tokens) and self.tokens[found.last].text in (
            "-",
            "--",
            "–",
            "—",
            "(",
            ",",
        )

    # --- what the gazetteer knows and the tagger did not say -----------------------------

    def _stands_alone(self, found: _Found) -> bool:
        """Whether the name can hardly be anything but a place, though the tagger did not say so."""
        labels = {self.label[i].label for i in range(found.first, found.last) if i in self.label}
        if found.hint is None or found.hint == COMMON_WORD or self._is_direction(found):
            return False
        if self._dateline(found):
            return True
        if labels and (labels != {"PER"} or not self._is_lone_person(found)):
            return False
        if self._is_part_of_longer_name(found):
            return False
        kind, _, name_kind = found.hint.partition(":")
        after = self.tokens[found.last].text.lower() if found.last < len(self.tokens) else ""
        if found.hint in _TOWNS_AND_COUNTIES and after in cue_words("local_nouns"):
            return True
        if not labels and found.hint in _TOWNS and self._is_in(found):
            return True
        if labels:
            return found.hint in _LARGE_TOWNS or (kind == "admin1" and not name_kind and after not in _SPEAKS)
        if kind in _ALWAYS and name_kind != "variant":
            return True
        if kind == "admin1" and name_kind in ("", "former"):
            return found.last - found.first > 1 or not self._opens_sentence(found)
        return self._follows_comma_after_place(found) and kind in _STATE

    def _is_in(self, found: _Found) -> bool:
        """Whether a word of place ("in", "near") or of settlement ("the town") stands before the name."""
        before = self.tokens[found.first - 1].text.lower() if found.first else ""
        if before not in cue_words("inside_prepositions") and before not in cue_words("settlement_nouns"):
            return False
        after = self.tokens[found.last] if found.last < len(self.tokens) else None
        return after is None or not (after.text[0].isupper() or after.text in ("'s", "’s", "-", "&"))

    def _is_lone_person(self, found: _Found) -> bool:
        """Whether the tagger took the bare name for a person whom the text never names in full."""
        name = self.label.get(found.first)
        if name is None or name.text != self._surface(found):
            return False
        before = self.tokens[found.first - 1].text if found.first else ""
        return name.text not in self.family_names and not before[:1].isupper()

    def _is_part_of_longer_name(self, found: _Found) -> bool:
        after = found.last
        if after + 1 < len(self.tokens) and self.tokens[after].text == "-":
            joined = self.tokens[after].start == self.tokens[after - 1].end
            return joined and self.tokens[after + 1].text[:1].isupper()
        return False

    def _is_direction(self, found: _Found) -> bool:
        """Whether the name is a word of direction: some provinces are called Northern or Central."""
        return found.last - found.first == 1 and self.tokens[found.first].text.lower() in cue_words(
            "directions"
        )

    def _is_placed(self, found: _Found) -> bool:
        """Whether the words before leave no doubt that this is a place, whoever may bear its name.

        "the southern part of Dimitrov", "the village of Ivanov", "10 km from Clark".
        """
        name = self.label.get(found.first)
        if name is not None and name.text != self._surface(found):
            return False
        if found.first < 2:
            return False
        before = self.tokens[found.first - 1].text.lower()
        head = self.tokens[found.first - 2].text.lower()
        return before in ("of", "from") and head in cue_words("heads_of_places")

    def _is_at(self, found: _Found, body: Name) -> bool:
        """Whether something is said to be at or done to what the tagger took for a body."""
        before = self.tokens[found.first - 1].text.lower() if found.first else ""
        return body.text == self._surface(found) and (
            before in cue_words("place_prepositions") or is_contested(self.tokens, found.first, found.last)
        )

    def _is_contested(self, found: _Found) -> bool:
        name = self.label.get(found.first)
        person = name is not None and name.label == "PER"
        return is_contested(self.tokens, found.first, found.last, maybe_person=person)

    def _may_be_contested(self, found: _Found) -> bool:
        """Whether nothing but a tagger's lone guess speaks against a known name after a word of war."""
        if found.hint is None or found.hint == COMMON_WORD or self._is_direction(found):
            return False
        name = self.label.get(found.first)
        return (
            name is None
            or self._is_lone_person(found)
            or (name.label == "ORG" and name.text == self._surface(found))
        )

    def _opens_sentence(self, found: _Found) -> bool:
        sentence = self.annotation.sentence_at(self.tokens[found.first].start)
        return sentence is not None and sentence.first == found.first

    def _follows_comma_after_place(self, found: _Found) -> bool:
        return (
            found.first > 1
            and self.tokens[found.first - 1].text == ","
            and (self.tokens[found.first - 2].text[:1].isupper())
        )

    def _is_inside_body(self, found: _Found) -> bool:
        """Whether the name is the place of a public body ("Lexington Police", "University of Texas")."""
        name = self.label.get(found.first)
        if name is None or name.label != "ORG" or found.hint is None:
            return False
        inside = [i for i in range(found.first, len(self.tokens)) if self.label.get(i) is name]
        if found.last > inside[-1] + 1:
            return False
        kind = found.hint.partition(":")[0]
        starts = self.tokens[found.first].start == name.start
        if starts and found.last == inside[-1] + 1:  # the whole name: a team, a state as an actor
            return kind in _ALWAYS or kind == "admin1" or found.hint in _LARGE_TOWNS
        if found.last - found.first == 1 and self.tokens[found.first].text.lower() in cue_words(
            "public_bodies"
        ):
            return False
        rest = {self.tokens[i].text.lower() for i in inside if not found.first <= i < found.last}
        if rest & cue_words("private_bodies"):
            return False
        if kind in ("demonym", "country", "admin1", "continent"):
            return True
        if found.hint in _LARGE_TOWNS and starts:
            return True
        after_of = found.first > 0 and self.tokens[found.first - 1].text.lower() in ("of", "in", "at", "for")
        return (
            (starts or after_of) and bool(rest & cue_words("public_bodies")) and kind[:4] in ("city", "admi")
        )

    # --- what the rest of the text tells -------------------------------------------------

    def _before_region(self, chosen: dict[int, _Found]) -> Iterator[_Found]:
        """Known towns right before ", State": "Wilmington, Delaware"."""
        for found in list(chosen.values()):
            kind = (found.hint or "").partition(":")[0]
            comma = found.first - 1
            if kind not in _STATE or comma < 1 or self.tokens[comma].text != ",":
                continue
            for first in range(max(0, comma - 4), comma):
                if not self.tokens[first].text[:1].isupper():
                    continue
                hint = self._hint_of(first, comma)
                if hint is not None and all(
                    self.label.get(i) is None or self.label[i].label != "LOC" for i in range(first, comma)
                ):
                    yield _Found(first, comma, hint)
                    break

    def _repeated(self, matches: Sequence[_Found], chosen: dict[int, _Found]) -> Iterator[_Found]:
        """Names that are places elsewhere in the text, where nothing says they are not."""
        votes = Counter(self._surface(found) for found in chosen.values())
        persons = Counter(name.text for name in self.annotation.names if name.label == "PER")
        for found in matches:
            surface = self._surface(found)
            if not votes[surface] or persons[surface] > votes[surface]:
                continue
            name = self.label.get(found.first)
            if name is None or name.text == surface:
                yield found

    def _surface(self, found: _Found) -> str:
        return self.text[self.tokens[found.first].start : self.tokens[found.last - 1].end]
