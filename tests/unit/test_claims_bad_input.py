"""Texts as they come: broken lines and quotes, lists and tables, shouted, long, in other languages."""

import pytest
from claims_support import claims_of, only_claim, places_of


@pytest.mark.parametrize(
    "text",
    [
        'The soldiers\' "advance stalled after an air strike on [Arvol].',
        "He said “drones struck [Arvol] at dawn.",
        "Drones struck [Arvol],\" he said” on Monday.",
        "‘Drones struck [Arvol] at dawn, he said.",
        '"" Drones struck [Arvol] "',
    ],
)  # fmt: skip
def test_unbalanced_quotes(text: str) -> None:
    claim = next(claim for claim in claims_of(text) if claim.event.type == "air_drone_strike")
    assert places_of(claim) == [("location", "Arvol")]


def test_one_sentence_without_a_full_stop() -> None:
    assert places_of(only_claim("Rebels shelled [Arvol]")) == [("location", "Arvol")]


@pytest.mark.parametrize("bullet", ["- ", "• ", "* ", "1. ", "– "])
def test_items_of_a_list(bullet: str) -> None:
    lines = ("[Arvol]: rebels shelled the port", "[Corin]: clashes between the army and rebels")
    found = claims_of("\n".join(bullet + line for line in lines))
    assert [(claim.event.type, places_of(claim)) for claim in found] == [
        ("shelling_missile", [("location", "Arvol")]),
        ("clash", [("location", "Corin")]),
    ]
    assert {claim.attribution.kind for claim in found} == {"publisher"}


@pytest.mark.parametrize("cell", ["\t", " | ", " ; "])
def test_rows_of_a_table_keep_their_own_places_dates_and_counts(cell: str) -> None:
    rows = (
        cell.join(("2024-03-10", "[Arvol]", "Airstrike kills 4 civilians")),
        cell.join(("2024-03-11", "[Corin]", "Shelling wounds 12 people")),
    )
    first, second = claims_of("\n".join(rows))
    assert [places_of(first), places_of(second)] == [[("location", "Arvol")], [("location", "Corin")]]
    assert (str(first.time.start), str(second.time.start)) == ("2024-03-10", "2024-03-11")
    assert [(c.what, c.low) for c in first.event.casualties] == [("killed", 4)]
    assert [(c.what, c.low) for c in second.event.casualties] == [("wounded", 12)]


@pytest.mark.parametrize(
    ("text", "event", "kind"),
    [
        ("REBELS PULL OUT OF [ARVOL]", "territory_transfer", "publisher"),
        ("REBELS SEIZE [ARVOL], ARMY SAYS", "territory_gain", "institution"),
        ("12 KILLED IN AIR STRIKE ON [ARVOL]", "air_drone_strike", "publisher"),
        ("Rebels Seize [Arvol] After Heavy Fighting Near River", "territory_gain", "publisher"),
    ],
)
def test_shouted_and_title_case(text: str, event: str, kind: str) -> None:
    claim = next(claim for claim in claims_of(text) if claim.event.type == event)
    assert places_of(claim)[0][1].lower() == "arvol"
    assert claim.attribution.kind == kind


def test_lines_broken_to_a_width() -> None:
    claim = only_claim(
        "The governor said on Monday that rebels had\n"
        "shelled the port of [Arvol] for the third time\n"
        "this week and that nobody had been hurt there."
    )
    assert claim.attribution.kind == "named_official"
    assert places_of(claim) == [("location", "Arvol")]


def test_entries_of_a_live_blog() -> None:
    first, second = claims_of(
        "14:05 The army says rebels shelled [Arvol]\n13:12 Governor: drones hit a depot in [Corin]"
    )
    assert first.attribution.source is not None
    assert first.attribution.source.text == "The army"
    assert second.attribution.kind == "named_official"
    assert [actor.text for actor in first.event.actors] == ["rebels"]


@pytest.mark.parametrize(
    "text",
    [
        "Российские войска захватили [Арвол], сообщило министерство обороны в понедельник вечером.",
        "Les rebelles ont bombardé la ville de [Arvol] lundi, selon le gouverneur de la province du nord.",
        "قصفت القوات مدينة [ارفول] يوم الاثنين وقتلت عددا من المدنيين بحسب المحافظ",
    ],
)
def test_other_languages_give_no_claims(text: str) -> None:
    assert claims_of(text) == ()


@pytest.mark.parametrize("text", ["", " \n\n ", "\ufeff", "…", "“”", "[Arvol]", "." * 400, "A" * 5000])
def test_next_to_nothing(text: str) -> None:
    assert claims_of(text) == ()


def test_two_thousand_sentences() -> None:
    text = "Rebels shelled [Arvol] on Monday, a farmer said. “It was loud,” he said. " * 1000
    found = claims_of(text)
    assert len(found) == len({claim.id for claim in found}) == 1000
    assert {claim.attribution.kind for claim in found} == {"resident_witness"}


@pytest.mark.parametrize(
    "text", ["Troops reached", "Rebels said an attack on Goma would", "The army denied that", "Having seized"]
)
def test_a_text_that_breaks_off_is_read(analyse, text: str) -> None:
    assert analyse(text).claims is not None
