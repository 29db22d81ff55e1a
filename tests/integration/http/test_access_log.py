import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from starlette.types import ASGIApp

from mirrorme.adapters.postgres.keys import make_key
from mirrorme.interfaces.http.access_log import AccessLog
from mirrorme.interfaces.http.app import make_app
from mirrorme.settings import ServiceSettings
from mirrorme.wiring.service import Service, open_service
from tests.integration.conftest import Seeded
from tests.integration.http.conftest import Api
from tests.integration.http.serving import SECRET, serving


def test_each_request_is_a_line_without_anything_secret(database_url: str, seeded: Seeded, tmp_path: Path) -> None:
    log = tmp_path / "logs" / "access.log"

    def make(url: str) -> ASGIApp:
        settings = ServiceSettings(
            database_url=database_url,
            storage_url=f"file://{tmp_path}",
            secret=SecretStr(SECRET),
            public_url=url,
            access_log=log,
        )
        made.append(open_service(settings, connections=4))
        return make_app(made[0])

    made: list[Service] = []
    with serving(make) as url:
        service = made[0]
        with service.records.begin() as work:
            key = make_key(work, "front desk", "franchise", "001")
        api = Api(url, service, {"desk": key}, seeded)
        api.get("desk", "/v1/sessions?cursor=MQ")
        api.ask("mm_wrong", "GET", "/v1/photos")
        api.ask(None, "GET", "/store/objects/mirrorme-franchise-001/raw/a.jpg?expires=1&signature=very-secret")
        api.ask(None, "GET", "/v1/%0Anothing%0A")
        service.engine.dispose()
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [(line["who"], line["method"], line["path"], line["status"]) for line in lines] == [
        ("franchise:front desk", "GET", "/v1/sessions", 200),
        (None, "GET", "/v1/photos", 401),
        (None, "GET", "/store/objects/mirrorme-franchise-001/raw/a.jpg", 403),
        (None, "GET", "/v1/\nnothing\n", 404),
    ]
    assert all(line["ms"] >= 0 and line["at"].startswith("20") for line in lines)
    for secret in ("very-secret", key, "mm_wrong", "MQ"):
        assert secret not in log.read_text()


def test_a_log_is_a_day_s_and_ninety_days_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "access.log"
    log = AccessLog(file)
    scope = {"type": "http", "method": "GET", "path": "/", "state": {}}
    start = datetime.now(UTC)
    for day in range(95):
        moment = (start + timedelta(days=day)).timestamp()
        monkeypatch.setattr("time.time", lambda moment=moment: moment)
        log.note(scope, 200, 0.001)
    monkeypatch.undo()
    log.close()
    old = sorted(path.name for path in tmp_path.iterdir() if path != file)
    assert len(old) == 90
    assert old[-1] == f"access.log.{start + timedelta(days=93):%Y-%m-%d}"
