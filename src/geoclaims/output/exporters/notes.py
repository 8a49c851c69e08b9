"""One Markdown note a claim, with its facts and coordinates as YAML front matter."""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from geoclaims.model import Claim
from geoclaims.output import wording
from geoclaims.output.escape import link_target, markdown_text, script_json, visible
from geoclaims.output.provenance import Provenance
from geoclaims.output.rows import claim_row

_FRONT = (
    "id", "source_kind", "source_side", "event_type", "realis", "polarity", "stance", "place_written",
    "place_name", "place_id", "country", "admin1", "uncertainty_m", "date_start", "date_end",
    "date_precision", "title", "publisher", "published",
)  # fmt: skip


def write(claims: Iterable[Claim], folder: Path, provenance: Provenance) -> None:
    """Write one note a claim into ``folder``."""
    for claim in claims:
        (folder / f"{file_name(claim)}.md").write_text(
            note(claim, provenance), encoding="utf-8", newline="\n"
        )


def file_name(claim: Claim) -> str:
    """A file name of letters, digits and hyphens alone: ids come from outside."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", claim.id).strip("-")[:60]
    if plain == claim.id:
        return f"claim-{plain}"
    return f"claim-{plain}-{sha256(claim.id.encode('utf-8', 'replace')).hexdigest()[:8]}"


def note(claim: Claim, provenance: Provenance) -> str:
    """The note: front matter with ``location`` as latitude, longitude; then what is claimed and by whom."""
    return "\n".join([*_front_matter(claim), "", *_body(claim), "", "---", *_about(provenance), ""])


def _front_matter(claim: Claim) -> Iterator[str]:
    row = claim_row(claim)
    yield "---"
    yield "unverified: true"
    for column in _FRONT:
        if row[column] is not None:
            yield f"{column}: {_yaml(row[column])}"
    if row["lat"] is not None:
        yield f"location: [{row['lat']}, {row['lon']}]"
    yield f"tags: [claim, {claim.event.type.replace('_', '-')}, {claim.realis}]"
    yield "---"


def _body(claim: Claim) -> Iterator[str]:
    yield f"# {_inline(wording.claimed_by(claim))}"
    yield ""
    yield f"> {_inline(claim.text)}"
    yield ""
    attribution = claim.attribution
    yield f"- Event: {wording.EVENT_TYPE_LABELS[claim.event.type]}; {wording.said_text(claim)}"
    kind = wording.SOURCE_KIND_LABELS[attribution.kind]
    stance = wording.STANCE_LABELS[claim.stance]
    yield f"- Source: {_inline(wording.source_text(attribution))} ({kind}); {stance}"
    if attribution.cue:
        yield f"- In the words: “{_inline(attribution.cue.text)}”"
    if chain := wording.chain_text(attribution):
        yield f"- Told {_inline(chain)}"
    for place in claim.places:
        words = _inline(wording.moved(place, wording.place_text(place), quoted=True))
        yield f"- {wording.ROLE_LABELS[place.role].capitalize()}: {words}"
    yield f"- When: {_inline(wording.time_text(claim.time))}"
    title = _inline(claim.document.title or claim.document.id)
    url = link_target(claim.document.url)
    yield f"- Report: {title}" + (f" <{url}>" if url and not set("<>") & set(url) else "")


def _about(provenance: Provenance) -> Iterator[str]:
    yield _inline(provenance.as_line())


def _inline(text: str) -> str:
    return markdown_text(" ".join(text.split()))


def _yaml(value: object) -> str:
    """A JSON scalar is a YAML scalar; markup is escaped for programs that know no front matter."""
    text = script_json(visible(value) if isinstance(value, str) else value)
    return text.replace("[", "\\u005b").replace("]", "\\u005d")
