"""Backdrops: built-in ones and their pictures, own ones from file to withdrawn."""

import hashlib
from typing import Any

import pytest

from mirrorme.adapters.backdrop_pictures import BackdropPictures
from mirrorme.domain.keys import ObjectKey
from mirrorme.imaging import backdrops
from mirrorme.interfaces.http.routes import backdrops as route
from tests.integration.http.conftest import Api
from tests.integration.http.files import code_of, decoded, encoded, send

GREEN = (20, 160, 60)
PATH = "/v1/backdrops"


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr(route, "_pictures", BackdropPictures(lambda: tmp_path / "pictures"))


def bring(api: Api, data: bytes, name: str = "Our wall", who: str = "franchise") -> Any:
    answer = send(api, who, f"{PATH}?name={name}", data)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_all_built_in_backdrops_are_listed_with_label_and_family(api: Api) -> None:
    items = api.get("franchise", PATH)["items"]
    assert [one["name"] for one in items] == list(backdrops.names())
    assert all(one["label"] and one["family"] and not one["own"] for one in items)


def test_a_picture_is_small_made_once_and_asked_for_once(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    first = api.ask("franchise", "GET", f"{PATH}/paper-white/picture")
    assert first.headers["content-type"] == "image/webp"
    assert decoded(first.content).shape == (600, 480, 3)
    assert len(first.content) <= 30_000

    def never(*_: object) -> None:
        raise AssertionError("it was painted again")

    monkeypatch.setattr(backdrops, "render", never)
    assert api.ask("franchise", "GET", f"{PATH}/paper-white/picture").content == first.content
    again = api.ask("franchise", "GET", f"{PATH}/paper-white/picture", if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    # another process of this machine has it from the disk
    monkeypatch.setattr(route, "_pictures", BackdropPictures(route._pictures._folder))  # noqa: SLF001 (the same folder)
    assert api.ask("franchise", "GET", f"{PATH}/paper-white/picture").content == first.content


def test_a_brand_colour_has_a_picture_and_nonsense_has_none(api: Api) -> None:
    seen = decoded(api.ask("franchise", "GET", f"{PATH}/brand:%231f6feb/picture").content)
    red, _, blue = seen.reshape(-1, 3).mean(axis=0)
    assert blue > red + 60
    for name in ("no-such", "..%2f..%2fetc%2fpasswd", "own:999", "own:x", "brand:%23zzz"):
        assert api.ask("franchise", "GET", f"{PATH}/{name}/picture").status_code == 404, name


def test_an_own_backdrop_is_kept_made_anew_encrypted_and_seen_by_its_franchise_alone(api: Api) -> None:
    made = bring(api, encoded(".png", GREEN, 1500, 1000))
    assert (made["name"], made["label"], made["own"]) == (f"own:{made['id']}", "Our wall", True)
    assert (made["width"], made["height"]) == (1500, 1000)
    assert api.get("franchise", PATH)["items"][0] == made
    seen = api.ask("franchise", "GET", f"{PATH}/{made['name']}/picture")
    assert abs(decoded(seen.content).reshape(-1, 3).mean(axis=0) - GREEN).max() < 3
    with api.service.records.begin() as work:
        own = work.templates.backdrop(made["id"])
    assert own is not None
    at = f"mirrorme-franchise-001/templates/backdrop-{own.digest}.jpg"
    kept = api.service.objects.read(ObjectKey.parse(at), 2**30)
    assert hashlib.sha256(kept).hexdigest() == own.digest
    folder = api.service.settings.folder
    assert folder is not None
    assert b"\xff\xd8\xff" not in (folder / at).read_bytes()[:1000]

    assert all(one["name"] != made["name"] for one in api.get("other", PATH)["items"])
    assert api.refused("other", "GET", f"{PATH}/{made['name']}/picture") == (404, "no_backdrop")
    assert api.refused("other", "DELETE", f"{PATH}/{made['name']}") == (404, "no_backdrop")


def test_the_same_request_twice_brings_one_backdrop(api: Api) -> None:
    data = encoded(".jpg", GREEN)
    first = send(api, "franchise", f"{PATH}?name=Wall", data, key="k")
    assert send(api, "franchise", f"{PATH}?name=Wall", data, key="k").json() == first.json()
    assert code_of(send(api, "franchise", f"{PATH}?name=Other", data, key="k")) == (422, "key_reused")
    assert len([one for one in api.get("franchise", PATH)["items"] if one["own"]]) == 1


@pytest.mark.parametrize("kind", [".jpg", ".png", ".webp", ".tiff"])
def test_formats_that_photos_come_in_are_taken(api: Api, kind: str) -> None:
    assert bring(api, encoded(kind, GREEN))["width"] == 1200


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"%PDF-1.7 hello", "not_a_photo"),
        (b"GIF89a" + b"\0" * 100, "unsupported_format"),
        (encoded(".jpg", GREEN)[:3000], "truncated"),
        (encoded(".png", GREEN, 100, 100), "too_few_pixels"),
        (encoded(".png", (*GREEN, 90)), "transparent"),
        # a PNG's header that promises 100,000 x 100,000 pixels
        (encoded(".png", GREEN)[:16] + b"\0\1\x86\xa0" * 2 + encoded(".png", GREEN)[24:], "too_many_pixels"),
    ],
)
def test_what_is_no_backdrop_is_refused_with_what_to_do(api: Api, data: bytes, code: str) -> None:
    answer = send(api, "franchise", f"{PATH}?name=Wall", data)
    assert code_of(answer) == (422, code)
    assert answer.json()["detail"].endswith(".")
    assert not any(one["own"] for one in api.get("franchise", PATH)["items"])


def test_head_office_says_for_which_franchise(api: Api) -> None:
    assert code_of(send(api, "head_office", f"{PATH}?name=Wall", encoded(".jpg", GREEN))) == (422, "franchise_missing")
    made = send(api, "head_office", f"{PATH}?name=Wall&franchise=002", encoded(".jpg", GREEN)).json()
    assert made["franchise"] == "002"
    assert any(one["own"] for one in api.get("other", PATH)["items"])


def test_what_is_withdrawn_is_chosen_no_more_and_still_there_for_who_booked_it(api: Api) -> None:
    name = bring(api, encoded(".jpg", GREEN))["name"]
    kind = {"name": "With it", "lane": "bulk", "look": {"backdrop": name}}
    number = api.post("franchise", "/v1/booking-types", kind, idempotency_key="a")["id"]
    body = {"name": "One", "booking_type": number}
    session = api.post("franchise", "/v1/sessions", body, idempotency_key="b")["id"]
    assert api.refused("other", "POST", "/v1/booking-types", kind, idempotency_key="a") == (422, "unknown_backdrop")

    # while new sessions would have it, it can't go: nothing could be booked any more
    told = api.ask("franchise", "DELETE", f"{PATH}/{name}")
    assert code_of(told) == (409, "in_use")
    assert "'With it'" in told.json()["detail"]
    api.ask("franchise", "PATCH", f"/v1/booking-types/{number}", {"look": {}})
    api.ask("franchise", "PUT", "/v1/franchises/001/brand", {"look": {"backdrop": name}})
    assert "brand's look" in api.ask("franchise", "DELETE", f"{PATH}/{name}").json()["detail"]
    api.ask("franchise", "PUT", "/v1/franchises/001/brand", {})
    assert api.ask("franchise", "DELETE", f"{PATH}/{name}").status_code == 204
    assert api.ask("franchise", "DELETE", f"{PATH}/{name}").status_code == 204
    assert not any(one["own"] for one in api.get("franchise", PATH)["items"])
    assert api.refused(
        "franchise", "POST", "/v1/sessions", body | {"name": "Two", "look": {"backdrop": name}}, idempotency_key="c"
    ) == (
        422,
        "withdrawn_backdrop",
    )
    assert api.ask("franchise", "GET", f"{PATH}/{name}/picture").status_code == 200
    with api.service.records.begin() as work:
        found = work.sessions.get(session)
        assert found is not None
        assert found.look == {"backdrop": name}
        own = work.templates.backdrop(int(name.removeprefix("own:")))
    assert own is not None
    at = ObjectKey.parse(f"mirrorme-franchise-001/templates/backdrop-{own.digest}.jpg")
    assert api.service.objects.look(at) is not None
    assert api.refused("franchise", "DELETE", f"{PATH}/paper-white") == (422, "built_in")
    kinds = [one["kind"] for one in api.get("franchise", "/v1/history")["items"]]
    assert kinds.count("backdrop.withdrawn") == kinds.count("backdrop.added") == 1
