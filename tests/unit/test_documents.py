"""What is read, and what is said of what can't be."""

import io
import json
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from geoclaims.documents import ReportMetadata, read_documents
from geoclaims.documents.samples import sample_folder
from geoclaims.model import Document, Failure


def failure(path: Path | str, **options: str) -> str:
    (result,) = read_documents(path, **options)
    assert isinstance(result, Failure)
    assert str(path) in result.input
    return result.message


def test_text_is_stored_as_decoded(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes("Line one.\r\nЛиния два.\r\n".encode())
    (document,) = read_documents(file, ReportMetadata(published=date(2025, 12, 2), publisher="P"))
    assert isinstance(document, Document)
    assert document.text == "Line one.\r\nЛиния два.\r\n"
    assert document.published == date(2025, 12, 2)
    assert document.sha256 is not None
    assert len(document.sha256) == 64


def test_a_document_keeps_its_id_and_one_without_gets_a_hash(tmp_path: Path) -> None:
    file = tmp_path / "reports.jsonl"
    lines = [
        {"id": " Odd id/7 ", "text": "One."},
        {"text": "Two."},
        {"text": "Two."},
        {"id": 0, "text": "Three."},
    ]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    ids = [document.id for document in read_documents(file)]
    assert ids[0] == " Odd id/7 "
    assert ids[1] == ids[2] != ids[0]
    assert ids[3] == "0"


def test_bad_lines_are_named_and_the_others_read(tmp_path: Path) -> None:
    file = tmp_path / "reports.jsonl"
    file.write_text(
        '{"id": "a", "text": "Fine."}\nnot json\n{"id": "b"}\n[1]\n'
        '{"id": "c", "text": "x", "published": "yesterday"}\n'
        '{"id": "d", "text": "x", "spans": [[0, 9]]}\n{"id": "e", "text": "Also fine."}\n'
    )
    results = list(read_documents(file))
    assert [r.id for r in results if isinstance(r, Document)] == ["a", "e"]
    failures = {r.input.rsplit(":", 1)[1]: r.message for r in results if isinstance(r, Failure)}
    assert set(failures) == {"2", "3", "4", "5", "6"}
    assert "not JSON" in failures["2"]
    assert "'b'" in failures["3"]
    assert "2025-12-02" in failures["5"]
    assert "[0, 9]" in failures["6"]


def test_lone_surrogates_survive(tmp_path: Path) -> None:
    file = tmp_path / "reports.jsonl"
    file.write_text('{"id": "s", "text": "Fell \\ud83d in Goma."}\n')
    (document,) = read_documents(file)
    assert isinstance(document, Document)
    assert document.text == "Fell \ud83d in Goma."


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t", "is empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        ("old.txt", "Capturé à midi".encode("latin-1"), "--encoding"),
        ("broken.pdf", b"%PDF-1.7 nothing", "PDF"),
        ("broken.docx", b"PK nothing", "DOCX"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert words in failure(file)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<w:p>" + b"A" * 11_000_000, "not a DOCX"),  # beyond what the XML parser takes in one text
        (b"\xff no XML <", "not a DOCX"),
        (b" " * 201_000_000, "unpacks to 202 MB"),
    ],
)
def test_a_word_file_made_to_harm_is_told(tmp_path: Path, body: bytes, words: str) -> None:
    from docx import Document as WordDocument

    file, harmful = tmp_path / "report.docx", tmp_path / "harmful.docx"
    WordDocument().save(str(file))
    with ZipFile(file) as whole, ZipFile(harmful, "w", ZIP_DEFLATED) as archive:
        for name in whole.namelist():
            archive.writestr(name, body if name == "word/document.xml" else whole.read(name))
    assert words in failure(harmful)


def test_missing_file_and_unknown_encoding(tmp_path: Path) -> None:
    assert "no such file" in failure(tmp_path / "none.txt")
    file = tmp_path / "report.txt"
    file.write_text("Text.")
    assert "unknown encoding" in failure(file, encoding="klingon")


def test_an_encoding_can_be_named(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes("Войска заняли город".encode("cp1251"))
    (document,) = read_documents(file, encoding="cp1251")
    assert isinstance(document, Document)
    assert document.text == "Войска заняли город"


def test_html_and_docx(tmp_path: Path) -> None:
    from docx import Document as WordDocument

    page = tmp_path / "page.html"
    story = "The army said on Monday that it had captured the town after three days of heavy fighting. " * 4
    page.write_text(f"<html><body><nav>Home</nav><article><p>{story}</p></article></body></html>")
    (document,) = read_documents(page)
    assert isinstance(document, Document)
    assert "captured the town" in document.text
    word = WordDocument()
    word.add_paragraph("Rebels left Goma.")
    stream = io.BytesIO()
    word.save(stream)
    file = tmp_path / "report.docx"
    file.write_bytes(stream.getvalue())
    (document,) = read_documents(file)
    assert isinstance(document, Document)
    assert document.text == "Rebels left Goma."


def test_a_folder_gives_its_reports_in_order(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("B.")
    (tmp_path / "a.txt").write_text("A.")
    (tmp_path / "table.csv").write_text("not,a report")
    texts = [d.text for d in read_documents(tmp_path) if isinstance(d, Document)]
    assert texts == ["A.", "B."]
    (tmp_path / "none").mkdir()
    assert "no report" in failure(tmp_path / "none")


def test_samples_say_that_they_are_invented() -> None:
    documents = list(read_documents(sample_folder() / "reports"))
    assert len(documents) == 3
    for document in documents:
        assert isinstance(document, Document)
        assert document.text.startswith("INVENTED SAMPLE REPORT")
