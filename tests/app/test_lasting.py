"""Values that stay are made without the collector, which is there again afterwards."""

import gc

import pytest

from geoclaims.ui.lasting import lasting_values


def test_the_collector_pauses_until_the_last_is_done() -> None:
    assert gc.isenabled()
    with lasting_values():
        with lasting_values():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_there_again_after_an_error() -> None:
    with pytest.raises(ValueError, match="damaged"), lasting_values():
        raise ValueError("damaged")
    assert gc.isenabled()
