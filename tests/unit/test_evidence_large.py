import csv
from pathlib import Path

import pytest
from evidence_support import ACLED_HEADER, ACLED_ROW
from hypothesis import given, settings
from hypothesis import strategies as st

from geoclaims.evidence import EventTable, raw, raw_large, read_dataset

NOTES = st.text(st.sampled_from('a,"\n \r;é'), max_size=12)
ROWS = st.lists(st.tuples(NOTES, st.sampled_from(["", "48.2", "95", "x"]), st.integers(-1, 1)), max_size=12)


def table_and_fast(path: Path, fast: bool, wide: bool = True) -> EventTable:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(raw, "FAST_FILE_BYTES", 0 if fast else 2**40)
        patch.setattr(raw, "WIDE_FILE_BYTES", 0 if fast and wide else 2**40)
        patch.setattr(raw_large, "BLOCK_BYTES", 64)
        return read_dataset(path)


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, ending=st.sampled_from(["\n", "\r\n"]), closed=st.booleans())
def test_the_fast_reader_sees_what_the_patient_one_sees(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, int]], ending: str, closed: bool
) -> None:
    path = tmp_path_factory.mktemp("large") / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator=ending)
        writer.writerow(ACLED_HEADER)
        for i, (notes, lat, extra) in enumerate([("", "48.0", 0), *rows]):
            record = ACLED_ROW | {"event_id_cnty": f"INV{i}", "notes": notes, "latitude": lat}
            cells = [record[name] for name in ACLED_HEADER]
            writer.writerow(cells[:-1] if extra < 0 else cells + ["x"] * extra)
    if not closed:
        path.write_bytes(path.read_bytes().rstrip(b"\r\n"))
    patient, wide = table_and_fast(path, fast=False), table_and_fast(path, fast=True)
    whole = table_and_fast(path, fast=True, wide=False)
    for fast in (wide, whole):
        assert fast.info.quarantined == patient.info.quarantined
        assert fast.id.to_pylist() == patient.id.to_pylist()
        assert fast.line.tolist() == patient.line.tolist()
        assert fast.record(0).location == patient.record(0).location
    for row in range(len(patient)):
        assert (whole.text_at("note", row) or "").split() == (patient.text_at("note", row) or "").split()


def test_another_encoding_goes_to_the_patient_reader(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(ACLED_HEADER)
        writer.writerow([(ACLED_ROW | {"location": "Bârah"})[name] for name in ACLED_HEADER])
    table = table_and_fast(path, fast=True)
    assert table.record(0).location == "Bârah"
    assert "line 2" in table.info.notes[0]
