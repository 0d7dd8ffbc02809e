"""Media types of files that are kept as evidence, told by their first bytes and by nothing else."""

from enum import StrEnum


class MediaType(StrEnum):
    """What may be attached: photographs, scans, documents."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    PDF = "application/pdf"


def media_type_of(content: bytes) -> MediaType | None:
    """The type by its signature (ISO 10918, RFC 2083, the WebP container, ISO 32000); None for
    any other.

    A PDF has to begin with its signature: some readers accept it later on, behind something
    that another program would run.
    """
    if content.startswith(b"\xff\xd8\xff"):
        return MediaType.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return MediaType.PNG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return MediaType.WEBP
    if content.startswith(b"%PDF-"):
        return MediaType.PDF
    return None
