"""Files and streams into documents."""

from geoclaims.documents.read import ReportMetadata, document_from_text, read_documents

__all__ = ["ReportMetadata", "document_from_text", "read_documents"]
