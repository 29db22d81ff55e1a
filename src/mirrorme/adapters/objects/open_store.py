"""Open the store that a URL names."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from mirrorme.adapters.objects.folder import FolderObjects, envelopes_of
from mirrorme.adapters.objects.folder_uploads import FolderUploads
from mirrorme.adapters.objects.residency import Residency, Wanted, unknown
from mirrorme.adapters.objects.signing import Signer
from mirrorme.pipeline.errors import SetupError
from mirrorme.pipeline.ports_keys import Keys
from mirrorme.pipeline.ports_objects import Uploads
from mirrorme.pipeline.ports_retention import Shelves

_FORMS = (
    "file:///folder or s3://?region=us-east-1 (endpoint=https://... for stores of other makers, kms=alias/...-{code} "
    "for SSE-KMS with a key a franchise)"
)


def open_store(
    url: str,
    *,
    secret: bytes,
    base_url: str,
    keys: Keys | Mapping[str, str] | None = None,
    cold_url: str | None = None,
    region: str | None = None,
    wanted: Wanted = unknown,
) -> tuple[Shelves, Uploads]:
    """Have it; nothing is asked of it yet.

    secret, base_url: what a folder's URLs are signed with, and where the API that serves them, and the pages that may
    send photos to buckets, is reached. keys: what a
    folder's objects are encrypted with, or what was lent of them (see ``FolderObjects.lend``); None to encrypt nothing.
    cold_url: another folder, for what is old. region: that a folder is in, if that matters. wanted: where buckets have
    to be.

    Raises:
        SetupError: it is no URL of a store.
    """
    cold = None if cold_url is None else _folder(cold_url, "MIRRORME_COLD_URL")
    try:
        parsed = urlsplit(url)
    except ValueError as error:
        raise SetupError(f"STORAGE_URL is no URL: it looks like {_FORMS}") from error
    if parsed.scheme == "file":
        folder = _folder(url, "STORAGE_URL")
        signer = Signer(secret, base_url)
        residency = Residency(wanted, lambda _: region)
        envelopes = envelopes_of(keys)
        return FolderObjects(folder, signer, envelopes, cold, residency), FolderUploads(folder, signer, envelopes)
    if parsed.scheme == "s3":
        if cold is not None:
            raise SetupError("MIRRORME_COLD_URL is for a store that is a folder; S3 has storage classes of its own")
        return _open_s3(parsed.query, wanted, base_url or None)
    raise SetupError(f"STORAGE_URL can't begin with {parsed.scheme or 'nothing'}: it looks like {_FORMS}")


def _folder(url: str, setting: str) -> Path:
    parsed = urlsplit(url)
    folder = Path(unquote(parsed.path))
    if parsed.scheme != "file" or parsed.netloc not in ("", "localhost") or not folder.is_absolute():
        raise SetupError(f"{setting} has to name a whole path, as in file:///srv/photos, not {url}")
    return folder


def _open_s3(query: str, wanted: Wanted, pages: str | None) -> tuple[Shelves, Uploads]:
    # a machine that keeps photos in a folder never needs what speaks to S3, which takes its time to import
    from mirrorme.adapters.objects.s3 import S3Objects  # noqa: PLC0415
    from mirrorme.adapters.objects.s3_places import Places  # noqa: PLC0415
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
    places = Places(region, endpoint, wanted)
    return S3Objects(places, kms, pages), S3Uploads(places)
