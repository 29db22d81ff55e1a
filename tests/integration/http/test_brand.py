"""A franchise's brand: who may set it, what is refused, what anybody sees, and what it does to bookings."""

import sys
from typing import Any

import pytest

from mirrorme.adapters.workers import intake
from mirrorme.domain.keys import bucket_of
from tests.integration.http.conftest import Api
from tests.integration.http.files import code_of, decoded, encoded, send

BRAND = "/v1/franchises/001/brand"
LOGO = "/v1/franchises/001/logo"
SETTINGS: dict[str, Any] = {
    "display_name": "Studio Boston",
    "primary": "#1F6FEB",
    "accent": "#ffcc00",
    "locale": "fr",
    "currency": "EUR",
    "look": {"backdrop": "canvas-olive", "crop": "5x7"},
    "watermark": {"text": "ÉPREUVE", "opacity": 0.25},
    "gallery_theme": "paper",
    "notifications": {"review_email": False, "rejection_email": True, "daily_summary": True},
}


def put(api: Api, who: str = "franchise", **changes: Any) -> Any:
    answer = api.ask(who, "PUT", BRAND, SETTINGS | changes)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_who_set_nothing_has_the_houses_brand_under_their_own_name(api: Api) -> None:
    found = api.get("franchise", BRAND)
    assert (found["name"], found["display_name"], found["logo_url"]) == ("Studio One", None, None)
    assert (found["locale"], found["currency"], found["look"], found["changed_at"]) == ("en", "USD", {}, None)


def test_an_owner_sets_the_brand_and_the_history_says_what_was_changed(api: Api) -> None:
    made = put(api)
    assert made == api.get("head_office", BRAND)
    assert {name: made[name] for name in SETTINGS} == SETTINGS | {"primary": "#1f6feb"}
    assert made["contrast"]["primary"] == {"text": "#ffffff", "ratio": 4.63, "white": 4.63, "black": 4.53}
    assert made["contrast"]["accent"]["text"] == "#000000"
    (line,) = [one for one in api.get("franchise", "/v1/history")["items"] if one["kind"] == "brand.changed"]
    assert line["data"]["currency"] == ["USD", "EUR"]
    put(api)  # the same once more is no change
    assert len([one for one in api.get("franchise", "/v1/history")["items"] if one["kind"] == "brand.changed"]) == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"primary": "red"}, "invalid_colour"),
        ({"currency": "XXX"}, "invalid_currency"),
        ({"locale": "pt"}, "invalid_request"),
        ({"gallery_theme": "neon"}, "invalid_request"),
        ({"watermark": {"text": "", "opacity": 0.5}}, "invalid_request"),
        ({"watermark": {"text": "x", "opacity": 7}}, "invalid_request"),
        ({"look": {"backdrop": "no-such"}}, "invalid_look"),
        ({"look": {"backdrop": "own:99"}}, "unknown_backdrop"),
        ({"look": {"style": "own:99"}}, "unknown_style"),
        ({"unknown": 1}, "invalid_request"),
    ],
)
def test_what_can_not_be_used_is_refused_and_nothing_changes(api: Api, change: dict[str, Any], code: str) -> None:
    assert api.refused("franchise", "PUT", BRAND, SETTINGS | change) == (422, code)
    assert api.get("franchise", BRAND)["changed_at"] is None


def test_a_brand_that_is_no_longer_the_version_that_was_read_is_not_replaced(api: Api) -> None:
    tags = [api.ask("franchise", "GET", BRAND).headers["etag"]]
    first = api.ask("franchise", "PUT", BRAND, SETTINGS, if_match=tags[0])
    assert first.status_code == 200
    tags.append(first.headers["etag"])
    assert api.ask("franchise", "GET", BRAND).headers["etag"] == tags[1] != tags[0]
    other = SETTINGS | {"currency": "GBP"}
    for stale in (tags[0], f"W/{tags[1]}", "", '"'):
        assert api.refused("head_office", "PUT", BRAND, other, if_match=stale) == (412, "brand_changed")
    assert api.get("franchise", BRAND) == first.json()
    assert (first.json()["changed_by"], tags[1]) == ("franchise:franchise", f'"{first.json()["version"]}"')
    for named in (f'"other", {tags[1]}', "*"):
        assert api.ask("franchise", "PUT", BRAND, other, if_match=named).json()["currency"] == "GBP"
    # who says nothing of it replaces whatever there is, and makes another version
    tags.append(api.ask("franchise", "GET", BRAND).headers["etag"])
    api.ask("franchise", "PUT", BRAND, SETTINGS | {"currency": "CHF"}).raise_for_status()
    assert api.refused("franchise", "PUT", BRAND, other, if_match=tags[2]) == (412, "brand_changed")


def test_a_studio_prints_sizes_of_its_own(api: Api) -> None:
    wallet = {"name": "Wallet", "width_mm": 64, "height_mm": 88.94}
    assert put(api, print_sizes=[wallet])["print_sizes"] == [wallet | {"height_mm": 88.9}]
    assert api.get("franchise", BRAND)["print_sizes"] == [wallet | {"height_mm": 88.9}]
    for wrong in ([wallet, wallet | {"name": "wallet"}], [wallet | {"height_mm": 300}]):
        assert api.refused("franchise", "PUT", BRAND, SETTINGS | {"print_sizes": wrong}) == (422, "invalid_print_sizes")
    small = SETTINGS | {"print_sizes": [wallet | {"width_mm": 5}]}
    assert api.refused("franchise", "PUT", BRAND, small) == (422, "invalid_request")
    assert put(api, look={"crop": "mm:64x88.9"})["look"] == {"crop": "mm:64x88.9"}
    for crop in ("mm:20x200", "mm:15x15", "mm:900x2001", "64x89"):
        refused = api.refused("franchise", "PUT", BRAND, SETTINGS | {"look": {"crop": crop}})
        assert refused == (422, "invalid_request")


def test_another_franchises_brand_is_not_there(api: Api) -> None:
    assert api.refused("other", "GET", BRAND) == (404, "no_franchise")
    assert api.refused("other", "PUT", BRAND, SETTINGS) == (404, "no_franchise")
    assert code_of(send(api, "other", LOGO, encoded(".png", (1, 2, 3)), "PUT")) == (404, "no_franchise")


def test_a_domain_is_head_offices_to_set_and_belongs_to_one(api: Api) -> None:
    assert api.refused("franchise", "PUT", BRAND, SETTINGS | {"domain": "photos.example.com"}) == (
        403,
        "domain_by_head_office",
    )
    assert put(api, "head_office", domain="Photos.Example.com")["domain"] == "photos.example.com"
    assert put(api, "franchise", domain="photos.example.com", currency="USD")["currency"] == "USD"
    taken = api.refused("head_office", "PUT", "/v1/franchises/002/brand", {"domain": "photos.example.com"})
    assert taken == (409, "domain_taken")


def test_anybody_sees_whose_pages_these_are_by_the_host(api: Api) -> None:
    put(api, "head_office", domain="photos.example.com")
    house = api.ask(None, "GET", "/v1/brand").json()
    assert (house["name"], house["logo_url"]) == ("MirrorMe", None)
    for host in ("photos.example.com", "PHOTOS.example.com:8400", "photos.example.com."):
        found = api.ask(None, "GET", "/v1/brand", host=host)
        assert found.headers["vary"] == "Host"
        told = found.json()
        assert (told["name"], told["primary"], told["locale"]) == ("Studio Boston", "#1f6feb", "fr")
        # nothing but what a sign-in page shows
        assert told.keys() == {"name", "logo_url", "primary", "accent", "locale", "contrast"}
    for host in ("other.example.com", "[::1]:80", "é", "%00", "x" * 300):
        assert api.ask(None, "GET", "/v1/brand", host=host).json()["name"] == "MirrorMe"


def test_asking_without_end_is_limited(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mirrorme.pipeline.accounts.limits.QUESTIONS", 3)
    for _ in range(3):
        assert api.ask(None, "GET", "/v1/brand").status_code == 200
    assert api.refused(None, "GET", "/v1/brand") == (429, "too_many_tries")


def test_a_logo_is_made_anew_and_given_to_anybody_at_its_domain(api: Api) -> None:
    put(api, "head_office", domain="photos.example.com")
    assert api.refused("franchise", "GET", LOGO) == (404, "no_logo")
    assert api.refused(None, "GET", "/v1/brand/logo", host="photos.example.com") == (404, "no_logo")
    sent = encoded(".png", (200, 30, 60, 128), 1024, 512) + b"<script>alert(1)</script>"
    made = send(api, "franchise", LOGO, sent, "PUT").json()
    kept = api.ask("franchise", "GET", made["logo_url"])
    assert kept.headers["content-type"] == "image/png"
    assert b"script" not in kept.content
    pixels = decoded(kept.content)
    assert pixels.shape == (256, 512, 4)
    assert pixels[100, 100].tolist() == [200, 30, 60, 128]
    public = api.ask(None, "GET", api.ask(None, "GET", "/v1/brand", host="photos.example.com").json()["logo_url"],
                     host="photos.example.com")  # fmt: skip
    assert public.content == kept.content
    again = api.ask("franchise", "GET", LOGO, if_none_match=kept.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    # the settings are another thing than the logo
    assert put(api, "head_office", domain="photos.example.com", currency="MXN")["logo_url"] == made["logo_url"]
    # encrypted like everything
    stored = list((api.service.settings.folder / bucket_of("001") / "templates").iterdir())  # type: ignore[operator]
    assert stored
    assert not any(b"PNG" in one.read_bytes()[:200] for one in stored)
    assert api.ask("franchise", "DELETE", LOGO).json()["logo_url"] is None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "not_a_photo"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "damaged"),
        (encoded(".png", (1, 2, 3), 8, 8), "too_few_pixels"),
    ],
)
def test_what_is_no_logo_is_refused_with_a_reason(api: Api, data: bytes, code: str) -> None:
    assert code_of(send(api, "franchise", LOGO, data, "PUT")) == (422, code)


def test_a_body_is_limited_by_what_it_is_for(api: Api) -> None:
    assert code_of(send(api, "franchise", LOGO, b"x" * (4 * 1024 * 1024 + 1), "PUT")) == (413, "too_large")


@pytest.mark.parametrize(
    ("source", "code"), [("import os; os.abort()", "worker_died"), ("while True: pass", "timed_out")]
)
def test_a_file_that_ends_what_decodes_it_ends_nothing_else(
    api: Api, monkeypatch: pytest.MonkeyPatch, source: str, code: str
) -> None:
    monkeypatch.setattr(intake, "COMMAND", (sys.executable, "-c", source))
    monkeypatch.setattr(intake, "LIMIT_S", 2.0)
    assert code_of(send(api, "franchise", LOGO, encoded(".png", (1, 2, 3)), "PUT")) == (422, code)
    assert api.get("franchise", BRAND)["logo_url"] is None


def test_what_decodes_files_from_outside_knows_no_secret(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MIRRORME_MASTER_KEY", "MIRRORME_SECRET", "DATABASE_URL", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "secret")
    tells = "import json, os; print(json.dumps({'code': 'told', 'message': ' '.join(os.environ), 'parts': []}))"
    monkeypatch.setattr(intake, "COMMAND", (sys.executable, "-c", tells))
    answer = send(api, "franchise", LOGO, b"x", "PUT")
    assert answer.json()["code"] == "told"
    assert not {"MIRRORME_MASTER_KEY", "MIRRORME_SECRET", "DATABASE_URL", "AWS_SECRET_ACCESS_KEY"} & set(
        answer.json()["detail"].split()
    )


def test_the_brands_look_is_that_of_new_sessions_where_nothing_else_is_said(api: Api) -> None:
    kind = api.post(
        "franchise",
        "/v1/booking-types",
        {"name": "Plain", "lane": "bulk", "look": {"crop": "8x10"}},
        idempotency_key="k",
    )["id"]

    def booked(name: str, look: dict[str, Any]) -> dict[str, Any]:
        body = {"name": name, "booking_type": kind, "look": look}
        number = api.post("franchise", "/v1/sessions", body, idempotency_key=name)["id"]
        with api.service.records.begin() as work:
            session = work.sessions.get(number)
        assert session is not None
        return session.look

    assert booked("before", {}) == {"crop": "8x10"}
    put(api, look={"backdrop": "canvas-olive", "crop": "5x7", "style": "high-key"})
    assert booked("after", {}) == {"backdrop": "canvas-olive", "crop": "8x10", "style": "high-key"}
    assert booked("said", {"backdrop": "paper-white"})["backdrop"] == "paper-white"
    with api.service.records.begin() as work:
        assert work.brands.of("002").look == {}


def test_staff_sign_in_at_their_franchises_own_domain_and_at_nobody_elses(api: Api) -> None:
    put(api, "head_office", domain="photos.example.com")
    body = {"email": "ada@example.com", "password": "not hers"}
    own = {"host": "photos.example.com:8400", "origin": "http://photos.example.com:8400"}
    # refused for the password alone
    assert api.refused(None, "POST", "/v1/sign-in", body, **own)[1] == "wrong_sign_in"
    for changed in (
        {"origin": "http://evil.example.com:8400"},
        {"origin": "https://photos.example.com:8400"},
        {"host": "evil.example.com", "origin": "http://evil.example.com"},
        {"origin": "http://[", "host": "["},
        {"origin": "null"},
    ):
        assert api.refused(None, "POST", "/v1/sign-in", body, **own | changed) == (403, "other_site"), changed
