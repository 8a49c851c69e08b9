"""A coarse part of speech for each token, from word lists and neighbours: enough for subjects and clauses.

The tags: ``D`` determiner, ``P`` preposition, ``O`` opener or preposition
("after"), ``S`` opener of a clause, ``W`` relative, ``R`` pronoun, ``C`` coordinator, ``A``
auxiliary, ``B`` adverb, ``T`` day or month, ``V`` finite verb, ``I`` infinitive or bare verb,
``E`` past tense or participle, ``G`` -ing form, ``N`` noun or adjective, ``M`` name, ``#`` number,
``'`` possessive ending, ``-`` hyphen, ``Q`` quote mark, ``.`` any other mark.
"""

from collections.abc import Sequence
from functools import cache

from geoclaims.claims.grammar import tag_table, words_of
from geoclaims.language.annotation import Annotation, Token

_QUOTE_MARKS = frozenset("\"“”«»„‟‘’'")
_TAKE_TO = frozenset(("according", "due", "close", "next", "prior", "thanks"))
_PARTICLES = frozenset(("up", "off", "out", "down", "fire", "ablaze", "alight"))
_OF_PHRASE = "NMT#-'DBE"
_REACH_PHRASE = 16
_TOLD = frozenset(("told", "tells", "informed"))
_PERCEIVED = frozenset(("saw", "watched", "heard", "seen", "witnessed"))
_CREDIT = ("responsibility", "credit")
_SHOUTED = 0.75


def tag_words(annotation: Annotation, words: Sequence[str]) -> list[str]:
    """The tag of each token by itself, from the word lists and its capitals; ``words`` as in a reading."""
    table = tag_table()
    pronouns = words_of("grammar", "subject_pronouns")
    tokens = annotation.tokens
    tags = ["." if token.kind == "punctuation" else "N" for token in tokens]
    for sentence in annotation.sentences:
        capitals_count = not _capitals_say_nothing(annotation.tokens_of(sentence))
        opens = True
        for index in range(sentence.first, sentence.last):
            token, word = tokens[index], words[index]
            if word == "." and _ends_title(words, tokens, index, sentence.last):
                tags[index] = "-"
                continue
            if token.kind == "punctuation":
                tags[index] = "-" if word == "-" else "Q" if token.text in _QUOTE_MARKS else "."
                closes = index > 0 and tokens[index - 1].end == token.start and word != ":"
                opens = opens or not closes or word in ("—", "–")
                if tags[index] == "Q" and not closes:
                    opens = True
                continue
            if token.kind == "number":
                tags[index] = "#"
                opens = False
                continue
            known = table.get(word)
            if known is None and "'" in word and word.partition("'")[0] in pronouns:
                tags[index] = "R"  # "they're", "we've"
            elif word == "'s" or (word == "'" and index):
                tags[index] = "'"
            elif (
                opens and word in ("should", "had", "were") and _before_capital(tokens, index, sentence.last)
            ):
                tags[index] = "S"  # "Should X fall, …"
            elif capitals_count and token.capital and _is_name(token.text, known, opens):
                tags[index] = "M"
            elif opens and token.text.isupper() and words[index + 1 : index + 2] == [":"]:
                tags[index] = "N"  # "BREAKING: …" is no participle
            else:
                tags[index] = known or _guess(word)
            opens = False
    return tags


def _ends_title(words: Sequence[str], tokens: Sequence[Token], index: int, last: int) -> bool:
    """The full stop of "Gen. Okoye" belongs to the name."""
    if index and len(words[index - 1]) == 1 and tokens[index - 1].text.isupper() and index + 1 < last:
        return tokens[index + 1].capital and tokens[index - 1].text != "I"  # "Elijah E. Cummings"
    return (
        index > 0 and index + 1 < last and words[index - 1] + "." in _titles() and tokens[index + 1].capital
    )


@cache
def _titles() -> frozenset[str]:
    listed = words_of("sources", "ranks") | words_of("sources", "titles") | words_of("sources", "office")
    return frozenset(word for word in listed if word.endswith("."))


def _before_capital(tokens: Sequence[Token], index: int, last: int) -> bool:
    if index + 1 >= last:
        return False
    following = tokens[index + 1].text
    return following[0].isupper() or following in ("the", "it", "they", "he", "she", "a")


def _is_name(text: str, known: str | None, opens: bool) -> bool:
    if text == "I" or text.lower() in words_of("grammar", "negations"):
        return False  # "has NOT fallen"
    if len(text) > 1 and text.isupper() and (not opens or text == "US"):
        return True
    if opens:
        return known is None and not text.lower().endswith(("ly", "ing"))
    return known not in ("T", "A")


def _guess(word: str) -> str:
    if word.endswith("ly") and len(word) > 4:
        return "B"
    if word.endswith("ing") and len(word) > 5:
        return "G"
    if word.endswith("ed") and len(word) > 4:
        return "E"
    if word in ("'s", "'"):
        return "'"
    return "N"


def _capitals_say_nothing(tokens: Sequence[Token]) -> bool:
    """Whether nearly every longer word has a capital, or every letter is one: a headline, shouted text."""
    words = [token.text for token in tokens if token.kind == "word"]
    if len(words) > 2 and all(text.isupper() for text in words):
        return True
    longer = [token.text for token in tokens if token.kind == "word" and len(token.text) > 3]
    return len(longer) >= 5 and sum(text[0].isupper() for text in longer) > _SHOUTED * len(longer)


def tag_names(annotation: Annotation, name_of: Sequence[int], tags: list[str]) -> None:
    """Tag as names the capitalized words of persons and bodies; places are tagged by the reader."""
    for index, name in enumerate(name_of):
        if name < 0 or tags[index] not in "NvsEGVT" or annotation.names[name].label == "LOC":
            continue
        if annotation.tokens[index].capital:
            tags[index] = "M"


def settle(words: Sequence[str], tags: list[str]) -> None:
    """Decides the words that are verbs or nouns by what stands before and after them."""
    nouns = words_of("grammar", "mostly_nouns")
    unchanging = words_of("grammar", "unchanging_verbs")
    modals = words_of("grammar", "modals") | {"do", "does", "did", "didn't", "don't", "doesn't"}
    documents = words_of("sources", "document")
    reporting = words_of("grammar", "reporting_or_nouns")
    supposing = -9  # the last "Should X …"
    last = len(tags) - 1
    for index, tag in enumerate(tags):
        if tag == "S" and words[index] == "should":
            supposing = index
        if tag in "v" and index - supposing < 5 and tags[index - 1] in "NM":
            tags[index] = "I"
            continue
        if tag == "N" and index and tags[index - 1] in "ABR" and words[index].endswith("ing"):
            if _after_be(words, tags, index):
                tags[index] = "G"  # "they are fighting", but "the fighting"
            continue
        if tag == "G" and index and tags[index - 1] == "D":
            tags[index] = "N"
            continue
        if tag not in "vsEN":
            continue
        if words[index] in reporting and _tells(words, tags, index, last, documents):
            tags[index] = "V"
            continue
        if words[index] in ("claim", "claims") and words[min(index + 1, last)] in (
            "responsibility",
            "credit",
            "control",
        ):
            tags[index] = "V"  # "rebels claim responsibility"
            continue
        if tag == "N":
            continue
        if words[index] in reporting and tags[min(index + 1, last)] == "W" and _is_object(tags, index):
            tags[index] = "N"  # "has received credible reports that …"
            continue
        if words[index].endswith("s") and _of_condition(words, tags, index):
            tags[index] = "V"  # "If X falls, …"
            continue
        at = index - 1
        while at >= 0 and tags[at] == "B":
            at -= 1
        if at > 0 and tags[at] == "Q" and words[at - 1] == "to":
            at -= 1  # allowed it to "liberate territories"
        before = tags[at] if at >= 0 else "."
        word_before = words[at] if at >= 0 else ""
        after = tags[index + 1] if index < last else "."
        if words[index] in unchanging and (
            before == "A"
            or (before in "NM" and after == "N" and word_before.endswith("s"))
            or (before in "NMR" and (after in "DM#R" or (index < last and words[index + 1] in _PARTICLES)))
        ):
            tags[index] = "I" if before == "A" and word_before in modals else "E"
        elif tag == "E":
            if before in "DP'" and after in "NM-" and word_before != "by":
                tags[index] = "N"
        elif after == "W" and not _TOLD.isdisjoint(words[max(0, index - 4) : index]):
            tags[index] = "N"  # "told a radio station that", "told judges that"
        elif after == "." and index < last and words[index + 1] == ":" and before in "NM":
            tags[index] = "V" if _agrees(words[index], word_before) else "N"  # "The ministry reports: …"
        elif tag == "s":
            tags[index] = "N" if before in "D'" or (before == "P" and at == index - 1) else "V"
        elif word_before == "to" and at and words[at - 1] in _TAKE_TO:
            tags[index] = "N"  # "according to state radio"
        elif word_before == "to" or (
            before == "A" and word_before not in ("'s", "is", "are", "was", "were", "has", "have", "had")
        ):
            tags[index] = "I"
        elif (before in "RW" and word_before not in ("these", "one", "others")) or (
            before in "NM"
            and (
                after == "W"
                or (
                    index < last
                    and words[index + 1] == "to"
                    and tags[min(index + 2, last)] not in "DM"
                    and _agrees(words[index], word_before)
                )
            )
        ):
            tags[index] = "V"
        elif (
            before in "NM"
            and (word_before in documents or word_before == "online")  # "a video posted online shows"
            and _agrees(words[index], word_before)
            and after in "NMGvE"
        ):
            tags[index] = "V"  # "a report documents shelling"
        elif before in "NM" and not _PERCEIVED.isdisjoint(words[max(0, index - 4) : index - 1]):
            tags[index] = "V"  # "saw soldiers shoot two men"
        elif before in "NM" and words[index] in words_of("grammar", "never_nouns") and after in "NDMRS#WEA":
            tags[index] = "V"  # "Police in Haiti say gangs …"
        elif (
            before in "NM"
            and _agrees(words[index], word_before)
            and (after in "DMRWPSNB#QA" or words[index] not in nouns)
        ):
            tags[index] = "V" if words[index] not in nouns or after in "DMRWQ#" else "N"
        elif (
            before in ".QC"
            and words[index] not in nouns
            and (before != "C" or after in "DMR#W" or index < 2 or tags[index - 2] in "VIEG")
        ):
            tags[index] = "V"
        else:
            tags[index] = "N"


def _tells(
    words: Sequence[str], tags: Sequence[str], index: int, last: int, documents: frozenset[str]
) -> bool:
    """Whether "reports" or "shows" is the verb of the phrase before it.

    It ends a sentence behind a comma and a phrase ("…, a tally by the ministry shows."), or its
    phrase is about a document, whatever noun stands nearer ("leaked papers from the trial show it").
    """
    head = at = index - 1
    while at >= 0 and at > index - _REACH_PHRASE and (tags[at] in _OF_PHRASE or tags[at] == "P"):
        if tags[at] == "P" or (tags[at] == "E" and tags[at + 1] == "P"):
            head = at - 1
        at -= 1
    if head <= at or head < 0 or tags[head] not in "NM" or not _agrees(words[index], words[head]):
        return False
    if index == last or words[index + 1] in (".", "…"):
        return at >= 0 and words[at] == "," and tags[at + 1] in "DM" and head > at
    follows = tags[index + 1] in "NMDR#WGEvP" and words[index + 1] not in words_of(
        "grammar", "reporting_or_nouns"
    )
    return head < index - 1 and words[head] in documents and follows


def _is_object(tags: Sequence[str], index: int) -> bool:
    """Whether common nouns alone stand between a verb and this word."""
    at = index - 1
    while at >= 0 and tags[at] == "N":
        at -= 1
    return 0 <= at < index - 1 and tags[at] in "VEA"


def _of_condition(words: Sequence[str], tags: Sequence[str], index: int) -> bool:
    """A verb behind "if" and one name."""
    at = index - 1
    while at > 0 and tags[at] in "M-":
        at -= 1
    return at < index - 1 and words[at] in ("if", "unless", "once", "when")


def _after_be(words: Sequence[str], tags: Sequence[str], index: int) -> bool:
    at = index - 1
    while at >= 0 and tags[at] == "B":
        at -= 1
    if at < 0:
        return False
    return words[at] in words_of("grammar", "forms_of_be") or words[at].endswith(("'re", "'m"))


def _agrees(verb: str, subject: str) -> bool:
    """A verb in -s with a subject without, or the other way round."""
    return verb.endswith("s") != subject.endswith("s")
