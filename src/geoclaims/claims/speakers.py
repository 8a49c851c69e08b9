"""Whom the sources of one document are: pronouns and short names taken back to who they stand for."""

from collections.abc import Sequence
from dataclasses import replace

from geoclaims.claims.attribution_subjects import main_subject
from geoclaims.claims.cues import Attributed, TokenSpan
from geoclaims.claims.grammar import is_source_word
from geoclaims.claims.phrases import phrase_before
from geoclaims.claims.reading import Reading
from geoclaims.claims.sources import SourceDescription, describe
from geoclaims.language.annotation import Sentence

_SENTENCES_BACK = 3
_MOST_MENTIONS = 8
"""A name is explained where it comes first; later mentions seldom add to it."""
_PERSONAL = frozenset(("he", "she", "i", "him", "her", "his", "me", "my"))
_PLURAL = frozenset(("they", "we", "them", "their", "us", "our", "these"))
_NEUTER = frozenset(("it", "its"))
_THE_GROUP = frozenset(
    ("the group", "the militant group", "the rebel group", "the armed group", "the movement")
)
_RELATIVE = frozenset(("who", "which", "that"))
_PEOPLE_KINDS = frozenset(
    [
        "named_official",
        "anonymous_official",
        "combatant",
        "expert",
        "resident_witness",
        "other_named",
        "other_unnamed",
        "media_outlet",
        "monitor",
    ]
)
UNKNOWN = SourceDescription("other_unnamed", None, None, "anonymous")


def _names_people(reading: Reading, phrase: TokenSpan) -> bool:
    """Whether a word of the phrase says what somebody is: "the governor", but not "a drone"."""
    return any(is_source_word(reading.words[at]) for at in range(*phrase))


class Speakers:
    """Describes sources of one reading, remembering who was named how."""

    def __init__(self, reading: Reading, attributions: Sequence[Attributed] = ()) -> None:
        self._reading = reading
        self._sources: dict[int, list[TokenSpan]] = {}
        for found in attributions:
            if found.source is not None and found.inferred is None:
                at = reading.sentence_index(reading.tokens[found.source[0]].start)
                self._sources.setdefault(at, []).append(found.source)
        self._capitalised: dict[str, list[int]] = {}
        self._known: dict[TokenSpan, SourceDescription] = {}
        self._antecedents: dict[TokenSpan, TokenSpan | None] = {}

    def describe(self, attributed: Attributed) -> SourceDescription:
        """The source of one attribution; it must have one."""
        if attributed.source is None:
            return UNKNOWN
        found = self.describe_span(attributed.source)
        if attributed.entry.stance == "claims_credit" and self._is_unknown_name(attributed.source, found):
            return replace(found, kind="armed_group", identity="collective")
        return found

    def _is_unknown_name(self, span: TokenSpan, found: SourceDescription) -> bool:
        """Whether a source is a name that neither a list knows nor the tagger, as a whole, for a person's."""
        names, name_of = self._reading.annotation.names, self._reading.name_of
        person = all(name_of[at] >= 0 and names[name_of[at]].label == "PER" for at in range(*span))
        said_what = any(is_source_word(self._reading.words[at]) for at in range(*span))
        return found.kind == "other_named" and not person and not said_what

    def describe_span(self, span: TokenSpan) -> SourceDescription:
        """What the phrase names, a pronoun as whom it stands for."""
        known = self._known.get(span)
        if known is None:
            self._known[span] = UNKNOWN  # a guard against going round in circles
            known = self._describe(span)
            self._known[span] = known
        return known

    def antecedent(self, span: TokenSpan) -> TokenSpan | None:
        """The phrase a pronoun stands for, where light rules can tell."""
        if span not in self._antecedents:
            self._antecedents[span] = self._find_antecedent(span)
        return self._antecedents[span]

    def _describe(self, span: TokenSpan) -> SourceDescription:
        reading = self._reading
        first, last = span
        if last - first == 1 and reading.tags[first] in "RWD":
            before = self.antecedent(span)
            if before is None:
                return UNKNOWN
            found = self.describe_span(before)
            return replace(found) if not self._anonymous_later(span) else self._anonymized(before)
        spelled_out = self._spelled_out(span) or self._group_before(span)
        if spelled_out is not None:
            return self.describe_span(spelled_out)
        found = describe(reading, span, self._nearby(span))
        if found.kind == "other_named" and found.name is not None:
            earlier = self._earlier_mention(span, found.name)
            if earlier is not None:
                return earlier
        return found

    def _spelled_out(self, span: TokenSpan) -> TokenSpan | None:
        """The name that an abbreviation was given for before: "the National Unity Government (NUG)"."""
        reading = self._reading
        first, last = span
        first += first < last - 1 and reading.words[first] == "the"
        if last - first != 1 or not reading.tokens[first].text.isupper():
            return None
        for at in self._places_of(reading.words[first]):
            if 1 < at < first and reading.words[at - 1] == "(" and reading.words[at + 1] == ")":
                sentence = reading.sentence_of(at)
                return phrase_before(reading, at - 2, sentence.first) if sentence is not None else None
        return None

    def _group_before(self, span: TokenSpan) -> TokenSpan | None:
        """The armed group last named before "the group", in the same paragraph or the one above."""
        reading = self._reading
        if " ".join(reading.words[slice(*span)]) not in _THE_GROUP:
            return None
        index = reading.sentence_index(reading.tokens[span[0]].start)
        here = reading.annotation.sentences[index]
        for back in range(min(index, _SENTENCES_BACK) + 1):
            sentence = reading.annotation.sentences[index - back]
            if here.paragraph - sentence.paragraph > 1:
                return None
            end = reading.tokens[span[0]].start if back == 0 else sentence.end
            group = reading.actors.last_group_in(reading.document.text, sentence.start, end)
            if group is not None:
                return reading.first_token_at(group[0]), reading.first_token_at(group[1])
        return None

    def _nearby(self, span: TokenSpan) -> str:
        """The rest of the sentence, and the next one where it goes on about a pronoun."""
        reading = self._reading
        sentence = reading.sentence_of(span[0])
        if sentence is None:
            return ""
        text = reading.document.text
        said = text[sentence.start : sentence.end]
        following = sentence.last
        if following < len(reading.words) and reading.words[following] in (
            "he",
            "she",
            "they",
            "the",
            "both",
            "neither",
        ):
            next_sentence = reading.sentence_of(following)
            if next_sentence is not None and next_sentence.paragraph - sentence.paragraph <= 1:
                said += " " + text[next_sentence.start : next_sentence.end]
        return said

    def _anonymous_later(self, span: TokenSpan) -> bool:
        nearby = self._nearby(span)
        return "anonymity" in nearby or "to be named" in nearby

    def _anonymized(self, before: TokenSpan) -> SourceDescription:
        return describe(self._reading, before, "condition of anonymity")

    def _earlier_mention(self, span: TokenSpan, name: str) -> SourceDescription | None:
        """A fuller mention of the same name before: "Gen. Ada Okoye" for "Okoye"."""
        reading = self._reading
        surname = name.split()[-1].lower()
        for at in reversed(self._places_of(surname)):
            if at < span[0]:
                end = at + 1
                phrase = phrase_before(reading, at, max(0, at - 12))
                if phrase is None or phrase[1] - phrase[0] <= span[1] - span[0]:
                    sentence = reading.sentence_of(at)
                    if sentence is None or end >= sentence.last or reading.words[end] != ",":
                        continue
                    phrase = (at if phrase is None else phrase[0], self._apposition_end(sentence, end))
                found = describe(reading, phrase)
                sentence = reading.sentence_of(at)
                explained = sentence is not None and reading.words[end : end + 1] == [","]
                if found.kind == "other_named" and sentence is not None and explained:
                    # "Valery Sokol, the defence minister, …"
                    found = describe(reading, (phrase[0], self._apposition_end(sentence, end)))
                if found.kind != "other_named" and found.name is not None and surname in found.name.lower():
                    return found
        return None

    def _places_of(self, surname: str) -> list[int]:
        """Where a capitalised word stands, from an index made once."""
        if not self._capitalised:
            for at, tag in enumerate(self._reading.tags):
                if tag == "M":
                    self._capitalised.setdefault(self._reading.words[at], []).append(at)
        return self._capitalised.get(surname, [])[:_MOST_MENTIONS]

    def _apposition_end(self, sentence: Sentence, comma: int) -> int:
        at = comma + 1
        while at < sentence.last and self._reading.words[at] not in (",", ".", ";"):
            at += 1
        return at

    def _find_antecedent(self, span: TokenSpan) -> TokenSpan | None:
        reading = self._reading
        word = reading.words[span[0]]
        sentence = reading.sentence_of(span[0])
        if sentence is None:
            return None
        if word in _RELATIVE:
            at = span[0] - 1
            if at >= sentence.first and reading.words[at] == ",":
                at -= 1
            return phrase_before(reading, at, sentence.first)
        here = main_subject(reading, sentence.first, span[0])
        if here is not None and here[1] <= span[0] and self._agrees(here, word):
            return here
        index = reading.sentence_index(sentence.start)
        for back in range(1, _SENTENCES_BACK + 1):
            if index - back < 0:
                break
            before = reading.annotation.sentences[index - back]
            for candidate in self._candidates(before):
                if self._agrees(candidate, word):
                    return self._beyond_pronoun(candidate)
        return None

    def _beyond_pronoun(self, candidate: TokenSpan) -> TokenSpan | None:
        if candidate[1] - candidate[0] == 1 and self._reading.tags[candidate[0]] == "R":
            return self.antecedent(candidate)
        return candidate

    def _candidates(self, sentence: Sentence) -> list[TokenSpan]:
        """Who an earlier sentence could be about: speakers outside quotes last named, then its subject."""
        reading = self._reading
        found: list[TokenSpan] = []
        for at in range(sentence.last - 1, sentence.first - 1, -1):
            if reading.quote_of[at] >= 0:
                continue
            if reading.words[at] in ("said", "says", "told", "added", "wrote") and reading.tags[at] in "VE":
                phrase = phrase_before(reading, at - 1, sentence.first)
                if phrase is not None:
                    found.append(phrase)
                break
        named = self._sources.get(reading.sentence_index(sentence.start), ())
        found += [source for source in reversed(named) if reading.quote_of[source[0]] < 0]
        subject = main_subject(reading, sentence.first, sentence.last)
        if subject is not None:
            found.append(subject)
        names = reading.annotation.names
        for at in range(sentence.first, sentence.last):
            name = reading.name_of[at]
            if name >= 0 and names[name].label == "PER" and (at == 0 or reading.name_of[at - 1] != name):
                found.append((at, reading.first_token_at(names[name].end)))
        return found

    def _agrees(self, candidate: TokenSpan, pronoun: str) -> bool:
        reading = self._reading
        if candidate[1] - candidate[0] == 1 and reading.tags[candidate[0]] in "RW":
            own = reading.words[candidate[0]]
            return own == pronoun or (
                own in _PERSONAL and pronoun in _PERSONAL and {own, pronoun} != {"he", "she"}
            )
        described = describe(reading, candidate)
        head = reading.words[candidate[1] - 1]
        if pronoun in _PERSONAL:
            if described.name is None and (head.endswith("s") or not _names_people(reading, candidate)):
                return False
            return described.kind in _PEOPLE_KINDS
        if pronoun in _PLURAL:
            return described.name is None or described.kind in ("institution", "armed_group")
        if pronoun in _NEUTER:
            return described.kind in ("institution", "armed_group", "document", "media_outlet", "monitor")
        return True
