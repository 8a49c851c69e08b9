"""One text in the course of recognition: what its tokens were tagged, and what the gazetteer knows."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, count
from operator import is_not

from geoclaims.language import Annotation, Name, Tokens
from geoclaims.language.names_features import Hint, Segment, is_crowded, is_joined, segments_with_matches

ALWAYS_PLACES = ("country", "continent", "demonym", "region")
"""Hints of names that hardly mean anything else."""
LARGE_TOWNS = ("city6", "city7", "city8")
_MOST_JOINED = 3
"""Tokens between two capitals that hyphens join: "Port-au-Prince"."""
TOWNS = ("city4", "city5", *LARGE_TOWNS)


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of tokens, half-open, that may be a place name; ``hint`` is None if unknown."""

    first: int
    last: int
    hint: str | None

    @property
    def kind(self) -> str:
        """The hint without the kind of name: "admin1" of "admin1:former"."""
        return (self.hint or "").partition(":")[0]

    @property
    def name_kind(self) -> str:
        """The kind of name, empty for a primary one."""
        return (self.hint or "").partition(":")[2]


class Reading:
    """What recognition looks at in one text."""

    def __init__(self, annotation: Annotation, hint: Hint, governs: Callable[[str], bool]) -> None:
        self.annotation = annotation
        self.text = annotation.text
        self.tokens = annotation.tokens
        self.hint = hint
        self.governs = governs
        self._headlines: dict[int, bool] = {}
        self._capitals = _capitals(self.tokens)
        self.is_capital: Callable[[int], bool] = set(self._capitals).__contains__
        """Whether the token is a word with a capital, or has one after an apostrophe ("d'Ivoire")."""
        self.words = annotation.tokens.words
        self.word = annotation.word
        self._texts, self._starts, self._ends = self.tokens.texts, self.tokens.starts, self.tokens.ends
        self.label: dict[int, Name] = {}
        """The name, if any, that each token is part of."""
        self.bounds: dict[Name, tuple[int, int]] = {}
        """The tokens of each name, half-open."""
        for name in annotation.names:
            first, last = annotation.token_at(name.start), annotation.token_at(name.end - 1)
            if first is not None and last is not None:
                self.bounds[name] = (first, last + 1)
                self.label.update(dict.fromkeys(range(first, last + 1), name))
        persons = [name.text for name in annotation.names if name.label == "PER"]
        self.persons = Counter(persons)
        self.family_names = {person.split()[-1] for person in persons if " " in person}
        self.given_names = {person.split()[0] for person in persons if " " in person}

    def matches(self) -> Iterator[Found]:
        """The longest names of the gazetteer, capitalized, in text order."""
        for segment in self._segments():
            for first, (last, hint) in segment.matches.items():
                article = last > first and self.tokens[first].text == "The" and not hint.startswith("city")
                end = self.with_full_stop(last + 1, hint, segment.sentence.last)
                yield Found(first + article, end, hint)

    def _segments(self) -> Sequence[Segment]:
        return segments_with_matches(self.text, self.tokens, self.annotation.sentences, self.hint)

    def with_full_stop(self, last: int, hint: str, limit: int) -> int:
        """The end of a name, with the full stop of an abbreviation ("Ky.")."""
        if not hint.endswith(":abbreviation") or last >= limit or self.tokens[last].text != ".":
            return last
        before = self.tokens[last - 1]
        is_written_with_stop = len(before.text) > 1 and not before.text.isupper()  # "Ky.", but not "USA."
        return last + (self.tokens[last].start == before.end and is_written_with_stop)

    def hint_of(self, first: int, last: int) -> str | None:
        """What the gazetteer says of these tokens as one name."""
        return self.hint(self.text[self._starts[first] : self._ends[last - 1]])

    def surface(self, found: Found) -> str:
        """The words found, as they stand in the text."""
        return self.text[self._starts[found.first] : self._ends[found.last - 1]]

    @cached_property
    def capital_runs(self) -> list[tuple[int, int]]:
        """The stretches of words with a capital, and what hyphens join to them, after a text's first word."""
        runs: list[tuple[int, int]] = []
        for index in self._capitals:
            begun = runs[-1][1] if runs else -_MOST_JOINED - 1
            if index - begun <= _MOST_JOINED and all(is_joined(self.tokens, i) for i in range(begun, index)):
                runs[-1] = (runs[-1][0], index + 1)
            else:
                runs.append((index, index + 1))
        return runs

    def is_in_headline(self, index: int) -> bool:
        """Whether most words of the token's sentence are capitalized."""
        sentence = self.annotation.sentence_at(self.tokens[index].start)
        if sentence is None:
            return False
        if sentence.first not in self._headlines:
            self._headlines[sentence.first] = is_crowded(self.tokens, sentence)
        return self._headlines[sentence.first]

    def labels(self, found: Found) -> list[Name]:
        """The names that the tokens found are part of, one for each token that is."""
        return [self.label[i] for i in range(found.first, found.last) if i in self.label]

    def is_whole_label(self, found: Found) -> bool:
        """Whether the tagger named just these words."""
        name = self.label.get(found.first)
        return name is not None and name.text == self.surface(found)

    def opens_sentence(self, found: Found) -> bool:
        """Whether a sentence begins with the name."""
        sentence = self.annotation.sentence_at(self.tokens[found.first].start)
        return sentence is not None and sentence.first == found.first


def _capitals(tokens: Tokens) -> list[int]:
    """The words with a capital, or with one after an apostrophe; a capital alone is none."""
    mixed = compress(count(), map(is_not, tokens.texts, tokens.words))
    return [i for i in mixed if tokens.kinds[i] == "word" and _has_capital(tokens.texts[i])]


def _has_capital(text: str) -> bool:
    return (text[0].isupper() and len(text) > 1) or (text[1:2] in ("'", "’") and text[2:3].isupper())
