"""Small files of every type that may be attached; only their beginnings are true to life."""

from collections.abc import Mapping

from domain.media import MediaType
from service.service import Service

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256))
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256))
WEBP = b"RIFF\x10\x01\x00\x00WEBPVP8 " + bytes(range(256))
PDF = b"%PDF-1.7\n" + "三号楼门口的路灯\n".encode() * 20

FILES: Mapping[MediaType, bytes] = {
    MediaType.JPEG: JPEG,
    MediaType.PNG: PNG,
    MediaType.WEBP: WEBP,
    MediaType.PDF: PDF,
}


def damage(service: Service) -> None:
    """Change the last byte of every blob of this ledger, as a failing disk might."""
    assert service.settings.files is not None
    for blob in (service.settings.files / str(service.ledger.ledger)).iterdir():
        content = bytearray(blob.read_bytes())
        content[-1] ^= 1
        blob.write_bytes(content)
