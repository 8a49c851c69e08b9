"""The dashboard: Streamlit pages over the same calls as the command line."""

from geoclaims.ui.shell import main

__all__ = ["main"]
