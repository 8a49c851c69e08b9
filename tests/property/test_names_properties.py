from hypothesis import given
from hypothesis import strategies as st

from geoclaims.batch import safe_cell
from geoclaims.places.names import fold, without_generic_words
from geoclaims.places.names_arabic import arabic_key
from geoclaims.places.names_cyrillic import cyrillic_key, romanizations

ANY_TEXT = st.text(max_size=60) | st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАЄЇ'’ -", max_size=40)


@given(ANY_TEXT)
def test_folding_twice_is_folding_once(name):
    assert fold(fold(name)) == fold(name)


@given(ANY_TEXT, st.sampled_from("'’ʼ`"), st.sampled_from("-‐–"))
def test_folding_does_not_see_case_apostrophes_and_hyphens(name, apostrophe, hyphen):
    written = name.replace("'", apostrophe).replace("-", hyphen)
    assert fold(written) == fold(name.replace("-", " "))
    if name.upper().lower() == name.lower():
        assert fold(name.upper()) == fold(name.lower()) or not name.isascii()


@given(st.text(alphabet="бвгдклмнпрстфжзцчшщхабвгдеиоуюяі", min_size=5, max_size=14))
def test_a_key_takes_a_spelling_folded_or_in_capitals(name):
    for spelling in filter(str.isascii, romanizations(name.capitalize())):
        assert cyrillic_key(fold(spelling)) == cyrillic_key(spelling.upper()) == cyrillic_key(spelling)


@given(
    st.text(alphabet="abdghijklmnqrstuwyz", min_size=3, max_size=12), st.sampled_from(["al-", "Al ", "el-"])
)
def test_the_arabic_article_does_not_count(name, article):
    assert arabic_key(article + name) == arabic_key(name)


@given(ANY_TEXT)
def test_keys_take_any_string(name):
    cyrillic_key(name)
    arabic_key(name)
    without_generic_words(fold(name))
    for spelling in romanizations(name):
        assert isinstance(spelling, str)


@given(st.text(alphabet="бвгдклмнпрстфабвгдеиоуя", min_size=4, max_size=14))
def test_every_romanization_meets_the_name_it_was_made_from_or_its_own_standard(name):
    keys = {cyrillic_key(spelling) for spelling in romanizations(name.capitalize())}
    assert cyrillic_key(name.capitalize()) in keys


@given(st.text(max_size=30))
def test_no_cell_is_left_that_a_spreadsheet_would_run(cell):
    safe = safe_cell(cell)
    assert safe.removeprefix("'") == cell.removeprefix("'") or safe == "'" + cell
    if safe.startswith(("=", "@", "\t", "\r")):
        raise AssertionError(safe)
