"""What the page's filters offer: the values that occur among the claims, with their counts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from geoclaims.model import Claim, Verdict
from geoclaims.output import wording
from geoclaims.output.escape import visible

NO_PUBLISHER = ""
_LABELS: dict[str, tuple[str, Mapping[Any, str]]] = {
    "kind": ("Kind of source", wording.SOURCE_KIND_LABELS),
    "side": ("Side of source", wording.SIDE_LABELS),
    "type": ("Event", wording.EVENT_TYPE_LABELS),
    "realis": ("How it is said", wording.REALIS_LABELS),
    "publisher": ("Publisher", {NO_PUBLISHER: "not stated"}),
    "verdict": ("Other datasets", wording.VERDICT_LABELS),
}


def facet_values(claim: Claim, verdicts: Sequence[Verdict]) -> dict[str, list[str]]:
    """A claim's values in each filter."""
    return {
        "kind": [claim.attribution.kind],
        "side": [claim.attribution.side],
        "type": [claim.event.type],
        "realis": [claim.realis],
        "publisher": [visible((claim.document.publisher or NO_PUBLISHER)[:300])],
        "verdict": sorted({verdict.status for verdict in verdicts}),
    }


def facets(claims: Sequence[Claim], verdicts: Mapping[str, Sequence[Verdict]]) -> list[dict[str, Any]]:
    """The filters that tell the claims apart: ``{id, label, options: [[value, label, count]]}``."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in _LABELS}
    for claim in claims:
        for name, values in facet_values(claim, verdicts.get(claim.id, ())).items():
            counts[name].update(values)
    return [
        {
            "id": name,
            "label": label,
            "options": [[value, labels.get(value, value), n] for value, n in counts[name].most_common()],
        }
        for name, (label, labels) in _LABELS.items()
        if len(counts[name]) > 1 or (name == "verdict" and counts[name])
    ]
