"""Tokens, sentences, quotes and datelines: spans checked against the text itself."""

import pytest

from geoclaims.language import annotate


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in annotate(text).sentences]


def quotes(text: str) -> list[str]:
    return [text[q.start : q.end] for q in annotate(text).quotes]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Russia’s army", ["Russia", "’s", "army"]),
        ("Pokrovs'k fell", ["Pokrovs'k", "fell"]),
        ("the U.S. said", ["the", "U.S.", "said"]),
        ("1,200 men at 3.5 km", ["1,200", "men", "at", "3.5", "km"]),
        ("Iran-backed", ["Iran", "-", "backed"]),
        ("Гуляйполе і Dvořák", ["Гуляйполе", "і", "Dvořák"]),
        ("e\u0301tat", ["e\u0301tat"]),
    ],
)
def test_tokens(text: str, words: list[str]) -> None:
    assert [token.text for token in annotate(text).tokens] == words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Okoye spoke. He left.", ["Gen. Okoye spoke.", "He left."]),
        ("It was J. Smith. Then came M. Jones.", ["It was J. Smith.", "Then came M. Jones."]),
        ("“Who did it?” he asked. No one knew.", ["“Who did it?” he asked.", "No one knew."]),
        ("They left…\n\nNobody stayed", ["They left…", "Nobody stayed"]),
        ("Losses of 3.5 percent. Fine.", ["Losses of 3.5 percent.", "Fine."]),
        ("⚡️Shelling in Goma. • Calm in Sake.", ["Shelling in Goma.", "Calm in Sake."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("unit", "begins"),
    [
        ("rebels shelled Goma on Monday said the mayor and ", "on"),
        ("Rebels Shelled Goma On Monday Said The Mayor ", "Rebels"),
        ("rebels shelled Goma, the mayor said, ", "rebels"),
    ],
)
def test_text_without_full_stops_is_read_in_stretches(unit: str, begins: str) -> None:
    annotation = annotate(unit * 300)
    bounds = [(sentence.first, sentence.last) for sentence in annotation.sentences]
    assert [first for first, _ in bounds[1:]] == [last for _, last in bounds[:-1]]  # no token is lost
    assert (bounds[0][0], bounds[-1][1]) == (0, len(annotation.tokens))
    assert all(200 < last - first <= 400 for first, last in bounds[:-1])
    assert annotation.tokens[bounds[1][0]].text == begins


def test_lines_broken_to_fit_a_width_are_one_paragraph() -> None:
    text = (
        "The troops moved towards the river on Monday and took up\n"
        "positions along the eastern bank while the shelling of the\n"
        "town went on through the night."
    )
    annotation = annotate(text)
    assert len(annotation.paragraphs) == 1
    assert len(annotation.sentences) == 1


def test_a_line_each_is_a_paragraph_each() -> None:
    assert len(annotate("Shelling in the north.\nA convoy left.\n- one more item").paragraphs) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We took it,” she said.", ["“We took it,”"]),
        ("'We took it,' she said. It's ours.", ["'We took it,'"]),
        ("‘the soldiers’ camp burned,’ he said", ["‘the soldiers’ camp burned,’"]),
        ("The soldiers' \"advance stalled.", []),
        ("„Sie kamen“, sagte er. «Ils sont là.»", ["„Sie kamen“", "«Ils sont là.»"]),
        ("In the '90s it was quiet.", []),
    ],
)
def test_quotes(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


def test_a_quote_runs_on_over_paragraphs() -> None:
    first, second = annotate('"We left at dawn.\n\n"They shelled us," Omar said.').quotes
    assert (first.closed, first.continues) == (False, False)
    assert (second.closed, second.continues) == (True, True)


def test_scare_quotes_report_no_speech() -> None:
    (quote,) = annotate('The "evacuation" went on.').quotes
    assert quote.scare


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("GOMA, March 3 (Wire) - Rebels came.", "GOMA"),
        ("PORT SUDAN, Sudan — Rebels came.", "PORT SUDAN"),
        ("Goma, 3 March (Wire) – Rebels came.", "Goma"),
        ("Ankara: 12 killed", None),
        ("Rebels came to GOMA - and left.", None),
    ],
)
def test_datelines(text: str, place: str | None) -> None:
    found = [text[d.place_start : d.place_end] for d in annotate(text).datelines]
    assert found == ([] if place is None else [place])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The army said it had taken the town.", "en"),
        ("Drone hits depot", "en"),
        ("Les forces ont pris la ville dans la nuit.", None),
        ("Войска заняли город.", None),
        ("…", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert annotate(text).language == language
