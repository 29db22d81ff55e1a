"""A session's published photos, taken along in one archive."""

import io
from zipfile import ZipFile

import pytest
from sqlalchemy import update

from mirrorme.adapters.postgres import tables
from mirrorme.domain.keys import ObjectKey, bucket_of
from mirrorme.pipeline.edit_photo import Studio
from tests.fakes.scores import scoring
from tests.integration.http.conftest import Api


@pytest.fixture
def photos(api: Api) -> list[int]:
    """Three of one session: the first and the last are published, the other waits for review."""
    made = [api.upload(b"photo %d" % number, f"{number}.jpg")["id"] for number in range(3)]
    for photo, score in zip(made, (95.0, 80.0, 95.0), strict=True):
        Studio(api.service.records, api.service.objects, scoring(score), "worker:test").edit_photo(photo)
    for number in (1, 2, 3):
        api.service.objects.write(edited(api, number), b"edited %d" % number)
    return made


def edited(api: Api, number: int) -> ObjectKey:
    place = f"{api.seeded.day}/session-001/photo-{number:03d}-edited.jpg"
    return ObjectKey(bucket_of("001"), f"processed/{place}")


def path(api: Api, *chosen: int) -> str:
    asked = "&".join(f"photo={one}" for one in chosen)
    return f"/v1/sessions/{api.seeded.sessions[0]}/published?{asked}"


def taken(api: Api, *chosen: int) -> dict[str, bytes]:
    answer = api.ask("franchise", "GET", path(api, *chosen))
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"] == f'attachment; filename="001-{api.seeded.day}-session-001.zip"'
    with ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_studio_takes_along_what_is_published_and_nothing_else(api: Api, photos: list[int]) -> None:
    assert taken(api) == {"photo-001.jpg": b"edited 1", "photo-003.jpg": b"edited 3"}
    (line,) = api.get("auditor", "/v1/history?kind=view.published")["items"]
    assert (line["session"], line["data"]) == (api.seeded.sessions[0], {"photos": [photos[0], photos[2]]})


def test_a_selection_is_taken_alone(api: Api, photos: list[int]) -> None:
    assert list(taken(api, photos[1], photos[2])) == ["photo-003.jpg"]


def test_who_asks_for_nothing_published_is_told_so(api: Api, photos: list[int]) -> None:
    assert api.refused("franchise", "GET", path(api, photos[1])) == (409, "nothing_published")
    assert api.refused("franchise", "GET", path(api, 2**40)) == (409, "nothing_published")
    assert api.refused("franchise", "GET", path(api, *range(1, 2002))) == (422, "invalid_request")
    assert api.get("auditor", "/v1/history?kind=view.published")["items"] == []


def test_what_age_deleted_is_left_out_and_what_the_store_lost_is_named(api: Api, photos: list[int]) -> None:
    with api.service.records.begin() as work:
        work.connection.execute(update(tables.edit).where(tables.edit.c.photo == photos[0]).values(expired_at=work.now))
    api.service.objects.delete(edited(api, 3))
    assert taken(api) == {"missing.txt": b"photo-003.jpg\n"}


def test_other_studios_and_upload_keys_get_none(api: Api, photos: list[int]) -> None:
    assert photos
    assert api.refused("other", "GET", path(api)) == (404, "no_session")
    assert api.refused("upload", "GET", path(api)) == (403, "forbidden")
