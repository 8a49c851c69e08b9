"""Whether a text is in a language whose claims can be read."""

from itertools import compress

from geoclaims.language.annotation import Tokens
from geoclaims.language.words import word_list

_WORDS_LOOKED_AT = 2000


def identify_language(tokens: Tokens) -> str | None:
    """``en``, or None for a text in another language (its places can still be found).

    Counts function words: English needs as many as those of other Latin-script languages.
    A text of a few words without any is taken for English if its letters are Latin.
    """
    is_word = map("word".__eq__, tokens.kinds[:_WORDS_LOOKED_AT])
    words = list(compress(tokens.words, is_word))
    if not words:
        return None
    is_ascii = all(map(str.isascii, words))
    if not is_ascii and sum([word[0] < "\u0250" for word in words]) < len(words) / 2:
        return None
    english, other = word_list("english"), word_list("other")
    return "en" if sum(map(english.__contains__, words)) >= sum(map(other.__contains__, words)) else None
