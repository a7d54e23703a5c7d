"""Media files made to order, small and invented."""

import io
import json
import struct
import zipfile
import zlib
from datetime import UTC, datetime, timedelta

from PIL import Image

XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:mm="http://ns.adobe.com/xap/1.0/mm/" xmlns:ev="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"
 xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:own="http://made-up.example/ns/"
 xmp:CreateDate="2024-03-05T09:30:00+02:00" xmp:CreatorTool="Made Up Editor 3" own:Mood="calm">
<dc:creator><rdf:Seq><rdf:li>Ada Roe</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">The bridge at Kessim</rdf:li></rdf:Alt></dc:description>
<ext:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture</ext:DigitalSourceType>
<mm:History><rdf:Seq>
<rdf:li ev:action="saved" ev:when="2024-03-06T10:00:00" ev:softwareAgent="Made Up Editor 3"/>
</rdf:Seq></mm:History>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def exif() -> Image.Exif:
    """A camera's block: two dates, one with a zone, a place, a person and a serial number."""
    out = Image.Exif()
    out[0x010F], out[0x0110], out[0x0131] = "Lumina", "D5", "Lumina firmware 1.2"
    out[0x0132], out[0x013B] = "2024:03:06 10:00:00", "Ada Roe"
    inner = out.get_ifd(0x8769)
    inner[0x9003], inner[0x9011], inner[0xA431] = "2024:03:05 09:30:00", "+02:00", "SN-123456"
    gps = out.get_ifd(0x8825)
    gps.update({1: "N", 2: (33.0, 30.0, 15.5), 3: "W", 4: (36.0, 17.0, 0.0), 5: b"\x01", 6: 12.0})
    gps.update({0x1D: "2024:03:05", 7: (7.0, 30.0, 9.0)})
    return out


def picture(form: str = "JPEG", **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (9, 99, 9)).save(out, form, **more)
    return out.getvalue()


def photo(form: str = "JPEG", xmp: bytes = XMP) -> bytes:
    """A picture with EXIF and XMP, in any of the forms that carry both."""
    return picture(form, exif=exif(), **({} if form == "PNG" else {"xmp": xmp}))


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def with_segments(*segments: bytes) -> bytes:
    """A JPEG with more segments behind its first two bytes."""
    plain = picture()
    return plain[:2] + b"".join(segments) + plain[2:]


def iptc(*records: tuple[int, int, bytes]) -> bytes:
    body = b"".join(struct.pack(">BBBH", 0x1C, record, number, len(value)) + value for record, number, value in records)
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(body)) + body + b"\0" * (len(body) % 2)
    other = b"8BIM\x04\x25\0\0" + struct.pack(">I", 4) + b"hash"
    return b"Photoshop 3.0\0" + other + block


def tiff(*fields: tuple[int, int, int, bytes], order: str = "<", following: int = 0) -> bytes:
    """A TIFF directory at byte 8 of fields (tag, type, count, four bytes); behind it lies nothing."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    body = struct.pack(order + "H", len(fields))
    for tag, kind, count, value in fields:
        body += struct.pack(order + "HHI", tag, kind, count) + value.ljust(4, b"\0")
    return mark + struct.pack(order + "I", 8) + body + struct.pack(order + "I", following)


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(*chunks: bytes) -> bytes:
    """A PNG with more chunks before its end."""
    plain = picture("PNG")
    return plain[:-12] + b"".join(chunks) + plain[-12:]


def office(**parts: str) -> bytes:
    """An archive with these parts (``docProps__core`` for ``docProps/core.xml``)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w/>")
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return out.getvalue()


CORE = """<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
<dc:title>Ferry times</dc:title><dc:creator>Ada Roe</dc:creator><cp:lastModifiedBy>Jon Aske</cp:lastModifiedBy>
<cp:revision>7</cp:revision><dcterms:created>2024-03-05T09:30:00Z</dcterms:created></cp:coreProperties>"""


def pdf() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    page = Canvas(out, invariant=0)
    page.setAuthor("Ada Roe")
    page.setTitle("Ferry times")
    page.drawString(90, 700, "The harbour master said that the ferry was late.")
    page.save()
    return out.getvalue()


def film() -> bytes:
    """A second of black, by PyAV."""
    import av

    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as made:
        made.metadata.update({"creation_time": "2024-03-05T07:30:00Z", "artist": "Ada Roe", "location": "+33.5+36.2/"})
        stream = made.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(10):
            frame = av.VideoFrame(64, 48, "yuv420p")
            for plane in frame.planes:
                plane.update(b"\x80" * plane.buffer_size)
            made.mux(stream.encode(frame))
        made.mux(stream.encode())
    return out.getvalue()


def sound() -> bytes:
    import wave

    out = io.BytesIO()
    with wave.open(out, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(16_000)
        made.writeframes(b"\0\0" * 32_000)
    return out.getvalue()


def signed(data: bytes) -> bytes:
    """A JPEG with a C2PA manifest, signed by an authority that nobody knows."""
    import c2pa

    told = {
        "claim_generator_info": [{"name": "made up", "version": "1"}],
        "title": "field",
        "assertions": [
            {
                "label": "c2pa.actions.v2",
                "data": {"actions": [{"action": "c2pa.created", "digitalSourceType": "http://made-up.example/drawn"}]},
            }
        ],
    }
    out = io.BytesIO()
    chain, key = _certified()
    signer = c2pa.Signer.from_info(c2pa.C2paSignerInfo("es256", chain, key, None))
    with c2pa.Builder(json.dumps(told)) as builder:
        builder.sign(signer, "image/jpeg", io.BytesIO(data), out)
    return out.getvalue()


def _certified() -> tuple[bytes, bytes]:
    """A certificate with that of its authority, and its key, in PEM."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    root, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    pem = serialization.Encoding.PEM
    chain = b"".join(
        _certificate(name, key, root).public_bytes(pem) for name, key in (("Ada Roe", own), ("Made Up Root", root))
    )
    return chain, own.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def _certificate(name, key, root):
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    def named(common):
        told = (NameOID.ORGANIZATION_NAME, "Made Up Cameras"), (NameOID.COMMON_NAME, common)
        return x509.Name([x509.NameAttribute(oid, value) for oid, value in told])

    top, now = key is root, datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named("Made Up Root"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(1))
        .not_valid_after(now + timedelta(30))
        .add_extension(x509.BasicConstraints(top, None), True)
        .add_extension(x509.KeyUsage(True, False, False, False, False, top, top, False, False), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root.public_key()), False)
    )
    if not top:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False)
    return made.sign(root, hashes.SHA256())
