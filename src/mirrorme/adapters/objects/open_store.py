"""Open the store that a URL names."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from mirrorme.adapters.objects.folder import FolderObjects, envelopes_of
from mirrorme.adapters.objects.folder_uploads import FolderUploads
from mirrorme.adapters.objects.signing import Signer
from mirrorme.pipeline.errors import SetupError
from mirrorme.pipeline.ports_keys import Keys
from mirrorme.pipeline.ports_objects import Objects, Uploads

_FORMS = (
    "file:///folder or s3://?region=us-east-1 (endpoint=https://... for stores of other makers, kms=alias/...-{code} "
    "for SSE-KMS with a key a franchise)"
)


def open_store(
    url: str, *, secret: bytes, base_url: str, keys: Keys | Mapping[str, str] | None = None
) -> tuple[Objects, Uploads]:
    """Have it; nothing is asked of it yet.

    secret, base_url: what a folder's URLs are signed with, and where the API that serves them is reached. keys: what a
    folder's objects are encrypted with, or what was lent of them (see ``FolderObjects.lend``); None to encrypt nothing.

    Raises:
        SetupError: it is no URL of a store.
    """
    try:
        parsed = urlsplit(url)
    except ValueError as error:
        raise SetupError(f"STORAGE_URL is no URL: it looks like {_FORMS}") from error
    if parsed.scheme == "file":
        folder = Path(unquote(parsed.path))
        if parsed.netloc not in ("", "localhost") or not folder.is_absolute():
            raise SetupError(f"STORAGE_URL has to name a whole path, as in file:///srv/photos, not {url}")
        signer = Signer(secret, base_url)
        envelopes = envelopes_of(keys)
        return FolderObjects(folder, signer, envelopes), FolderUploads(folder, signer, envelopes)
    if parsed.scheme == "s3":
        return _open_s3(parsed.query)
    raise SetupError(f"STORAGE_URL can't begin with {parsed.scheme or 'nothing'}: it looks like {_FORMS}")


def _open_s3(query: str) -> tuple[Objects, Uploads]:
    # a machine that keeps photos in a folder never needs what speaks to S3, which takes its time to import
    from mirrorme.adapters.objects.s3 import S3Objects, S3Place, connect  # noqa: PLC0415
    from mirrorme.adapters.objects.s3_uploads import S3Uploads  # noqa: PLC0415

    asked = {name: values[-1] for name, values in parse_qs(query).items()}
    if unknown := sorted(asked.keys() - {"region", "endpoint", "kms"}):
        raise SetupError(f"STORAGE_URL says {unknown[0]}=, which is not known: it looks like {_FORMS}")
    region, endpoint = asked.get("region"), asked.get("endpoint")
    if not region:
        raise SetupError(f"STORAGE_URL has to name a region: it looks like {_FORMS}")
    kms = asked.get("kms")
    if kms is not None and (kms.count("{code}") != 1 or set("{}") & set(kms.replace("{code}", ""))):
        raise SetupError("STORAGE_URL says kms= without {code}: each franchise has a key of its own")
    session, client = connect(region, endpoint)
    return S3Objects(session, client, S3Place(region, endpoint, kms)), S3Uploads(client)
