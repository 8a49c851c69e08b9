"""What many tests need: the built gazetteer and a pipeline over it, made once."""

import shutil

import pytest

from geoclaims.documents import ReportMetadata, document_from_text
from geoclaims.model import Analysis
from geoclaims.pipeline import Pipeline
from geoclaims.settings import Settings, build_pipeline

BROWSERS = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The default pipeline; builds the gazetteer where there is none."""
    return build_pipeline(Settings(debug=True))


@pytest.fixture(scope="session")
def analyse(pipeline: Pipeline):
    """A text, and optionally what is known of it, into its analysis."""

    def run(text: str, **metadata: object) -> Analysis:
        return pipeline.analyse(document_from_text(text, ReportMetadata(**metadata)))

    return run


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; tests that use it carry the mark ``browser``."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    assert found, "no Chromium; leave browser tests out with -m 'not browser'"
    return found
