"""What is encrypted in chunks comes back as it was, and whatever was done to it is found."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorme.adapters.objects import stream as module
from mirrorme.adapters.objects.stream import TAG, AlteredError, Stream, count_chunks, plain_size

KEY, PREFIX = os.urandom(32), os.urandom(7)
SMALL = 16
DATA = st.binary(max_size=5 * SMALL)


@contextmanager
def small_chunks() -> Iterator[None]:
    """Chunks that short data has many of."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "CHUNK", SMALL)
        yield


def encrypt(data: bytes, piece: int = 7) -> list[bytes]:
    return list(Stream(KEY, PREFIX).encrypt(data[i : i + piece] for i in range(0, len(data), piece)))


def decrypt(chunks: list[bytes]) -> bytes:
    last = len(chunks) - 1
    return b"".join(Stream(KEY, PREFIX).decrypt(i, chunk, last=i == last) for i, chunk in enumerate(chunks))


@given(DATA, st.integers(1, 4 * SMALL))
def test_what_went_in_comes_out_whatever_the_pieces(data: bytes, piece: int) -> None:
    with small_chunks():
        chunks = encrypt(data, piece)
        assert decrypt(chunks) == data
        whole = sum(map(len, chunks))
        assert (count_chunks(whole), plain_size(whole)) == (len(chunks), len(data))
        assert [len(chunk) for chunk in chunks[:-1]] == [SMALL + TAG] * (len(chunks) - 1)


@given(DATA, st.data())
def test_any_bit_that_is_changed_is_found(data: bytes, draw: st.DataObject) -> None:
    with small_chunks():
        chunks = encrypt(data)
        which = draw.draw(st.integers(0, len(chunks) - 1))
        at, bit = draw.draw(st.integers(0, len(chunks[which]) - 1)), draw.draw(st.integers(0, 7))
        altered = bytearray(chunks[which])
        altered[at] ^= 1 << bit
        chunks[which] = bytes(altered)
        with pytest.raises(AlteredError):
            decrypt(chunks)


@given(st.binary(min_size=SMALL + 1, max_size=5 * SMALL), st.data())
def test_chunks_that_are_moved_left_out_or_put_in_are_found(data: bytes, draw: st.DataObject) -> None:
    with small_chunks():
        chunks = encrypt(data)
        one, other = draw.draw(st.lists(st.integers(0, len(chunks) - 1), min_size=2, max_size=2, unique=True))
        swapped = list(chunks)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        without = chunks[:one] + chunks[one + 1 :]
        twice = chunks[:one] + chunks[one : one + 1] + chunks[one:]
        for wrong in (swapped, without, twice):
            with pytest.raises(AlteredError):
                decrypt(wrong)


def test_what_is_too_short_to_be_anything_is_told() -> None:
    for size in (0, TAG - 1):
        with pytest.raises(AlteredError):
            plain_size(size)
    with pytest.raises(AlteredError):
        Stream(KEY, PREFIX).decrypt(0, b"", last=True)
