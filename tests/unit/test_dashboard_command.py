"""The dashboard is safe by default: how it is served."""

from pathlib import Path

import pytest

from geoclaims.cli.dashboard import command
from geoclaims.store_evidence import kept_path, safe_name
from geoclaims.store_records import EvidenceReference


def test_it_is_bound_to_this_computer_without_statistics_and_with_limits() -> None:
    given = command(8501, no_browser=True)
    for option in (
        "--server.address=localhost", "--browser.gatherUsageStats=false", "--server.showEmailPrompt=false",
        "--server.maxUploadSize=200",
        "--client.showErrorDetails=none",
    ):  # fmt: skip
        assert option in given
    assert not any("enableCORS" in option or "enableXsrf" in option for option in given)


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd", "..", ".", "", "a\0b", "x" * 400, "~/.ssh/id"],
)
def test_no_name_from_outside_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    path = kept_path(tmp_path, EvidenceReference("ab" * 32, name))
    assert path.resolve().is_relative_to(tmp_path.resolve())
    assert path.name == safe_name(name)
    assert len(path.name) <= 100
    assert path.name.strip(". ")
