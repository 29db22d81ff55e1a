"""Master keys: a file, and AWS' KMS as botocore itself speaks to it (no AWS is asked: its answers are stubs)."""

import os
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from mirrorme.adapters.keys.master_file import FileMaster, add_master, make_master
from mirrorme.adapters.keys.master_kms import KmsMaster
from mirrorme.adapters.keys.open_master import open_master
from mirrorme.domain.encryption import Owner, about_key
from mirrorme.pipeline.errors import SetupError
from mirrorme.pipeline.ports import StorageError

SECRET = os.urandom(32)
ABOUT = about_key(Owner("001", 7), 1)
ALIAS = "alias/mirrorme-master"
SECRET_KEY = "of nobody"  # noqa: S105 (nobody is asked)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    make_master(tmp_path / "master.key")
    return tmp_path / "master.key"


def test_a_file_is_made_once_and_for_its_owner_alone(file: Path) -> None:
    before = file.read_bytes()
    make_master(file)
    assert file.read_bytes() == before
    assert file.stat().st_mode & 0o077 == 0


def test_what_was_wrapped_is_unwrapped_for_the_same_alone(file: Path) -> None:
    master = FileMaster(file)
    wrapped = master.wrap(master.newest, SECRET, ABOUT)
    assert SECRET not in wrapped
    assert master.unwrap(master.newest, wrapped, ABOUT) == SECRET
    for other in (about_key(Owner("001", 8), 1), about_key(Owner("001"), 1), about_key(Owner("001", 7), 2)):
        with pytest.raises(StorageError, match="doesn't fit"):
            master.unwrap(master.newest, wrapped, other)


def test_the_name_of_a_key_says_nothing_of_it(file: Path) -> None:
    key = file.read_text().split()[-1]
    name = FileMaster(file).newest
    assert len(name) == 16
    assert name not in key
    assert key not in repr(FileMaster(file))


def test_a_new_key_is_found_by_who_began_before_and_the_old_one_still_unwraps(file: Path) -> None:
    before = FileMaster(file)
    old = before.newest
    wrapped = before.wrap(old, SECRET, ABOUT)
    add_master(file)
    after = FileMaster(file)
    assert after.names == (old, after.newest)
    assert after.unwrap(old, wrapped, ABOUT) == SECRET
    assert before.unwrap(after.newest, after.wrap(after.newest, SECRET, ABOUT), ABOUT) == SECRET
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", ["", "# nothing\n", "mirrorme-master-1 c2hvcnQ=\n", "a password\n", "ä"])
def test_what_is_no_master_key_is_refused_with_what_it_should_be(tmp_path: Path, content: str) -> None:
    (tmp_path / "wrong").write_text(content, "utf-8")
    with pytest.raises(SetupError, match=r"master key"):
        open_master(str(tmp_path / "wrong"))


def test_one_that_is_not_there_is_told_with_where_to_look(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="put it back"):
        open_master(str(tmp_path / "gone"))


def kms() -> tuple[KmsMaster, Stubber]:
    client = boto3.Session("key", SECRET_KEY, region_name="us-east-1").client("kms")
    return KmsMaster(ALIAS, client), Stubber(client)


def test_kms_wraps_and_unwraps_with_what_a_key_is_for_as_its_context() -> None:
    master, stub = kms()
    context: dict[str, Any] = {"EncryptionContext": dict(ABOUT), "KeyId": ALIAS}
    stub.add_response("encrypt", {"CiphertextBlob": b"wrapped", "KeyId": "arn"}, {"Plaintext": SECRET, **context})
    stub.add_response("decrypt", {"Plaintext": SECRET, "KeyId": "arn"}, {"CiphertextBlob": b"wrapped", **context})
    with stub:
        assert master.wrap(master.newest, SECRET, ABOUT) == b"wrapped"
        assert master.unwrap(master.newest, b"wrapped", ABOUT) == SECRET
    stub.assert_no_pending_responses()
    assert (master.newest, master.has("awskms:alias/another")) == (f"awskms:{ALIAS}", False)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("InvalidCiphertextException", "wrong_master_key"),
        ("AccessDeniedException", "wrong_master_key"),
        ("NotFoundException", "wrong_master_key"),
        ("KMSInternalException", "keys_away"),
        ("ThrottlingException", "keys_away"),
    ],
)
def test_what_kms_refuses_is_told_apart_from_kms_being_away(answer: str, code: str) -> None:
    master, stub = kms()
    stub.add_client_error("decrypt", answer)
    with stub, pytest.raises(StorageError) as refused:
        master.unwrap(master.newest, b"wrapped", ABOUT)
    assert refused.value.reason.code == code
    with pytest.raises(StorageError, match="names"):
        master.unwrap("awskms:alias/another", b"wrapped", ABOUT)
