import pytest

from mirrorme.imaging import exif, ifd, metadata
from tests.unit.imaging.encoding import camera_exif

XMP = (
    b'<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description tiff:Orientation="6"'
    b' exif:GPSLatitude="48,8N" dc:format="image/jpeg" xmp:Rating="4"><exif:GPSLongitude>11E</exif:GPSLongitude>'
    b"<dc:rights>Studio Nord</dc:rights></rdf:Description></rdf:RDF></x:xmpmeta>"
)
IPTC = b"\x1c\x02\x74\x00\x0b(c) Studio!"


@pytest.mark.parametrize("order", ["<", ">"])
def test_what_a_camera_wrote_is_understood(order: str) -> None:
    found = metadata.collect(b"Exif\0\0" + camera_exif(6, order))
    assert found.exif is not None
    assert exif.orientation(found.exif) == 6
    assert found.copyright == "(c) Studio Nord"
    assert str(found.captured) == "2024-05-06 07:08:09+02:00"
    assert found.dpi == pytest.approx((300, 300))
    assert found.has_place


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_delivered_block_is_true_for_the_edited_picture(order: str) -> None:
    block = camera_exif(6, order)
    kept = exif.delivered(block, 2000, 3000, keep_gps=False)
    assert kept is not None
    main = ifd.first_directory(kept)
    assert main is not None
    sub = ifd.sub_directory(kept, main, ifd.EXIF_IFD)
    assert sub is not None
    assert exif.orientation(kept) == 1
    assert (ifd.number(kept, sub, 40962), ifd.number(kept, sub, 40963)) == (2000, 3000)
    assert ifd.number(kept, sub, 40961) == 1  # sRGB
    assert exif.copyright_notice(kept) == "(c) Studio Nord"
    assert ifd.raw(kept, sub, 37500) == b"maker!"
    assert sub.entries[37500].value_at == camera_sub(block).entries[37500].value_at  # a maker note may not move


def camera_sub(block: bytes) -> ifd.Directory:
    main = ifd.first_directory(block)
    assert main is not None
    sub = ifd.sub_directory(block, main, ifd.EXIF_IFD)
    assert sub is not None
    return sub


def test_the_place_goes_unless_it_is_kept() -> None:
    block = camera_exif()
    assert b"GPSVALUE" in block
    stripped = exif.delivered(block, 10, 10, keep_gps=False)
    kept = exif.delivered(block, 10, 10, keep_gps=True)
    assert stripped is not None
    assert b"GPSVALUE" not in stripped
    assert not exif.has_place(stripped)
    assert kept is not None
    assert b"GPSVALUE" in kept
    assert exif.has_place(kept)


def test_the_thumbnail_of_the_unedited_photo_goes() -> None:
    block = bytearray(camera_exif())
    second_at = len(block)
    thumbnail = b"THUMBNAIL" * 20
    second = exif.build({513: (4, 1, (0).to_bytes(4, "little")), 514: (4, 1, len(thumbnail).to_bytes(4, "little"))}, {})
    block += second[8:]
    main = ifd.first_directory(block)
    assert main is not None
    block[main.end - 4 : main.end] = second_at.to_bytes(4, "little")
    entry = ifd.directory(block, second_at, "<")
    assert entry is not None
    at = entry.entries[513].value_at
    block[at : at + 4] = len(block).to_bytes(4, "little")
    block += thumbnail
    kept = exif.delivered(bytes(block), 10, 10, keep_gps=True)
    assert kept is not None
    assert b"THUMBNAIL" not in kept
    assert len(kept) <= second_at
    assert exif.copyright_notice(kept) == "(c) Studio Nord"


def test_xmp_loses_what_is_no_longer_true() -> None:
    stripped = metadata.delivered(metadata.collect(xmp=XMP), 10, 10).xmp
    kept = metadata.delivered(metadata.collect(xmp=XMP), 10, 10, keep_gps=True).xmp
    assert stripped is not None
    assert kept is not None
    assert b"GPS" not in stripped
    assert b"Orientation" not in stripped
    assert b"Studio Nord" in stripped
    assert b'xmp:Rating="4"' in stripped
    assert b"GPSLatitude" in kept
    assert b"GPSLongitude" in kept


def test_xmp_with_entities_is_dropped() -> None:
    assert metadata.delivered(metadata.collect(xmp=b'<!DOCTYPE a [<!ENTITY b "c">]>' + XMP), 10, 10).xmp is None


def test_iptc_survives_its_wrapping() -> None:
    assert metadata.iptc_of(metadata.resources_of(IPTC)) == IPTC
    assert metadata.collect(iptc=IPTC).copyright == "(c) Studio!"


def test_a_time_without_a_zone_stays_without_one() -> None:
    block = exif.build({306: (2, 20, b"2024:05:06 07:08:09\0")}, {})
    assert str(metadata.collect(block).captured) == "2024-05-06 07:08:09"
    assert metadata.collect(exif.build({306: (2, 20, b"0000:00:00 00:00:00\0")}, {})).captured is None


def test_a_broken_block_says_nothing() -> None:
    for block in (b"", b"II*\0", b"II*\0\xff\xff\xff\xff", b"nonsense", camera_exif()[:20]):
        found = metadata.collect(block)
        assert found.copyright is None
        assert metadata.delivered(found, 10, 10).copyright is None
