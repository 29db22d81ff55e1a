"""Where the service is, and which key we have: told, or noted by the service that runs on this machine."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mirrorme.pipeline.errors import OrderError, SetupError

For = Literal["head_office", "overview", "franchise", "upload"]
"""What a key is for. overview: all that can be seen; of one franchise, if one is named."""


@dataclass(frozen=True, slots=True)
class Access:
    """An address and a key to it."""

    url: str
    key: str


def find_access(url: str | None, key: str | None, data: Path, purpose: For, franchise: str | None) -> Access:
    """What was told; the rest from the ``access.json`` that `mirrorme up` keeps in its data folder.

    franchise: its code, needed if there are several and the purpose is not all of them.

    Raises:
        SetupError: there is no such file, or it can't be read.
        OrderError: a key without an address, or no key of that franchise.
    """
    if url is not None:
        check_url(url)
        if key is not None:
            return Access(url, key)
    address, keys = _read(data / "access.json")
    if url is not None and url.rstrip("/") != address.rstrip("/"):
        raise OrderError(f"give --key (or MIRRORME_KEY) too: {data} keeps the keys of another service, {address}")
    return Access(address, key or choose_key(keys, purpose, franchise))


def check_url(url: str) -> None:
    """Whether it may be a service's address.

    Raises:
        OrderError: no.
    """
    if not url.startswith(("http://", "https://")):
        raise OrderError(f"{url!r} is no address of a service: it begins with http:// or https://")


def choose_key(keys: Mapping[str, str], purpose: For, franchise: str | None) -> str:
    """The key that may do the least of those that may do enough.

    Raises:
        OrderError: there is none, or several franchises have one and none was named.
    """
    if purpose == "head_office" or (purpose == "overview" and franchise is None):
        if "head_office" in keys:
            return keys["head_office"]
        if purpose == "head_office":
            raise OrderError("there is no key of the head office here: give --key")
    codes = sorted({name.partition(":")[2] for name in keys if ":" in name})
    if franchise is None:
        if len(codes) != 1:
            raise OrderError(f"say which franchise, with --franchise: {', '.join(codes) or 'there is none yet'}")
        franchise = codes[0]
    names = [f"upload:{franchise}", f"franchise:{franchise}"] if purpose == "upload" else [f"franchise:{franchise}"]
    for name in names:
        if name in keys:
            return keys[name]
    raise OrderError(f"there is no key of franchise {franchise} here, only of {', '.join(codes)}: give --key")


def noted_url(data: Path) -> str:
    """Where the service is that keeps its data there.

    Raises:
        SetupError: there is none.
    """
    return _read(data / "access.json")[0]


def _read(file: Path) -> tuple[str, dict[str, str]]:
    try:
        noted = json.loads(file.read_text("utf-8"))
        return str(noted["url"]), dict(noted["keys"])
    except FileNotFoundError as error:
        raise SetupError(
            f"found no service: there is no {file}. Is `mirrorme up` running? Give its --data, or --url and --key"
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SetupError(f"can't read {file} ({error}): give --url and --key") from error
