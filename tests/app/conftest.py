"""The dashboard under AppTest, each test with a project of its own."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geoclaims.places.gazetteer import default_path
from geoclaims.ui import workspace

APP = str(files("geoclaims.ui") / "app.py")


@pytest.fixture
def project_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project file that the dashboard will use; nothing is kept from another test."""
    file = tmp_path / "day.geoclaims"
    monkeypatch.setenv(workspace.PROJECT_VARIABLE, str(file))
    monkeypatch.setenv("GEOCLAIMS_GAZETTEER", str(default_path()))  # the built one, wherever data go
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    st.cache_resource.clear()
    yield file
    st.cache_resource.clear()


@pytest.fixture
def app(project_file: Path) -> AppTest:
    """The dashboard, not yet run, on an empty project."""
    return AppTest.from_file(APP, default_timeout=60)
