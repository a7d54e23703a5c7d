"""What pictures say of themselves, and what they cannot make the reader do."""

import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from purport.read.media import imprint_of, media_type
from purport.read.media.claims import LONGEST, MOST, cleaned, moment, text_of
from purport.read.media.pictures import pixels
from purport.records.media import ClaimKind
from tests.costs import ends_within
from tests.read.media.made import (
    XMP,
    chunk,
    exif,
    iptc,
    photo,
    picture,
    png,
    segment,
    tiff,
    with_segments,
)


def said(data: bytes):
    """The claims of a file by field, the first of each."""
    kind = media_type(data)
    assert kind is not None
    found = imprint_of(data, kind)
    out = {}
    for one in found.claims:
        out.setdefault(f"{one.standard} {one.name}", one)
    return out, found


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_camera_block_is_read_out_of_every_form(form):
    claims, found = said(photo(form))
    assert claims["EXIF DateTimeOriginal"].when == "2024-03-05T09:30:00+02:00"
    assert claims["EXIF Model"].value == "D5" and claims["EXIF Model"].kind is ClaimKind.DEVICE
    assert claims["EXIF GPSPosition"].value == "33.504306 N, 36.283333 W, -12 m"
    assert claims["EXIF GPSDateTime"].when == "2024-03-05T07:30:09Z"
    assert claims["header size"].value == f"{form}, 40 x 30 pixels"
    assert not [note for note in found.notes if "cut off" in note]


def test_a_date_without_a_zone_is_told_as_such_and_gets_none():
    claims, _ = said(photo())
    date = claims["EXIF DateTime"]
    assert date.when == "2024-03-06T10:00:00" and "no zone is stated" in date.caveat
    assert "no zone" not in claims["EXIF DateTimeOriginal"].caveat


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "AVIF"])
def test_xmp_tells_of_dates_people_and_the_history_of_saving(form):
    claims, found = said(photo(form))
    assert claims["XMP CreateDate"].when == "2024-03-05T09:30:00+02:00"
    assert claims["XMP creator"].value == "Ada Roe" and claims["XMP creator"].sensitive
    assert claims["XMP description"].value == "The bridge at Kessim"
    assert claims["XMP DigitalSourceType"].kind is ClaimKind.PROVENANCE
    assert claims["XMP when"].when == "2024-03-06T10:00:00" and "history" in claims["XMP when"].caveat
    assert "XMP: other fields stand in the file and were not taken (2)" in found.notes  # own:Mood and ev:action


def test_places_people_and_serial_numbers_are_sensitive_and_nothing_else_is():
    _, found = said(photo())
    kinds = {one.kind for one in found.claims if one.sensitive}
    assert kinds == {ClaimKind.PLACE, ClaimKind.PERSON, ClaimKind.SERIAL}
    assert found.held_back == sum(one.sensitive for one in found.claims) >= 4


def test_iptc_is_read_with_its_charset_and_zone():
    block = iptc(
        (1, 90, b"\x1b%G"), (2, 80, "Åse Roe".encode()), (2, 55, b"20240305"), (2, 60, b"093000+0200"),
        (2, 120, "جسر".encode()), (2, 90, b"Kessim"),
    )  # fmt: skip
    claims, _ = said(with_segments(segment(0xED, block)))
    assert claims["IPTC By-line"].value == "Åse Roe" and claims["IPTC City"].kind is ClaimKind.PLACE
    assert claims["IPTC DateCreated"].when == "2024-03-05T09:30:00+02:00"
    assert claims["IPTC Caption"].value == "جسر"


def test_texts_of_a_png_and_fields_nobody_knows():
    told = png(
        chunk(b"tEXt", b"Software\0Made Up Editor 3"),
        chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a long way")),
        chunk(b"iTXt", b"Title\0\0\0\0\0" + "الجسر".encode()),
        chunk(b"tEXt", b"parameters\0a bridge by night, steps 20"),
        chunk(b"tIME", struct.pack(">HBBBBB", 2024, 3, 5, 7, 30, 9)),
    )
    claims, _ = said(told)
    assert claims["PNG Software"].kind is ClaimKind.SOFTWARE and claims["PNG Comment"].value == "a long way"
    assert claims["PNG Title"].value == "الجسر" and claims["PNG tIME"].when == "2024-03-05T07:30:09Z"
    assert claims["PNG parameters"].kind is ClaimKind.OTHER and claims["PNG parameters"].sensitive


def test_blocks_that_a_converter_wrote_as_text():
    block = b"Exif\0\0" + exif().tobytes().removeprefix(b"Exif\0\0")
    hexed = f"\nexif\n{len(block):8}\n{block.hex()}\n".encode()
    claims, _ = said(png(chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(hexed))))
    assert claims["EXIF Model"].value == "D5"


def test_comments_of_jpeg_and_gif():
    claims, _ = said(with_segments(segment(0xFE, b"made by nobody")))
    assert claims["JPEG comment"].value == "made by nobody"
    gif = picture("GIF")
    start = 13 + (3 << (gif[10] & 7) + 1 if gif[10] & 0x80 else 0)  # behind the table of colours
    claims, found = said(gif[:start] + b"!\xfe\x05hello\0" + gif[start:])
    assert claims["GIF comment"].value == "hello" and claims["header size"].value == "GIF, 40 x 30 pixels"
    assert found.notes == ()


def test_a_tiff_and_a_big_endian_one():
    claims, _ = said(picture("TIFF", exif=exif()))
    assert claims["EXIF Make"].value == "Lumina" and claims["header size"].value == "TIFF, 40 x 30 pixels"
    claims, _ = said(
        tiff((0x010F, 2, 4, b"Rho\0"), (0x0100, 3, 1, b"\0\x07"), (0x0101, 4, 1, b"\0\0\0\x09"), order=">")
    )
    assert claims["EXIF Make"].value == "Rho" and claims["header size"].value == "TIFF, 7 x 9 pixels"


def test_bytes_tell_what_a_file_is_whatever_its_name():
    assert media_type(photo(), "text/plain") == "image/jpeg"
    assert media_type(b"The ferry was late.", "image/jpeg") is None
    heif = struct.pack(">I4s4s", 24, b"ftyp", b"heic") + b"\0\0\0\0mif1heic"
    assert media_type(heif) == "image/heic" and media_type(photo("AVIF")) == "image/avif"


# Hostile and broken files


def in_jpeg(block: bytes) -> bytes:
    return with_segments(segment(0xE1, b"Exif\0\0" + block))


@pytest.mark.parametrize(
    "block",
    [
        tiff((0x8769, 4, 1, struct.pack("<I", 8))),  # the directory inside is the directory itself
        tiff((0x8769, 4, 1, struct.pack("<I", 0)), (0x8825, 4, 1, struct.pack("<I", 8))),
        tiff((0x010F, 2, 0xFFFFFFFF, b"\xff\xff\xff\xff")),  # a text of four gigabytes
        tiff((0x010F, 12, 0x20000000, b"\0\0\0\0")),
        tiff((0x9286, 7, 4, b"UNIC")),
        tiff((0x010F, 2, 5000, b"\x08\0\0\0")),
        b"II*\0\xff\xff\xff\x7f",
        b"II*\0\x08\0\0\0\xff\xff",  # 65,535 fields announced, none there
        b"MM\0*",
        b"",
        tiff((0x8825, 4, 1, b"\x08\0\0\0"), (2, 5, 3, b"\0\0\0\0")),
    ],
)
def test_offsets_in_circles_and_out_of_the_file_cost_nothing(block):
    with ends_within(10):
        claims, found = said(in_jpeg(block))
    assert claims["header size"].value == "JPEG, 40 x 30 pixels"
    assert len(found.notes) <= 15


def test_a_chain_of_directories_is_followed_only_so_far():
    fields = [(0x8769, 4, 1, struct.pack("<I", 8 + n)) for n in range(2000)]
    with ends_within(10):
        _, found = said(in_jpeg(tiff(*fields)))
    assert any("too many" in note for note in found.notes)


@pytest.mark.parametrize(
    "packet",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
        b"<x><y></x>",
        b"",
        b"\xff\xfe<",
        b"<x>" * 30_000,
        b'<?xml version="1.0" encoding="no-such-encoding"?><x/>',
    ],
)
def test_packets_with_entities_or_damage_are_told_and_not_followed(packet):
    _, found = said(png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet)))
    assert any(note.startswith("XMP: the packet cannot be read") for note in found.notes)


def test_a_huge_packet_and_one_with_endless_fields():
    body = XMP.replace(b"</rdf:Description>", b" " * 1_900_000 + b"</rdf:Description>")
    claims, _ = said(png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + body)))
    assert claims["XMP creator"].value == "Ada Roe"
    many = XMP.replace(b"<dc:creator>", b"<dc:subject>x</dc:subject>" * 50_000 + b"<dc:creator>")
    with ends_within(20):
        _, found = said(png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + many)))
    assert any("the rest was left out" in note for note in found.notes)


def test_a_text_that_unpacks_to_gigabytes_is_not_unpacked():
    bomb = zlib.compress(b"\0" * 50_000_000)
    _, found = said(png(chunk(b"zTXt", b"Comment\0\0" + bomb), chunk(b"zTXt", b"Title\0\0broken")))
    assert sum("cannot be unpacked, or is too long" in note for note in found.notes) == 2


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF"])
@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.9])
def test_cut_off_files_give_what_is_there(form, share):
    data = picture(form)
    data = data[: max(20, int(len(data) * share))]
    kind = media_type(data)
    assert kind is not None
    assert imprint_of(data, kind).media_type == kind


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_that_a_file_is_cut_off_is_said(form):
    _, found = said(picture(form)[:-40])
    assert any("cut off" in note for note in found.notes)


def test_something_behind_the_end_of_a_picture_is_said():
    _, found = said(picture() + b"a film, or a message" * 40)
    assert "something stands behind the end of the picture" in found.notes


def test_many_zeros_and_many_segments_cost_little():
    with ends_within(30):
        said(b"\xff\xd8\xff\xe0" + b"\0" * 100_000_000)
        said(b"\xff\xd8" + segment(0xFE, b"x") * 200_000)
        said(b"\x89PNG\r\n\x1a\n" + chunk(b"tEXt", b"a\0b") * 100_000)
        said(b"GIF89a" + b"\0" * 7 + b"!\xfe\x01x\0" * 300_000)


def test_claims_are_counted_and_cut():
    many = png(*(chunk(b"tEXt", f"key{n}\0{'v' * 4000}".encode()) for n in range(MOST + 50)))
    _, found = said(many)
    assert len(found.claims) == MOST and any("the first" in note for note in found.notes)
    assert max(len(one.value) for one in found.claims) <= LONGEST + 1


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF"]), st.data())
def test_any_damage_gives_an_imprint_and_no_fault(form, data):
    whole = bytearray(photo(form) if form not in ("GIF", "TIFF") else picture(form))
    for _ in range(data.draw(st.integers(1, 12))):
        whole[data.draw(st.integers(12, len(whole) - 1))] = data.draw(st.integers(0, 255))
    kind = media_type(bytes(whole))
    assert kind is not None
    notes = imprint_of(bytes(whole), kind).notes
    assert not [note for note in notes if "please report" in note]


@pytest.mark.parametrize(
    ("value", "zone", "when"),
    [
        ("2024:03:05 09:30:00", None, "2024-03-05T09:30:00"),
        ("2024:03:05 09:30:00", "-03:30", "2024-03-05T09:30:00-03:30"),
        ("2024:03:05 09:30:00", "nonsense", "2024-03-05T09:30:00"),
        ("2024:02:30 09:30:00", None, None),
        ("2024-03-05T09:30Z", None, "2024-03-05T09:30:00Z"),
        ("2024-03-05T23:59:60Z", None, "2024-03-05T23:59:59Z"),
        ("2024-03", None, "2024-03"),
        ("    :  :     :  :  ", None, None),
        ("٢٠٢٤-٠٣-٠٥", None, None),
    ],
)
def test_dates_are_taken_as_far_as_they_go(value, zone, when):
    assert moment(value, zone) == when


def test_values_are_one_line_and_any_bytes_are_text():
    assert cleaned("a\n b\0rest") == "a b" and cleaned("\ud800") == "\ufffd"
    assert text_of(b"caf\xe9") == "café" and text_of("é".encode() * 3000).startswith("é")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "AVIF"])
def test_the_size_is_told_from_the_head(form):
    data = picture(form)
    assert pixels(data, f"image/{form.lower()}") == (40, 30)
    assert pixels(data[:12], f"image/{form.lower()}") is None


def test_the_size_of_a_frame_without_loss_and_of_no_picture():
    assert pixels(picture("WEBP", lossless=True), "image/webp") == (40, 30)
    assert pixels(b"<svg width='40' height='30'/>", "image/svg+xml") is None


# Files that say one size to who reads their head and another to who decodes them: what a decoder would take counts


def test_a_second_head_of_a_png_says_nothing():
    large = struct.pack(">II", 30_000, 30_000)
    plain = picture("PNG")
    forged = plain[:16] + large + plain[24:]
    end = forged.rindex(b"IEND") - 4
    second = struct.pack(">I4sII", 13, b"IHDR", 1, 1) + b"\x08\x02\0\0\0" + bytes(4)
    assert pixels(forged[:end] + second + forged[end:], "image/png") == (30_000, 30_000)


def test_a_canvas_behind_the_frame_of_a_webp_says_nothing():
    plain = picture("WEBP")
    behind = b"VP8X" + struct.pack("<I", 10) + bytes(10)
    data = plain + behind
    assert pixels(data[:4] + struct.pack("<I", len(data) - 8) + data[8:], "image/webp") == (40, 30)


def test_a_first_frame_that_is_larger_than_the_screen_of_a_gif_counts():
    data = bytearray(picture("GIF"))
    struct.pack_into("<HH", data, 6, 1, 1)
    at = 13 + (3 * 2 ** ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    while data[at : at + 1] == b"!":  # extensions
        at += 2
        while data[at]:
            at += 1 + data[at]
        at += 1
    assert data[at : at + 1] == b","
    struct.pack_into("<HHHH", data, at + 1, 5, 7, 60_000, 50_000)
    assert pixels(bytes(data), "image/gif") == (60_005, 50_007)
    assert pixels(bytes(data[: at + 3]), "image/gif") == (1, 1)


@pytest.mark.parametrize("marker", [0x01, 0xD0, 0xD7])
def test_markers_of_a_jpeg_that_bear_no_length_hide_nothing(marker):
    plain = picture()
    at = next(n for n in range(2, len(plain)) if plain[n : n + 2] == b"\xff\xc0")
    real = bytearray(plain[at : at + 19])
    struct.pack_into(">HH", real, 5, 60_000, 60_000)
    padding = segment(0xFE, bytes(0xFFC0))  # where who takes the next two bytes for a length would go on
    data = plain[:2] + bytes((0xFF, marker)) + bytes(real) + padding + plain[2:]
    assert pixels(data, "image/jpeg") == (60_000, 60_000)


def test_the_largest_picture_of_an_avif_is_the_one_of_most_pixels():
    def box(name, body):
        return struct.pack(">I4s", 8 + len(body), name) + body

    sizes = [box(b"ispe", struct.pack(">III", 0, *size)) for size in ((8_193, 1), (8_192, 60_000), (9_000, 2))]
    data = box(b"ftyp", b"avif\0\0\0\0avif") + box(b"meta", bytes(4) + box(b"iprp", box(b"ipco", b"".join(sizes))))
    assert pixels(data, "image/avif") == (8_192, 60_000)
