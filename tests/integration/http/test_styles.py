"""Styles: built-in ones with what they set, own ones, and the colour tables that these use."""

import secrets
from typing import Any

import pytest

from mirrorme.imaging.recipe import Grade, Light
from mirrorme.imaging.styles import styles
from mirrorme.pipeline.look import Look, recipe_of
from mirrorme.pipeline.own_parts import parts_of
from tests.integration.http.conftest import Api
from tests.integration.http.files import code_of, cube, send

PATH = "/v1/styles"


def make(api: Api, who: str = "franchise", **values: Any) -> Any:
    body = {"name": "Ours", "base": "warm-portrait"} | values
    return api.post(who, PATH, body, idempotency_key=secrets.token_hex(8))


def steps(api: Api, name: str, franchise: str = "001") -> tuple[Light, Grade]:
    """What an edit in this style would do."""
    with api.service.records.begin() as work:
        own = parts_of(work, franchise, "paper-white", name)
    made = recipe_of(Look(style=name), own=own).steps
    return (
        next(one for one in made if isinstance(one, Light)),
        next(one for one in made if isinstance(one, Grade)),
    )


def test_the_built_in_styles_are_listed_with_what_they_set(api: Api) -> None:
    items = api.get("franchise", PATH)["items"]
    assert [one["name"] for one in items] == [style.name for style in styles()]
    warm = next(one for one in items if one["name"] == "warm-portrait")
    assert warm["grade"] == {"exposure": 0.0, "contrast": 12.0, "warmth": 16.0, "saturation": 0.0, "lut": None}
    assert next(one for one in items if one["name"] == "high-key")["grade"]["exposure"] == 0.35


def test_an_own_style_is_its_base_with_other_values(api: Api) -> None:
    made = make(api, exposure=0.5, contrast=-20)
    assert made["grade"] == {"exposure": 0.5, "contrast": -20.0, "warmth": 16.0, "saturation": 0.0, "lut": None}
    assert api.get("franchise", PATH)["items"][0] == made
    light, grade = steps(api, made["name"])
    assert light.exposure_ev == 0.5
    # what no slider sets is the base's
    assert (grade.contrast, grade.temperature, grade.tint) == (-0.2, 0.16, 0.05)


def test_a_changed_style_is_that_of_the_next_edit(api: Api) -> None:
    made = make(api)
    before = steps(api, made["name"])
    changed = api.ask("franchise", "PATCH", f"{PATH}/{made['id']}", {"saturation": 40, "name": "Ours, fuller"}).json()
    assert (changed["label"], changed["grade"]["saturation"]) == ("Ours, fuller", 40.0)
    assert (before[1].saturation, steps(api, made["name"])[1].saturation) == (0.0, 0.4)
    line = next(one for one in api.get("franchise", "/v1/history")["items"] if one["kind"] == "style.changed")
    assert line["data"]["saturation"] == [0.0, 40.0]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"exposure": 2.1}, "invalid_request"),
        ({"warmth": 101}, "invalid_request"),
        ({"contrast": "NaN"}, "invalid_request"),
        ({"base": "no-such"}, "unknown_style"),
        ({"base": "own:1"}, "unknown_style"),
        ({"lut": 77}, "unknown_lut"),
    ],
)
def test_values_beyond_their_limits_are_refused(api: Api, values: dict[str, Any], code: str) -> None:
    body = {"name": "Ours", "base": "neutral"} | values
    assert api.refused("franchise", "POST", PATH, body, idempotency_key="a") == (422, code)
    made = make(api)
    assert api.refused("franchise", "PATCH", f"{PATH}/{made['id']}", values) == (422, code)


def test_an_own_table_is_used_by_own_styles_until_it_is_withdrawn(api: Api) -> None:
    lut = send(api, "franchise", "/v1/luts?name=Film", cube(0.5)).json()
    assert (lut["name"], lut["title"]) == ("Film", "Ours")
    assert api.get("franchise", "/v1/luts")["items"] == [lut]
    made = make(api, lut=lut["id"])
    with api.service.records.begin() as work:
        own = work.templates.lut(lut["id"])
    assert own is not None
    assert steps(api, made["name"])[1].lut == own.digest
    # another franchise can use neither
    assert steps_fail(api, made["name"])
    assert api.refused("other", "POST", PATH, {"name": "x", "lut": lut["id"]}, idempotency_key="o") == (
        422,
        "unknown_lut",
    )
    assert api.get("other", "/v1/luts")["items"] == []
    assert api.refused("other", "DELETE", f"/v1/luts/{lut['id']}") == (404, "no_lut")
    assert api.ask("franchise", "DELETE", f"/v1/luts/{lut['id']}").status_code == 204
    assert api.refused("franchise", "POST", PATH, {"name": "y", "lut": lut["id"]}, idempotency_key="p") == (
        422,
        "unknown_lut",
    )
    assert steps(api, made["name"])[1].lut == own.digest
    assert api.ask("franchise", "PATCH", f"{PATH}/{made['id']}", {"lut": None}).json()["grade"]["lut"] is None


def steps_fail(api: Api, name: str) -> bool:
    with api.service.records.begin() as work:
        return parts_of(work, "002", "paper-white", name).style is None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"hello", "lut_keyword"),
        (b"LUT_3D_SIZE 2\n0 0 0\n", "lut_rows"),
        (b"LUT_3D_SIZE 500\n", "lut_size"),
        (b"LUT_3D_SIZE 2\n" + b"9" * 2000, "lut_row"),
        (bytes(range(256)) * 50, "lut_keyword"),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(api: Api, data: bytes, code: str) -> None:
    assert code_of(send(api, "franchise", "/v1/luts?name=Film", data))[0] == 422
    assert code_of(send(api, "franchise", "/v1/luts?name=Film", data))[1] in (code, "lut_row")


def test_an_own_style_is_its_franchises_alone(api: Api) -> None:
    made = make(api)
    assert all(not one["own"] for one in api.get("other", PATH)["items"])
    assert api.refused("other", "PATCH", f"{PATH}/{made['id']}", {"warmth": 1}) == (404, "no_style")
    assert api.refused("other", "DELETE", f"{PATH}/{made['id']}") == (404, "no_style")
    look = {"name": "With it", "lane": "bulk", "look": {"style": made["name"]}}
    assert api.refused("other", "POST", "/v1/booking-types", look, idempotency_key="a") == (422, "unknown_style")
    kind = api.post("franchise", "/v1/booking-types", look, idempotency_key="a")["id"]
    assert api.refused("franchise", "DELETE", f"{PATH}/{made['id']}") == (409, "in_use")
    api.ask("franchise", "PATCH", f"/v1/booking-types/{kind}", {"look": {}})
    assert api.ask("franchise", "DELETE", f"{PATH}/{made['id']}").status_code == 204
    assert api.refused("franchise", "POST", "/v1/booking-types", look | {"name": "B"}, idempotency_key="b") == (
        422,
        "withdrawn_style",
    )
    # what was booked with it is still edited so
    assert steps(api, made["name"])[1].temperature == 0.16
