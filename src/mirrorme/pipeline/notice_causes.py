"""Why photos are rejected, in few words and four languages; by the code of the reason."""

from collections.abc import Mapping

from mirrorme.domain.brand import Locale

_LOCALES: tuple[Locale, ...] = ("en", "es", "fr", "de")
_ROWS: Mapping[str, tuple[str, str, str, str]] = {
    "out_of_focus": ("out of focus", "desenfocadas", "floues", "unscharf"),
    "too_dark": ("too dark", "demasiado oscuras", "trop sombres", "zu dunkel"),
    "too_bright": ("too bright", "demasiado claras", "trop claires", "zu hell"),
    "no_subject": ("nobody in it", "sin ninguna persona", "personne sur la photo", "niemand zu sehen"),
    "too_compressed": ("too compressed", "demasiado comprimidas", "trop compressées", "zu stark komprimiert"),
    "too_few_pixels": ("too few pixels", "resolución insuficiente", "résolution insuffisante", "zu wenige Pixel"),
    "too_many_pixels": ("too many pixels", "demasiados píxeles", "trop de pixels", "zu viele Pixel"),
    "too_many_bytes": ("file too large", "archivo demasiado grande", "fichier trop lourd", "Datei zu groß"),
    "empty_file": ("empty file", "archivo vacío", "fichier vide", "leere Datei"),
    "not_a_photo": ("no photo", "no es una foto", "pas une photo", "kein Foto"),
    "unsupported_format": ("unknown format", "formato no admitido", "format inconnu", "unbekanntes Format"),
    "truncated": ("incomplete file", "archivo incompleto", "fichier incomplet", "unvollständige Datei"),
    "damaged": ("damaged file", "archivo dañado", "fichier endommagé", "beschädigte Datei"),
    "raw_undecodable": (
        "raw file that can't be read",
        "archivo raw ilegible",
        "fichier raw illisible",
        "unlesbare Raw-Datei",
    ),
}
CAUSES: Mapping[Locale, Mapping[str, str]] = {
    locale: {code: row[place] for code, row in _ROWS.items()} for place, locale in enumerate(_LOCALES)
}
"""By language and code. A code that is new here is shown as it is."""
