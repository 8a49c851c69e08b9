"""Sources beside their words, without a cue: "Ankara: 12 killed", "12 killed – ministry", a credit."""

from geoclaims.claims.cues import PLAIN, Attributed, TokenSpan
from geoclaims.claims.grammar import is_source_word, words_of
from geoclaims.claims.person_names import KINDS, is_kind_word
from geoclaims.claims.phrases import phrase_after, phrase_before
from geoclaims.claims.reading import Reading
from geoclaims.language.annotation import Sentence

_LONGEST_HEADLINE_SOURCE = 7
_LONGEST_SHORT_SPEAKER = 4


def find_headline_attribution(reading: Reading, sentence: Sentence) -> Attributed | None:
    """The attribution of a sentence in the form of a headline, a post's entry or a credit, if it has it."""
    return _headline(reading, sentence) or _headline_tail(reading, sentence) or _credit(reading, sentence)


def _headline_tail(reading: Reading, sentence: Sentence) -> Attributed | None:
    """ "Shelling in X kills two – governor", "… kills two: army": a short source at the end."""
    for at in range(sentence.last - 2, max(sentence.first + 2, sentence.last - 6), -1):
        if reading.words[at] not in ("–", "—", "--", ":") and reading.tags[at] != "-":
            continue
        if reading.words[at] != ":" and reading.tokens[at].start == reading.tokens[at - 1].end:
            continue  # a hyphen within a word
        phrase = phrase_after(reading, at + 1, sentence.last)
        if phrase is None or phrase[1] < sentence.last or not _can_speak(reading, phrase):
            return None
        if reading.words[at] == ":" and not _is_no_item(reading, phrase):
            return None
        content = (reading.tokens[sentence.first].start, reading.tokens[at - 1].end)
        return Attributed((content,), reading.span(at, at + 1), at, PLAIN, phrase, "preposed")
    return None


def _is_no_item(reading: Reading, phrase: TokenSpan) -> bool:
    """Whether what ends a line behind a colon can only be a source.

    A town or a bare name may be what was announced: "struck three towns: Sumy", "killed a man: Ivan Petrov".
    """
    if any(is_source_word(reading.words[at]) for at in range(*phrase)):
        return True
    place, text = _place_of(reading, phrase), reading.span(*phrase).text
    if place:
        return place == "country"
    is_body = _label_of(reading, phrase[0]) == "ORG"
    return is_body or _are_initials(text) or reading.actors.actor_of(text) is not None


def _label_of(reading: Reading, at: int) -> str:
    """What the name at a token is of: "PER", "ORG", "LOC"; empty outside names."""
    name = reading.name_of[at]
    return reading.annotation.names[name].label if name >= 0 else ""


def _are_initials(text: str) -> bool:
    """ "UNIFIL", "SBU"."""
    return len(text) > 2 and text.isupper()


def _place_of(reading: Reading, phrase: TokenSpan) -> str:
    """The feature of the place that a phrase begins with: "country", "city"; empty where it names none."""
    at = reading.toponym_of[phrase[0]]
    place = reading.toponyms[at].place if at >= 0 else None
    return place.feature if place is not None else ("unknown" if at >= 0 else "")


def _credit(reading: Reading, sentence: Sentence) -> Attributed | None:
    """ "Shells hit X (source: the mayor).": the source in parentheses at the end."""
    words = reading.words
    for at in range(sentence.last - 2, max(sentence.first + 2, sentence.last - 10), -1):
        if words[at] != ":" or words[at - 1] not in ("source", "sources") or words[at - 2] not in ("(", "["):
            continue
        phrase = phrase_after(reading, at + 1, sentence.last)
        if phrase is None or words[phrase[1] : phrase[1] + 1] not in ([")"], ["]"]):
            return None
        content = (reading.tokens[sentence.first].start, reading.tokens[at - 3].end)
        return Attributed((content,), reading.span(at - 1, at + 1), at, PLAIN, phrase, "preposed")
    return None


def _can_speak(reading: Reading, phrase: TokenSpan) -> bool:
    """A name, a place or a word for a source: "Ankara", "Poll", not "Correction" or "The Latest"."""
    first, last = phrase
    head = reading.words[last - 1]
    if head in words_of("sources", "not_speakers"):
        return False
    if any(is_kind_word(head, key) for key in ("office", "ranks", *(key for key, _ in KINDS))):
        return True
    if reading.tags[first] == "D":
        return False
    is_named = _label_of(reading, first) in ("PER", "ORG")
    return is_named or reading.toponym_of[first] >= 0 or (reading.tags[first] == "M" and last - first <= 3)


def _headline(reading: Reading, sentence: Sentence) -> Attributed | None:
    """ "Ankara: 12 militants killed": a short source, a colon, and what it says."""
    words, tags = reading.words, reading.tags
    first = sentence.first
    while first < sentence.last and (tags[first] in "-." or (tags[first] == "#" and ":" in words[first])):
        first += 1  # the bullet or the time of an entry
    limit = min(sentence.last, first + _LONGEST_HEADLINE_SOURCE)
    for at in range(first + 1, limit):
        if words[at] != ":":
            if tags[at] not in "NM#'-P.vsV" or words[at] in (",", "(", "—", ";", "|"):
                return None
            continue
        if at + 2 >= sentence.last or reading.annotation.tokens[at].end == reading.tokens[at + 1].start:
            return None
        phrase = phrase_before(reading, at - 1, first)
        if phrase is None or phrase[0] != first or not _can_speak(reading, phrase):
            return None
        if words[first - 1 : first] == ["#"] and reading.toponym_of[first] >= 0:
            return None  # "#Syria: …": what a post is about
        if not (_opens_paragraph(reading, sentence) or _is_short_speaker(reading, phrase)):
            return None
        if any(line.start <= sentence.start < line.end for line in reading.annotation.datelines):
            return None
        if _only_says_where(reading, phrase, at + 1, sentence.last) or _heads_story(
            reading, phrase, sentence
        ):
            return None
        last = sentence.last - 1
        while last > at + 1 and words[last] in (".", "!", "?"):
            last -= 1
        content = (reading.tokens[at + 1].start, reading.tokens[last].end)
        return Attributed((content,), reading.span(at, at + 1), at, PLAIN, phrase, "colon")
    return None


def _opens_paragraph(reading: Reading, sentence: Sentence) -> bool:
    before = reading.sentence_index(sentence.start) - 1
    return before < 0 or reading.annotation.sentences[before].paragraph != sentence.paragraph


def _is_short_speaker(reading: Reading, phrase: TokenSpan) -> bool:
    """ "… in Belgorod. Governor Gladkov: two injured": amid a post only who can be nothing else."""
    if phrase[1] - phrase[0] > _LONGEST_SHORT_SPEAKER:
        return False
    if any(is_source_word(reading.words[at]) for at in range(*phrase)):
        return True
    is_named = _label_of(reading, phrase[0]) in ("PER", "ORG")
    of_speaker = is_named or _are_initials(reading.tokens[phrase[0]].text)  # "UNIFIL: peacekeepers …"
    return of_speaker and all(reading.toponym_of[at] < 0 for at in range(*phrase))


def _heads_story(reading: Reading, phrase: TokenSpan, sentence: Sentence) -> bool:
    """ "SANAA: State TV said …": a town in capitals before a sentence that is not."""
    if any(reading.toponym_of[at] < 0 for at in range(*phrase)):
        return False
    town, rest = reading.span(*phrase).text, reading.span(phrase[1] + 1, sentence.last).text
    return len(town) > 3 and town.isupper() and not rest.isupper()


def _only_says_where(reading: Reading, phrase: TokenSpan, first: int, last: int) -> bool:
    """ "Arvol: rebels shelled the port": a town that is no seat of a party, and no other place behind."""
    if any(reading.toponym_of[at] < 0 for at in range(*phrase)):
        return False
    head = reading.toponyms[reading.toponym_of[phrase[0]]]
    country = head.place is not None and head.place.feature == "country"
    if country or head.use != "literal" or reading.actors.actor_of(head.text) is not None:
        return False
    behind = (reading.toponym_of[at] for at in range(first, last))
    return not any(place >= 0 and reading.toponyms[place].use == "literal" for place in behind)
