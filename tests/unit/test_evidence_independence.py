from dataclasses import replace

import pytest
from evidence_support import make_claim

from geoclaims.evidence.independence import independence_of
from geoclaims.model import Attribution, DocumentReference, Span


@pytest.mark.parametrize(
    ("publisher", "claimant", "source", "kind", "expected"),
    [
        ("The Invented Daily", None, "Some Wire; Invented Daily", "acled", "same_report"),
        ("Invented", None, "Invented News", "ucdp_ged", "same_report"),
        ("Invented Wire", None, '"Invented Wire,2018-02-18,Shells fall, many"', "ucdp_ged", "same_report"),
        ("Invented Wire", None, "Invented Wire 25/2-09", "ucdp_ged", "same_report"),
        ("Times", None, "New Invented Times", "acled", "unknown"),
        ("Daily", "Ministry of Redland", "Ministry of Redland", "acled", "same_claimant"),
        ("Daily", "the Redland ministry", "X; local; Redland Ministry, monitors", "acled", "same_claimant"),
        ("Daily", "residents", "local residents", "acled", "unknown"),
        ("Daily", "Iran", "Tirana Post", "acled", "unknown"),
        ("Daily", "Redland", None, "acled", "unknown"),
        ("Daily", "Redland", "https://example.org/a;b", "gdelt", "shared_feed"),
    ],
)  # fmt: skip
def test_what_the_source_column_says(
    publisher: str, claimant: str | None, source: str | None, kind: str, expected: str
) -> None:
    said_by = Span(claimant, 0, len(claimant)) if claimant else None
    claim = replace(
        make_claim("clash", attribution=Attribution(kind="institution", source=said_by)),
        document=DocumentReference("d", publisher=publisher),
    )
    assert independence_of(claim, source, kind) == expected


def test_a_record_made_from_the_very_page() -> None:
    claim = replace(make_claim("clash"), document=DocumentReference("d", url="https://www.example.org/story"))
    assert independence_of(claim, "https://example.org/story", "gdelt") == "same_report"
