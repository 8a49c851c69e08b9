"""Attributions without a cue verb of their own: "according to", nouns, headlines, "reportedly"."""

from dataclasses import replace

from geoclaims.claims.attribution_headlines import find_headline_attribution
from geoclaims.claims.clauses import clause_bounds
from geoclaims.claims.cues import PLAIN, UNSPECIFIED, Attributed, TokenSpan, cue_nouns, cue_verbs
from geoclaims.claims.grammar import lexicon, words_of
from geoclaims.claims.phrases import phrase_after, phrase_before, with_apposition_after
from geoclaims.claims.reading import Reading
from geoclaims.claims.surroundings import is_passive
from geoclaims.language.annotation import Sentence

_POSTS = frozenset(("post", "posts", "tweet", "tweets", "message", "messages"))
_GUARDED = frozenset(("border", "command", "customs", "guard", "military", "observation", "trading"))
_FRONT = ("(", ",", "—", "–", "--", ";", "-")
_END = (",", ".", ")", "—", "–", "--", ";", "!", "?")
_REACH_THAT = 8


def find_phrase_attributions(reading: Reading, sentence: Sentence) -> list[Attributed]:
    """The attributions of one sentence made without a cue verb of their own."""
    found: list[Attributed] = []
    nouns = cue_nouns()
    words = reading.words
    unspecified = lexicon("cues")["unspecified"]
    adverbs, passives = unspecified["adverbs"], unspecified["passive"]
    for at in range(sentence.first, sentence.last):
        word = words[at]
        made = None
        if word in ("according", "per", "in", "as", "by"):
            made = _preposed(reading, sentence, at)
        elif word in nouns and reading.tags[at] in "NM":
            made = _by_noun(reading, sentence, at)
        elif word in adverbs and len(word) > 5 and reading.tags[at] == "B":
            made = _unspecified(reading, sentence, at, at + 1)
        elif reading.tags[at] == "E" and word in passives.split() and is_passive(reading, at):
            made = _passive(reading, sentence, at)
        if made is not None:
            found.append(made)
    headline = find_headline_attribution(reading, sentence)
    return [headline, *found] if headline is not None else found


def _preposed(reading: Reading, sentence: Sentence, at: int) -> Attributed | None:
    """ "according to X", "as reported by X", "reported by X", "in the words of X"."""
    words = reading.words
    cue_end: int | None = None
    first = at
    match words[at]:
        case "according" if words[at + 1 : at + 2] == ["to"]:
            cue_end = at + 2
        case "per" if (
            reading.tags[at + 1 : at + 2]
            and reading.tags[at + 1] in "DM"
            and words[at + 1] not in ("cent", "capita", "annum", "a")
        ):
            cue_end = at + 1 if at == sentence.first or words[at - 1] in _FRONT else None
        case "in" if (
            words[at + 1 : at + 2] == ["the"]
            and words[at + 2 : at + 3] in (["words"], ["view"], ["opinion"])
            and words[at + 3 : at + 4] == ["of"]
        ):
            cue_end = at + 4
        case "by" if (
            at - 1 >= sentence.first
            and words[at - 1] in words_of_participles()
            and reading.tags[at - 1] == "E"
        ):
            first = at - 1
            if first - 2 >= sentence.first and words[first - 2] == "as" and reading.tags[first - 1] == "A":
                first -= 2  # "as was disclosed by"
            elif first - 1 >= sentence.first and words[first - 1] in ("as", "first"):
                first -= 1
                if first - 1 >= sentence.first and words[first - 1] == "as":
                    first -= 1
            if words[first] != "as" and not (first > sentence.first and words[first - 1] in (",", "(")):
                return None
            cue_end = at + 1
    if cue_end is None:
        return None
    phrase = phrase_after(reading, cue_end, sentence.last)
    if phrase is None:
        return None
    phrase = _author_of_post(reading, phrase, sentence.last) or phrase
    phrase = _without_hearer(reading, with_apposition_after(reading, phrase, sentence.last))
    end = phrase[1]
    goes_on = words[end : end + 1] == [","] and not cue_verbs().keys().isdisjoint(words[end + 1 : end + 2])
    if goes_on and words[cue_end - 1] == "by" and words[first] != "as":
        return None  # "a report, seen by AFP, says": the report speaks
    if end < sentence.last and words[end] == "to":  # an audience: "to the president"
        hearer = phrase_after(reading, end + 1, sentence.last)
        end = hearer[1] if hearer is not None else end
    while end < sentence.last and words[end] not in _END and reading.tags[end] != "Q":
        end += 1
    contents = _around(reading, sentence, first, end)
    if len(contents) > 1 and words[end + 1 : end + 2] in (["and"], ["but"], ["while"]):
        later = any(
            cue.aside and cue.vouches and not cue.belief
            for word in words[sentence.last - 3 : sentence.last]
            for cue in cue_verbs().get(word, ())
        )
        contents = contents[:1] if later else contents  # "…, according to X, and …, Y said"
    if not contents:
        return None
    return Attributed(contents, reading.span(first, cue_end), first, PLAIN, phrase, "preposed")


def _author_of_post(reading: Reading, phrase: TokenSpan, last: int) -> TokenSpan | None:
    """The governor in "according to a post by the governor": a post is but where he said it."""
    by = phrase[1]
    if (
        reading.words[by - 1] not in _POSTS
        or reading.words[by - 2] in _GUARDED
        or reading.words[by : by + 1] != ["by"]
    ):
        return None
    return phrase_after(reading, by + 1, last)


def words_of_participles() -> frozenset[str]:
    """The participles that "by" and a source may follow."""
    return frozenset(lexicon("cues")["preposed"]["by_participles"].split())


def _without_hearer(reading: Reading, phrase: TokenSpan) -> TokenSpan:
    for at in range(phrase[0] + 1, phrase[1]):
        if reading.words[at] == "to":
            return phrase[0], at
    return phrase


def _around(reading: Reading, sentence: Sentence, first: int, end: int) -> tuple[tuple[int, int], ...]:
    """The sentence without the tokens ``first`` up to ``end`` and the marks beside them."""
    tokens, words = reading.tokens, reading.words
    contents = []
    left = first - 1
    while left >= sentence.first and (words[left] in _FRONT):
        left -= 1
    begin = sentence.first
    if left - begin >= 1:
        contents.append((tokens[begin].start, tokens[left].end))
    right = end
    while right < sentence.last and (words[right] in _END or words[right] in _FRONT):
        right += 1
    last = sentence.last - 1
    while last > right and words[last] in (".", "!", "?"):
        last -= 1
    if last - right >= 1:
        contents.append((tokens[right].start, tokens[last].end))
    return tuple(contents)


def _by_noun(reading: Reading, sentence: Sentence, at: int) -> Attributed | None:
    """ "X's claim that …", "his decision to …", "a statement by X that …", "reports of …"."""
    cue, follows = cue_nouns()[reading.words[at]]
    words, tags = reading.words, reading.tags
    following = at + 1
    source: TokenSpan | None = None
    if words[following : following + 1] in (["by"], ["from"]) and following + 1 < sentence.last:
        source = phrase_after(reading, following + 1, sentence.last)
        if source is not None:
            following = source[1]
    if following < sentence.last and words[following] in words_of("cues", "spread") and cue.vouches:
        return _spread(reading, sentence, at, following)
    if following >= sentence.last or words[following] not in follows:
        return None
    if words[following] == "to" and cue.lemma == "claim" and words[following + 1 : following + 2] != ["have"]:
        return None  # "its claim to the island"
    start = at
    while start > sentence.first and tags[start - 1] in "N" and words[start - 1] not in ("'s",):
        start -= 1
    if source is None:
        if start - 1 > sentence.first and (
            tags[start - 1] == "'"
            or (words[start - 1] == "'" and words[start - 2].endswith("s") and reading.quote_of[at] < 0)
        ):
            source = phrase_before(reading, start - 2, sentence.first)
        elif (
            words[start - 1] in ("his", "her", "their", "my", "our", "its", "your") and start > sentence.first
        ):
            source = (start - 1, start)
    if source is None:
        return _rumour(reading, sentence, at, start, following)
    first = following + (0 if words[following] in ("that", "to") else 1)
    last = min(sentence.last, clause_bounds(reading, first, first, sentence.last)[1])
    for stop in range(first, last):
        if words[stop] in (",", ";") or (tags[stop] in "VA" and words[following] not in ("that", "to")):
            last = stop
            break
    while last > first and words[last - 1] in (".", ",", "!", "?"):
        last -= 1
    if last <= first:
        return None
    content = (reading.tokens[first].start, reading.tokens[last - 1].end)
    return Attributed((content,), reading.span(start, following + 1), at, cue, source, "noun")


def _spread(reading: Reading, sentence: Sentence, noun: int, verb: int) -> Attributed | None:
    """ "Reports emerged on Sunday that …", "Claims circulated online that …": said, but not by whom."""
    first = next(
        (i for i in range(verb + 1, min(sentence.last, verb + _REACH_THAT)) if reading.words[i] == "that"),
        None,
    )
    if first is None or not {",", "."}.isdisjoint(reading.words[verb:first]):
        return None
    last = sentence.last
    while last > first + 1 and reading.words[last - 1] in (".", "!", "?"):
        last -= 1
    content = (reading.tokens[first].start, reading.tokens[last - 1].end)
    return Attributed((content,), reading.span(noun, verb + 1), noun, UNSPECIFIED, None, "unspecified")


def _rumour(reading: Reading, sentence: Sentence, at: int, start: int, following: int) -> Attributed | None:
    """ "Reports of shelling in X …", "amid rumours that …": said, but not by whom."""
    if (
        reading.words[at] not in ("reports", "rumours", "rumors", "allegations", "claims")
        or following + 1 >= sentence.last
    ):
        return None
    while start > sentence.first and reading.words[start - 1] in words_of("cues", "unsettled"):
        start -= 1
    before = reading.words[start - 1] if start > sentence.first else ""
    if before not in ("", "amid", "were", "are", "of", "been", "to", "after", "verify", "confirm"):
        return None
    last = following + 1
    while last < sentence.last and reading.tags[last] not in "VA.":
        last += 1
    content = (reading.tokens[following + 1].start, reading.tokens[last - 1].end)
    return Attributed((content,), reading.span(start, following + 1), at, UNSPECIFIED, None, "unspecified")


def _unspecified(reading: Reading, sentence: Sentence, first: int, end: int) -> Attributed:
    """ "Troops reportedly captured X": said, but not by whom."""
    bounds = clause_bounds(reading, first, sentence.first, sentence.last)
    last = bounds[1]
    while last > first and reading.words[last - 1] in (".", ",", "!", "?"):
        last -= 1
    content = (reading.tokens[bounds[0]].start, reading.tokens[max(last - 1, bounds[0])].end)
    return Attributed((content,), reading.span(first, end), first, UNSPECIFIED, None, "unspecified")


def _passive(reading: Reading, sentence: Sentence, at: int) -> Attributed | None:
    """ "X was reported captured", "it was announced that …", "… was announced by Y"."""
    words = reading.words
    behind = _past_day(reading, at + 1, sentence.last)
    following = words[behind] if behind < sentence.last else ""
    if following != "that":
        behind = at + 1
        following = words[behind] if behind < sentence.last else ""
    if following == "by":
        if reading.tags[at - 1] not in "AB":
            return None
        phrase = phrase_after(reading, at + 2, sentence.last)
        if phrase is None or words[at] not in words_of_participles():
            return None
        start = at
        while start - 1 >= sentence.first and reading.tags[start - 1] in "AB":
            start -= 1
        contents = _around(reading, sentence, start, phrase[1])
        if not contents:
            return None
        if words[at] == "claimed" and "responsibility" in words[sentence.first : at]:
            credit = replace(PLAIN, stance="claims_credit")  # "responsibility … was claimed by X"
            return Attributed(contents, reading.span(start, at + 2), at, credit, phrase, "responsibility")
        return Attributed(contents, reading.span(start, at + 2), at, PLAIN, phrase, "preposed")
    if words[at] in ("blamed", "accused") and following in ("for", "of"):
        content = (reading.tokens[at + 1].start, reading.tokens[sentence.last - 1].end)
        accused = replace(UNSPECIFIED, stance="accuses")
        return Attributed((content,), reading.span(at, at + 1), at, accused, None, "unspecified")
    says_more = following in ("to", "that") or (at + 1 < sentence.last and reading.tags[at + 1] in "EG")
    if (
        following in ("dead", "missing", "killed", "destroyed", "captured", "in", "near", "on")
        and words[at] == "reported"
    ):
        says_more = True
    if not says_more or (following == "to" and words[at] in ("told", "used")):
        return None
    if words[at] in ("accused", "told", "asked"):
        return None
    if following == "that":  # "it was announced on Monday that …"
        last = sentence.last
        while last > behind + 1 and words[last - 1] in (".", "!", "?"):
            last -= 1
        content = (reading.tokens[behind].start, reading.tokens[last - 1].end)
        return Attributed((content,), reading.span(at, at + 1), at, UNSPECIFIED, None, "unspecified")
    return _unspecified(reading, sentence, at, at + 1)


def _past_day(reading: Reading, at: int, ceiling: int) -> int:
    """Past the day behind a participle: "was announced | on Monday | that"."""
    stop = at
    while stop < ceiling and (reading.tags[stop] in "BT#" or reading.words[stop] == "on"):
        stop += 1
    return stop
