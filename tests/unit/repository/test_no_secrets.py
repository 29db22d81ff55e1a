"""No key of anything is in the repository: a secret that was committed once is known for ever."""

import subprocess
from pathlib import Path

import pytest
from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.settings import transient_settings

ROOT = Path(__file__).parents[3]
DETECTORS = (
    "ArtifactoryDetector",
    "AWSKeyDetector",
    "AzureStorageKeyDetector",
    "BasicAuthDetector",
    "GitHubTokenDetector",
    "GitLabTokenDetector",
    "JwtTokenDetector",
    "NpmDetector",
    "OpenAIDetector",
    "PrivateKeyDetector",
    "PypiTokenDetector",
    "SendGridDetector",
    "SlackDetector",
    "StripeDetector",
    "TwilioKeyDetector",
)
"""Those that know how a key looks; words like password are ruff's to find (S105 to S107)."""
NO_TEXT = (".png", ".jpg", ".webp", ".lock", ".onnx")
GENERATED = ("portal/openapi.json", "portal/src/api/schema.d.ts")
"""Out of files that are looked through themselves; a check has them agree."""
PLAIN = ("user:password@", "postgres:", "u:p", "user:pass@", "me:secret@")
"""In addresses that explain how an address looks."""


def secrets_in(*files: Path) -> list[str]:
    with transient_settings({"plugins_used": [{"name": name} for name in DETECTORS]}):
        found = SecretsCollection(root=str(ROOT))
        for file in files:
            found.scan_file(str(file))
    lines = [
        (name, file.read_text("utf-8", "replace").splitlines()[secret.line_number - 1])
        for file in files
        for name, secret in found
        if str(file).endswith(name)
    ]
    return [f"{name}: {line.strip()}" for name, line in lines if not any(plain in line for plain in PLAIN)]


def test_no_file_has_a_secret() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    names = [name for name in listed.stdout.splitlines() if not name.endswith((*NO_TEXT, *GENERATED))]
    assert len(names) > 500
    assert secrets_in(*(ROOT / name for name in names if (ROOT / name).is_file())) == []


@pytest.mark.parametrize("start", ["AKIA", "-----BEGIN EC PRIVATE " + "KEY-----\n", "ghp_"])
def test_a_secret_would_be_found(tmp_path: Path, start: str) -> None:
    file = tmp_path / "settings.py"
    length = 16 if start == "AKIA" else 36
    file.write_text(f'key = "{start}{"ABCDEFGHIJ234567ABCDEFGHIJ2345678901"[:length]}"\n')
    assert secrets_in(file)
