"""Pictures for screens over the API: whose they are, how they are kept by browsers, and what is noted."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import numpy as np
import pytest
from sqlalchemy import text

from mirrorme.domain.keys import ObjectKey
from mirrorme.domain.photo import State
from mirrorme.domain.views import EXTENSIONS, OF_REJECTED
from mirrorme.imaging.export import export_alpha_png
from mirrorme.imaging.image import Image
from mirrorme.imaging.views import for_screen, layer_webp, read_webp, screen_webp, thumb_webp
from mirrorme.interfaces.http.routes import pictures
from mirrorme.pipeline.edit_photo import Studio
from mirrorme.pipeline.order import Order
from mirrorme.pipeline.result import EditResult
from tests.integration.conftest import as_owner
from tests.integration.http.conftest import Api
from tests.integration.pipeline.conftest import rejected

ALL = ["thumb", "screen", "original-thumb", "original-screen", "matte"]


def half_bright(side: int = 200) -> Image:
    pixels = np.full((side, side, 3), 40, np.uint8)
    pixels[side // 4 :, side // 4 : -side // 4] = (200, 170, 150)
    return Image(pixels)


def data_of(kind: str) -> bytes:
    image = half_bright()
    if kind.endswith("matte"):
        return export_alpha_png(np.where(image.pixels[..., 0] > 100, 255, 0).astype(np.uint8))
    if kind.startswith("heat-"):
        return layer_webp(np.dstack([image.pixels, image.pixels[..., 0]]))
    return thumb_webp(image) if kind.endswith("thumb") else screen_webp(for_screen(image))


def editing(api: Api, kinds: list[str]) -> Callable[[Order], EditResult]:
    """In the place of the worker: it keeps these views."""

    def edit(order: Order) -> EditResult:
        assert order.views is not None
        for kind in kinds:
            api.service.objects.write(ObjectKey.parse(order.views[kind]), data_of(kind))
        outputs = (order.jpeg, *(order.views[kind] for kind in kinds))
        return EditResult(order.photo, "edited", outputs=outputs, measured={"light": None, "faces": 0})

    return edit


def turning_away(api: Api) -> Callable[[Order], EditResult]:
    def look(order: Order) -> EditResult:
        for kind, name in (order.if_rejected or {}).items():
            api.service.objects.write(ObjectKey.parse(name), data_of(kind))
        return rejected(order)

    return look


def edited(api: Api, kinds: list[str] = ALL, data: bytes = b"a photo of studio one") -> int:
    photo = int(api.upload(data)["id"])
    Studio(api.service.records, api.service.objects, editing(api, kinds), "worker:test").edit_photo(photo)
    return photo


def views(api: Api, photo: int) -> list[str]:
    lines = api.get("franchise", f"/v1/photos/{photo}/history?limit=200")["items"]
    return [line["kind"] for line in lines if line["kind"].startswith("view.")]


def run(api: Api, statement: str, photo: int) -> None:
    with as_owner(api.service.records) as work:
        work.connection.execute(text(statement), {"photo": photo})


def get(api: Api, path: str, **headers: str) -> httpx.Response:
    return api.ask("franchise", "GET", path, **headers)


def test_what_there_is_is_listed_and_given_as_it_was_kept(api: Api) -> None:
    photo = edited(api, [*ALL, "heat-edges", "whole-matte"])
    listed = api.get("franchise", f"/v1/photos/{photo}/pictures")
    assert listed == {"edit": 1, "kinds": [*ALL, "heat-edges"]}
    for kind in listed["kinds"]:
        answer = get(api, f"/v1/photos/{photo}/pictures/{kind}?edit=1")
        assert (answer.status_code, answer.content) == (200, data_of(kind)), kind
        assert answer.headers["content-type"] == f"image/{EXTENSIONS[kind]}"
        assert answer.headers["content-disposition"] == "inline"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert api.refused("franchise", "GET", f"/v1/photos/{photo}/pictures/whole-matte")[0] == 422


def test_a_browser_keeps_what_never_changes_and_asks_again_for_what_may(api: Api) -> None:
    photo = edited(api)
    path = f"/v1/photos/{photo}/pictures/thumb"
    fixed, last = get(api, f"{path}?edit=1"), get(api, path)
    assert fixed.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert last.headers["cache-control"] == "private, no-cache"
    assert fixed.headers["etag"] == last.headers["etag"]
    assert {name.strip().lower() for name in fixed.headers["vary"].split(",")} >= {"authorization", "cookie"}
    for asked in (last.headers["etag"], f'"other", W/{last.headers["etag"]}', "*"):
        answer = get(api, path, if_none_match=asked)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == last.headers["etag"]
    assert get(api, path, if_none_match='"other"').status_code == 200

    run(api, "update photo set state = 'queued' where id = :photo", photo)
    Studio(api.service.records, api.service.objects, editing(api, ALL), "worker:test").edit_photo(photo)
    again = get(api, path, if_none_match=last.headers["etag"])
    assert again.status_code == 200
    assert again.headers["etag"] not in (last.headers["etag"], get(api, f"{path}?edit=1").headers["etag"])


def test_another_studio_is_told_that_there_is_nothing_and_nothing_is_given_without_a_key(api: Api) -> None:
    photo = edited(api)
    for path in ("pictures", "pictures/thumb", "pictures/screen?edit=1"):
        assert api.refused("other", "GET", f"/v1/photos/{photo}/{path}") == (404, "no_photo")
        assert api.refused(None, "GET", f"/v1/photos/{photo}/{path}") == (401, "no_key")
        assert api.refused("upload", "GET", f"/v1/photos/{photo}/{path}")[0] == 403
    assert api.refused("other", "POST", f"/v1/photos/{photo}/preview", {"adjustments": {}}) == (404, "no_photo")
    etag = get(api, f"/v1/photos/{photo}/pictures/thumb").headers["etag"]
    assert api.ask("other", "GET", f"/v1/photos/{photo}/pictures/thumb", if_none_match=etag).status_code == 404


def test_a_screen_is_noted_once_in_a_quarter_of_an_hour_and_a_thumb_never(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = edited(api)
    for kind in ("thumb", "original-thumb", "screen", "screen", "original-screen", "screen", "matte"):
        assert get(api, f"/v1/photos/{photo}/pictures/{kind}").status_code == 200
    assert views(api, photo) == ["view.screen", "view.original-screen"]
    assert api.ask("head_office", "GET", f"/v1/photos/{photo}/pictures/screen").status_code == 200
    assert views(api, photo).count("view.screen") == 2  # somebody else
    monkeypatch.setattr(pictures, "NOTED_EVERY", timedelta(0))
    assert get(api, f"/v1/photos/{photo}/pictures/screen").status_code == 200
    assert views(api, photo).count("view.screen") == 3


def test_why_there_is_no_picture_is_said(api: Api) -> None:
    waiting = int(api.upload(b"waiting")["id"])
    assert api.get("franchise", f"/v1/photos/{waiting}/pictures") == {"edit": None, "kinds": []}
    for photo, path, why in (
        (waiting, "thumb", "not edited yet"),
        (edited(api, []), "thumb", "kept no pictures for screens; GET /v1/photos/"),
        (edited(api, ALL, b"3"), "heat-light", "no heat-light of this edit"),
    ):
        answer = get(api, f"/v1/photos/{photo}/pictures/{path}")
        assert (answer.status_code, answer.json()["code"]) == (404, "no_picture")
        assert why in answer.json()["detail"]
    assert api.refused("franchise", "GET", f"/v1/photos/{waiting}/pictures/thumb?edit=2") == (404, "no_edit")
    assert api.refused("franchise", "GET", "/v1/photos/99999/pictures") == (404, "no_photo")


def test_pictures_that_are_gone_by_age_or_on_request_are_gone(api: Api) -> None:
    aged, lost, erased = (edited(api, ALL, bytes([number])) for number in range(3))
    run(api, "update edit set expired_at = now() where photo = :photo", aged)
    run(api, "update photo set state = 'erased' where id = :photo", erased)
    api.service.objects.erase("mirrorme-franchise-001", "processed/")
    for photo, why in ((aged, "by their age"), (lost, "not in the store"), (erased, "erased by request")):
        path = f"/v1/photos/{photo}/pictures/thumb"
        answer = get(api, path)
        assert (answer.status_code, answer.json()["code"]) == (404, "no_picture")
        assert why in answer.json()["detail"]
    for photo in (aged, erased):
        assert api.get("franchise", f"/v1/photos/{photo}/pictures")["kinds"] == []


def test_a_sessions_cover_is_its_first_picture_that_can_still_be_seen(api: Api) -> None:
    def cover() -> Any:
        session = api.get("franchise", f"/v1/photos/{unseen}")["session"]
        listed = next(one for one in api.get("franchise", "/v1/sessions")["items"] if one["id"] == session)
        assert listed["cover"] == api.get("franchise", f"/v1/sessions/{session}")["cover"]
        return listed["cover"]

    unseen = edited(api, [])
    assert cover() is None
    first, second = edited(api, ALL, b"1"), edited(api, ALL, b"2")
    assert cover() == {"photo": first, "edit": 1}
    run(api, "update photo set state = 'queued' where id = :photo", first)
    assert cover() == {"photo": first, "edit": 1}
    Studio(api.service.records, api.service.objects, editing(api, ALL), "worker:test").edit_photo(first)
    assert cover() == {"photo": first, "edit": 2}
    run(api, "update edit set expired_at = now() where photo = :photo", first)
    assert cover() == {"photo": second, "edit": 1}
    run(api, "update edit set expired_at = now() where photo = :photo", second)
    assert cover() is None


def test_a_photo_that_was_turned_away_is_shown_as_it_was_taken(api: Api) -> None:
    photo = int(api.upload(b"too dark")["id"])
    Studio(api.service.records, api.service.objects, turning_away(api), "worker:test").look_photo(photo)
    assert api.get("franchise", f"/v1/photos/{photo}")["state"] == State.REJECTED
    assert api.get("franchise", f"/v1/photos/{photo}/pictures") == {"edit": None, "kinds": list(OF_REJECTED)}
    thumb = get(api, f"/v1/photos/{photo}/pictures/original-thumb")
    assert (thumb.status_code, thumb.content) == (200, data_of("original-thumb"))
    assert api.refused("franchise", "GET", f"/v1/photos/{photo}/pictures/thumb") == (404, "no_picture")


def test_a_preview_is_rendered_from_what_was_kept_and_noted(api: Api) -> None:
    photo = edited(api)
    change = {"exposure": -1, "backdrop": "brand:#2040a0", "crop": "square"}
    answer = httpx.post(
        f"{api.url}/v1/photos/{photo}/preview",
        json={"adjustments": change},
        headers={"authorization": f"Bearer {api.keys['franchise']}"},
        timeout=120,  # the process that renders has to start
        trust_env=False,
    )
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp"), answer.text
    assert answer.headers["cache-control"] == "no-store"
    shown = read_webp(answer.content).pixels
    assert shown.shape[0] == shown.shape[1]
    assert shown[4, 4, 2] > shown[4, 4, 0] + 40  # before the brand's blue
    assert shown[-8, shown.shape[1] // 2].mean() < 150  # a stop darker than it was taken
    assert views(api, photo) == ["view.preview"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"adjustments": {"exposure": 3}},
        {"adjustments": {"warmth": "hot"}},
        {"adjustments": {"backdrop": "no-such-wall"}},
        {"adjustments": {"style": "no-such-style"}},
        {"adjustments": {"unknown": 1}},
    ],
)
def test_a_preview_of_what_can_t_be_asked_for_is_refused(api: Api, body: dict[str, Any]) -> None:
    assert api.refused("franchise", "POST", f"/v1/photos/{edited(api)}/preview", body)[0] == 422


def test_what_has_no_kept_pictures_has_no_preview(api: Api) -> None:
    photo = edited(api, ["thumb"])
    for asked in (photo, int(api.upload(b"waiting")["id"])):
        answer = api.refused("franchise", "POST", f"/v1/photos/{asked}/preview", {"adjustments": {}})
        assert answer == (404, "no_picture")
