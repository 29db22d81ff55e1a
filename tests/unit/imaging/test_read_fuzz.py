from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mirrorme.imaging.errors import UnreadableError
from mirrorme.imaging.export import export_jpeg
from mirrorme.imaging.read import Limits, read
from mirrorme.imaging.recipe import Export
from tests.unit.imaging.encoding import samples_of_every_format

SAMPLES = samples_of_every_format()
# headers that lie about the size are no subject here, and would cost time
LIMITS = Limits(max_pixels=200_000)
SLOW = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def survives(data: bytes) -> str | None:
    """Read bytes that may be anything: the digest of what came out, or None if they were refused."""
    try:
        photo = read(data, LIMITS)
    except UnreadableError as error:
        return None if error.reason.code and error.reason.message else "a refusal without a reason"
    export_jpeg(photo.image, photo.metadata, Export())
    return photo.image.digest()


@SLOW
@given(st.data())
def test_a_file_cut_anywhere_is_refused_or_whole(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(SAMPLES)))
    whole = SAMPLES[name]
    found = survives(whole[: data.draw(st.integers(0, len(whole) - 1))])
    assert found is None or found == survives(whole)


@SLOW
@given(st.data())
def test_changed_bytes_never_raise_anything_else(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(SAMPLES)))
    changed = bytearray(SAMPLES[name])
    place = st.integers(0, len(changed) - 1) | st.integers(0, min(len(changed), 400) - 1)
    for at, value in data.draw(st.lists(st.tuples(place, st.integers(0, 255)), min_size=1, max_size=12)):
        changed[at] = value
    survives(bytes(changed))


@SLOW
@given(st.sampled_from([s[:16] for s in SAMPLES.values()]), st.binary(max_size=300))
def test_noise_behind_a_good_beginning_never_raises_anything_else(beginning: bytes, noise: bytes) -> None:
    survives(beginning + noise)


@SLOW
@given(st.binary(max_size=300))
def test_noise_never_raises_anything_else(noise: bytes) -> None:
    survives(noise)
