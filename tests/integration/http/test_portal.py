"""The portal's built files, as the API serves them. Without a build there is nothing to serve, and it says so."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from mirrorme.interfaces.http import portal
from tests.integration.http.conftest import Api
from tests.plain import PLAIN

PAGE = '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><script nonce="__CSP_NONCE__"></script>'
SCRIPT = "export const one = 1;\n" * 100


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    assets = tmp_path / "http" / "static" / "portal" / "assets"
    assets.mkdir(parents=True)
    (assets.parent / "index.html").write_text(PAGE)
    (assets / "index-1.js").write_text(SCRIPT)
    (tmp_path / "http" / "secret.js").write_text("not ours to show")
    yield from _served_from(tmp_path / "http", monkeypatch)


@pytest.fixture
def unbuilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield from _served_from(tmp_path, monkeypatch)


def _served_from(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(portal, "files", lambda _: folder)
    portal.built_files.cache_clear()
    portal.read_file.cache_clear()
    yield
    portal.built_files.cache_clear()
    portal.read_file.cache_clear()


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("path", ["/portal/", "/portal/sessions", "/portal/photos/12"])
def test_every_page_is_the_app_under_a_policy_of_its_own(api: Api, path: str) -> None:
    first, second = api.ask(None, "GET", path), api.ask(None, "GET", path)
    nonces = [re.findall(r'nonce="([^"]+)"', answer.text) for answer in (first, second)]
    assert nonces[0][0] == nonces[0][1] != nonces[1][0]
    said = first.headers["content-security-policy"]
    assert f"'nonce-{nonces[0][0]}'" in said
    assert "'unsafe-inline'" not in said
    assert "'unsafe-eval'" not in said
    assert first.headers["cache-control"] == "no-store"


@pytest.mark.usefixtures("built")
def test_assets_are_packed_and_kept_for_good(api: Api) -> None:
    answer = api.ask(None, "GET", "/portal/assets/index-1.js")
    assert answer.text == SCRIPT
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) == len(gzip.compress(SCRIPT.encode(), mtime=0)) < len(SCRIPT)
    assert "immutable" in answer.headers["cache-control"]
    known = {"If-None-Match": answer.headers["etag"]}
    assert httpx.get(f"{api.url}/portal/assets/index-1.js", headers=known, **PLAIN).status_code == 304


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    "path", ["assets/gone.js", "..%2f..%2fsecret.js", "%2e%2e/%2e%2e/secret.js", "assets//index-1.js"]
)
def test_nothing_else_is_ever_served(api: Api, path: str) -> None:
    answer = httpx.get(f"{api.url}/portal/{path}", **PLAIN)
    assert answer.status_code == 404
    assert "not ours" not in answer.text


@pytest.mark.usefixtures("unbuilt")
def test_a_portal_that_is_not_built_says_what_to_do(api: Api) -> None:
    answer = api.ask(None, "GET", "/portal/")
    assert answer.status_code == 503
    assert "./run" in answer.text


@pytest.mark.parametrize(
    ("url", "elsewhere"),
    [
        ("file:///data", None),
        ("s3://?region=us-east-1", "https://*.amazonaws.com"),
        ("s3://?region=us-east-1&endpoint=http://127.0.0.1:8333", "http://127.0.0.1:8333"),
    ],
)
def test_photos_may_be_sent_to_the_store_and_nowhere_else(url: str, elsewhere: str | None) -> None:
    allowed = re.search(r"connect-src ([^;]+);", portal.policy("n", portal.store_origin(url)))
    assert allowed
    assert allowed[1].split() == ["'self'", *([elsewhere] if elsewhere else [])]
