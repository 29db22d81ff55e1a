"""Signed URLs: what was signed passes, anything else doesn't."""

import time
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mirrorme.adapters.objects.signing import EXPIRES, SIGNATURE, Signer
from mirrorme.domain.errors import ForbiddenError

SIGNER = Signer(b"secret", "http://studio:8400")
paths = st.text(st.characters(codec="utf-8", exclude_characters="?#"), max_size=40).map(lambda text: f"/{text}")
names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=10)
queries = st.dictionaries(
    names.filter(lambda name: name not in (EXPIRES, SIGNATURE)),
    st.text(st.characters(codec="utf-8"), max_size=20),
    max_size=3,
)


def taken_apart(url: str) -> tuple[str, dict[str, str]]:
    """Path and query as a server sees them."""
    parts = urlsplit(url)
    return unquote(parts.path), dict(parse_qsl(parts.query, keep_blank_values=True))


def code_of(signer: Signer, method: str, path: str, query: dict[str, str]) -> str:
    with pytest.raises(ForbiddenError) as refused:
        signer.check(method, path, query)
    return refused.value.code


@given(path=paths, query=queries)
def test_what_was_signed_passes(path: str, query: dict[str, str]) -> None:
    url = SIGNER.url("PUT", path, 60, query)
    assert url.startswith("http://studio:8400/")
    SIGNER.check("PUT", *taken_apart(url))


@given(path=paths, query=queries, changed_path=paths, name=st.text(max_size=5), value=st.text(max_size=5))
def test_whatever_was_changed_is_refused(
    path: str, query: dict[str, str], changed_path: str, name: str, value: str
) -> None:
    assume(changed_path != path and query.get(name) != value and name not in (EXPIRES, SIGNATURE))
    assume(name.isprintable() and value.isprintable())
    signed_path, signed = taken_apart(SIGNER.url("PUT", path, 60, query))
    later = {EXPIRES: str(int(signed[EXPIRES]) + 1)}
    for method, where, what in (
        ("GET", signed_path, signed),
        ("PUT", changed_path, signed),
        ("PUT", signed_path, {**signed, name: value}),
        ("PUT", signed_path, {**signed, **later}),
        ("PUT", signed_path, {**signed, SIGNATURE: signed[SIGNATURE][:-1]}),
        ("PUT", signed_path, {**signed, SIGNATURE: "é"}),
        ("PUT", signed_path, {key: text for key, text in signed.items() if key != SIGNATURE}),
    ):
        assert code_of(SIGNER, method, where, what) == "bad_signature"


def test_another_secret_is_refused() -> None:
    path, query = taken_apart(SIGNER.url("GET", "/a", 60))
    assert code_of(Signer(b"another", ""), "GET", path, query) == "bad_signature"


def test_a_url_expires(monkeypatch: pytest.MonkeyPatch) -> None:
    path, query = taken_apart(SIGNER.url("GET", "/a", 60))
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 61)
    assert code_of(SIGNER, "GET", path, query) == "url_expired"


def test_who_has_no_secret_signs_and_passes_nothing() -> None:
    nobody = Signer(b"", "")
    path, query = taken_apart(SIGNER.url("GET", "/a", 60))
    assert code_of(nobody, "GET", path, query) == "bad_signature"
    with pytest.raises(RuntimeError):
        nobody.url("GET", "/a", 60)


def test_the_secret_is_not_shown() -> None:
    assert "secret" not in repr(SIGNER)
