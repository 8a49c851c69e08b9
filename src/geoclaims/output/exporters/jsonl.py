"""JSON Lines: the contract's own record, one claim a line."""

from collections.abc import Iterable, Iterator

from geoclaims.model import Claim
from geoclaims.output.provenance import Provenance
from geoclaims.records import to_json_line


def text_parts(claims: Iterable[Claim], provenance: Provenance) -> Iterator[str]:
    """One line a claim. The contract has no room for the provenance, so it is left to the other formats."""
    for claim in claims:
        yield to_json_line(claim) + "\n"
