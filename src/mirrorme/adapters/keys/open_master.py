"""The master key that MIRRORME_MASTER_KEY names."""

from pathlib import Path
from typing import TYPE_CHECKING

from mirrorme.adapters.keys.master_file import FileMaster
from mirrorme.pipeline.errors import SetupError

if TYPE_CHECKING:
    from mirrorme.adapters.keys.master_kms import KmsMaster


def open_master(name: str) -> "FileMaster | KmsMaster":
    """Have it. name: path of a file, or ``awskms:`` and a key's id, ARN or alias.

    Raises:
        SetupError: it can't be read; no credentials or no region for AWS.
    """
    if not name.startswith("awskms:"):
        return FileMaster(Path(name))
    # a machine whose master key is a file never needs what speaks to AWS, which takes its time to import
    import boto3  # noqa: PLC0415
    from botocore.config import Config  # noqa: PLC0415
    from botocore.exceptions import BotoCoreError  # noqa: PLC0415

    from mirrorme.adapters.keys.master_kms import SCHEME, KmsMaster  # noqa: PLC0415

    config = Config(connect_timeout=5, read_timeout=10, retries={"max_attempts": 3, "mode": "standard"})
    try:
        client = boto3.Session().client("kms", config=config)
    except BotoCoreError as error:
        raise SetupError(f"MIRRORME_MASTER_KEY names a key of KMS, but {error}: set AWS_REGION") from error
    return KmsMaster(name.removeprefix(SCHEME), client)
