"""Names that studios give their files: for people to recognise, never for paths."""

import unicodedata

LONGEST = 200


def clean_filename(name: str) -> str:
    """A name that can be shown: without folders, control characters and direction marks, at most 200 characters.

    What is left of ``../../etc/passwd`` is ``passwd``; of nothing, ``photo``. The extension survives a cut.
    """
    # lone surrogates stand for bytes that are no Unicode: they can be neither stored nor shown
    plain = name.encode("utf-8", "replace").decode("utf-8").replace("\\", "/").rstrip("/").rpartition("/")[2]
    shown = "".join(
        c for c in unicodedata.normalize("NFC", plain) if unicodedata.category(c)[0] != "C" or c == "\u200d"
    )
    shown = shown.strip().strip(".").strip()
    stem, dot, extension = shown.rpartition(".")
    if len(shown) > LONGEST:
        shown = (
            stem[: LONGEST - len(extension) - 1] + dot + extension if dot and len(extension) < 10 else shown[:LONGEST]
        )
    return shown or "photo"
