"""Reads reports of armed conflict: who claims what happened where, and what other datasets record.

The public names load what they need when first used, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from geoclaims.documents import ReportMetadata, document_from_text, read_documents
    from geoclaims.errors import GeoclaimsError
    from geoclaims.evidence import compare, inspect_dataset, read_dataset
    from geoclaims.model import Analysis, Claim, Document, Failure, Toponym, Verdict, Window
    from geoclaims.output import write_claims
    from geoclaims.output.map import MapOptions, page_html
    from geoclaims.pipeline import Pipeline
    from geoclaims.settings import Settings, build_pipeline, load_settings

_HOMES = {
    "Analysis": "model",
    "Claim": "model",
    "Document": "model",
    "Failure": "model",
    "GeoclaimsError": "errors",
    "MapOptions": "output.map",
    "Pipeline": "pipeline",
    "ReportMetadata": "documents",
    "Settings": "settings",
    "Toponym": "model",
    "Verdict": "model",
    "Window": "model",
    "build_pipeline": "settings",
    "compare": "evidence",
    "document_from_text": "documents",
    "inspect_dataset": "evidence",
    "load_settings": "settings",
    "page_html": "output.map",
    "read_dataset": "evidence",
    "read_documents": "documents",
    "write_claims": "output",
}

__all__ = [
    "Analysis",
    "Claim",
    "Document",
    "Failure",
    "GeoclaimsError",
    "MapOptions",
    "Pipeline",
    "ReportMetadata",
    "Settings",
    "Toponym",
    "Verdict",
    "Window",
    "build_pipeline",
    "compare",
    "document_from_text",
    "inspect_dataset",
    "load_settings",
    "page_html",
    "read_dataset",
    "read_documents",
    "write_claims",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'geoclaims' has no attribute {name!r}")
    return getattr(import_module(f"geoclaims.{_HOMES[name]}"), name)
