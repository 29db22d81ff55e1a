"""Bodies that are files, for the tests that send some."""

import secrets

import cv2
import httpx
import numpy as np

from tests.integration.http.conftest import Api
from tests.plain import PLAIN


def send(api: Api, who: str, path: str, data: bytes, method: str = "POST", key: str = "") -> httpx.Response:
    """An answer. key: for Idempotency-Key; a new one if left out."""
    headers = {"authorization": f"Bearer {api.keys[who]}", "idempotency-key": key or secrets.token_hex(8)}
    return httpx.request(method, f"{api.url}{path}", content=data, headers=headers, **(PLAIN | {"timeout": 120}))


def code_of(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a problem."""
    return answer.status_code, answer.json()["code"]


def encoded(kind: str, colour: tuple[int, ...], width: int = 1200, height: int = 900) -> bytes:
    """A picture all of one colour (RGB or RGBA)."""
    order = [2, 1, 0, *range(3, len(colour))]
    pixels = np.full((height, width, len(colour)), [colour[at] for at in order], np.uint8)
    done, data = cv2.imencode(kind, pixels)
    assert done
    return data.tobytes()


def decoded(data: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Its pixels, RGB or RGBA."""
    found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    assert found is not None
    return np.asarray(cv2.cvtColor(found, cv2.COLOR_BGRA2RGBA if found.shape[2] == 4 else cv2.COLOR_BGR2RGB), np.uint8)


def cube(gain: float = 1.0, title: str = "Ours") -> bytes:
    """A .cube file that makes all colours darker by a factor."""
    rows = "\n".join(f"{r * gain} {g * gain} {b * gain}" for b in (0.0, 1.0) for g in (0.0, 1.0) for r in (0.0, 1.0))
    return f'TITLE "{title}"\nLUT_3D_SIZE 2\n{rows}\n'.encode()
