"""What leaves the program can't run: not in a page, not in a script block, not in a spreadsheet."""

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoclaims.output import escape

ANY_TEXT = st.text(alphabet=st.characters())


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)


@given(ANY_TEXT)
def test_html_text_reads_back_as_text_without_a_tag(text: str) -> None:
    parser = _Text()
    parser.feed(escape.html_text(text))
    parser.close()
    assert parser.text == escape.visible(text)
    assert parser.tags == []


@given(ANY_TEXT)
def test_html_text_leaves_nothing_for_templates(text: str) -> None:
    assert not set("<>\"'`$\\{}") & set(escape.html_text(text))


@given(
    st.recursive(
        ANY_TEXT | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(ANY_TEXT, inner)
    )
)
def test_script_json_reads_back_unchanged_and_cannot_end_its_block(value: object) -> None:
    text = escape.script_json(value)
    assert json.loads(text) == value
    assert not set("<>&'`$\u2028\u2029") & set(text)
    assert not any(start in text for start in ("{{", "{%", "{#"))
    text.encode("utf-8")


def test_script_json_refuses_what_json_lacks() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        escape.script_json(float("nan"))


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\uff1d1", "\r=1"])
def test_a_formula_becomes_text(start: str) -> None:
    assert str(escape.spreadsheet_cell(start)).startswith("'")


def test_numbers_and_plain_texts_stay() -> None:
    assert escape.spreadsheet_cell(-37.2) == -37.2
    assert escape.spreadsheet_cell(None) is None
    assert escape.spreadsheet_cell("Kharkiv - east") == "Kharkiv - east"


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example",
     "https://", "http://[", "https://a b", "java\nscript:x", " https://a.example", "", None],
)  # fmt: skip
def test_only_web_addresses_are_linked(url: str | None) -> None:
    assert escape.link_target(url) is None


def test_a_web_address_is_linked_as_it_is() -> None:
    assert escape.link_target("https://example.org/a?b=c") == "https://example.org/a?b=c"


def test_overrides_of_direction_and_terminal_escapes_are_taken_out() -> None:
    assert escape.visible("a\u202eb\x1b[31mc") == "ab\ufffd[31mc"
