"""Where a package registry serves a release's file (the PyPI simple API, PEP 503/691, and npm's metadata)."""

import base64
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPResponse
from typing import Self

from mirrorme.adapters.models.sources import Release
from mirrorme.pipeline.errors import SetupError

TIMEOUT_S = 30.0


class FetchError(SetupError):
    """A file can't be fetched."""


@dataclass(frozen=True, slots=True)
class Indexes:
    """The registries' addresses: a mirror's when the usual package tools are told of one, else the public ones."""

    pypi: str = "https://pypi.org/simple"
    npm: str = "https://registry.npmjs.org"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """The settings of uv, pip and npm, in that order."""
        public = cls()
        pypi = (environment.get(name) for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"))
        npm = (environment.get(name) for name in ("npm_config_registry", "NPM_CONFIG_REGISTRY"))
        return cls(
            pypi=next((value.rstrip("/") for value in pypi if value), public.pypi),
            npm=next((value.rstrip("/") for value in npm if value), public.npm),
        )


def open_url(url: str, headers: Mapping[str, str]) -> HTTPResponse:
    """GET an http(s) address; a name and password in it go into the Authorization header.

    Raises:
        FetchError: it is no http(s) address.
        OSError: the network's errors; ``urllib.error.HTTPError`` for a status of 400 or above.
    """
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise FetchError(f"a package index must be an http(s) address, and {parts.scheme or url!r} is none")
    request = urllib.request.Request(  # noqa: S310 (the scheme was just checked)
        urllib.parse.urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])), headers=dict(headers)
    )
    if parts.username is not None:
        secret = f"{urllib.parse.unquote(parts.username)}:{urllib.parse.unquote(parts.password or '')}"
        request.add_unredirected_header("Authorization", "Basic " + base64.b64encode(secret.encode()).decode())
    try:
        response: HTTPResponse = urllib.request.urlopen(request, timeout=TIMEOUT_S)  # noqa: S310
    except urllib.error.HTTPError as error:
        error.close()  # its page is of no use, and would keep the connection
        raise
    return response


def locate(release: Release, indexes: Indexes) -> str:
    """The address of a release's file.

    Raises:
        FetchError: the registry does not answer or does not have it.
    """
    base = indexes.pypi if release.registry == "pypi" else indexes.npm
    host = urllib.parse.urlsplit(base).hostname
    try:
        return _pypi(release, base) if release.registry == "pypi" else _npm(release, base)
    except urllib.error.HTTPError as error:
        raise FetchError(f"{host} answers {error.code} {error.reason} when asked for {release}") from error
    except (OSError, ValueError) as error:
        raise FetchError(
            f"can't ask {host} for {release} ({error}); check the network, or set UV_DEFAULT_INDEX / "
            "npm_config_registry to a mirror that this machine reaches"
        ) from error


def _pypi(release: Release, base: str) -> str:
    wanted = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"
    with open_url(f"{base}/{release.package}/", {"Accept": wanted}) as response:
        body, is_json, page = response.read(), "json" in response.headers.get_content_type(), response.url
    if is_json:
        files = {str(file["filename"]): str(file["url"]) for file in json.loads(body)["files"]}
    else:
        links = _Links()
        links.feed(body.decode())
        files = links.found
    if release.filename not in files:
        raise FetchError(f"{urllib.parse.urlsplit(base).hostname} has no {release.filename} of {release}")
    return _with_credentials(urllib.parse.urljoin(page, files[release.filename]), base)


def _npm(release: Release, base: str) -> str:
    name = urllib.parse.quote(release.package, safe="@")
    with open_url(f"{base}/{name}/{release.version}", {"Accept": "application/json"}) as response:
        return _with_credentials(str(json.load(response)["dist"]["tarball"]), base)


def _with_credentials(url: str, base: str) -> str:
    """The index's name and password also open its files, on that very host and on no other."""
    parts, index = urllib.parse.urlsplit(url), urllib.parse.urlsplit(base)
    if "@" not in index.netloc or parts.hostname != index.hostname:
        return url
    return urllib.parse.urlunsplit(parts._replace(netloc=index.netloc.rpartition("@")[0] + "@" + parts.netloc))


class _Links(HTMLParser):
    """The files of a simple index in HTML: text to address."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._href: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._href = dict(attrs).get("href")

    def handle_data(self, data: str) -> None:
        if self._href and data.strip():
            self.found[data.strip()] = self._href
            self._href = None
