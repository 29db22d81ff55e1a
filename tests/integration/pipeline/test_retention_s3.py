"""Retention on S3, by a real server. Its objects are new, so their age is added to what it says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import boto3
import pytest

from mirrorme.adapters.objects.s3 import S3Objects
from mirrorme.adapters.objects.s3_lifecycle import ARCHIVE_TAG
from mirrorme.adapters.objects.s3_places import Places
from mirrorme.domain.keys import ObjectKey, bucket_of
from mirrorme.domain.lane import Tier
from mirrorme.pipeline.bookings import NewSession, add_customer, book_session, change_customer
from mirrorme.pipeline.ports_retention import Shelved
from mirrorme.pipeline.retention import HELD, UNDER_WAY, Line, keep_by_age
from tests.fakes import s3
from tests.integration.pipeline.conftest import House

pytestmark = pytest.mark.xdist_group("s3")


class Old(S3Objects):
    """All that is in it was written a hundred days before."""

    def shelved(self, bucket: str, prefix: str) -> Iterator[Shelved]:
        for one in super().shelved(bucket, prefix):
            yield replace(one, modified=one.modified - timedelta(days=100))


@pytest.fixture
def store(s3_server: s3.Server) -> Iterator[Old]:
    objects = Old(Places("us-east-1", s3_server.endpoint))
    objects.make_bucket(bucket_of("001"))
    yield objects
    objects.erase(bucket_of("001"), "raw/")


def run(house: House, store: Old) -> dict[tuple[str, str], Line]:
    return {(line.action, line.but): line for line in keep_by_age(house.records, store, who="test")}


def tags(s3_server: s3.Server, at: ObjectKey) -> Any:
    client = boto3.client("s3", endpoint_url=s3_server.endpoint, region_name="us-east-1")
    return client.get_object_tagging(Bucket=at.bucket, Key=at.key)["TagSet"]


def test_what_is_old_is_marked_for_the_archive_until_it_is_held_and_deleted_where_a_rule_says_so(
    house: House, store: Old, s3_server: s3.Server
) -> None:
    with house.records.begin() as work:
        customer = add_customer(work, house.caller, None, "Ada", None, Tier.REGULAR)
        new = NewSession("Lovelace", house.seeded.booking_types[0], customer.id, date(2026, 11, 18), None, {})
        session = book_session(work, house.caller, new)
    photo = house.receive(b"a portrait", session.id)
    house.studio().edit_photo(photo.id)
    at = house.place(photo)
    store.write(at, b"a portrait")

    assert run(house, store)["archive", ""].objects == 1
    assert tags(s3_server, at) == [ARCHIVE_TAG]
    assert list(run(house, store)) == [("archive", UNDER_WAY)]

    for why in ("a claim is pending", None):
        with house.records.begin() as work:
            change_customer(work, house.caller, customer.id, {"hold": why})
        found = run(house, store)
        assert ("archive", HELD if why else "") in found
        assert tags(s3_server, at) == ([] if why else [ARCHIVE_TAG])

    house.run("insert into retention (franchise, kind, delete_after) values ('001', 'raw', 99)")
    store.write(at, b"another version")
    assert run(house, store)["delete", ""].objects == 1
    assert store.erase(at.bucket, "raw/") == 0
    assert house.photo(photo.id).original_expired_at is not None
