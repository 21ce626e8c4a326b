"""Pictures that say they are huge, or unpack to what no memory holds."""

from __future__ import annotations

import struct
import zlib

from tests.ingest.hostile.case import Case

REFUSED = (
    "unsafe_file:pixels",
    "unsafe_file:image_size",
    "unsafe_file:size",
    "unsafe_file:memory",
    "unsafe_file:other",
    "unreadable_file:image",
    "unreadable_file:other",
    "empty_document",
)


def png(width: int, height: int, packed: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def image_bomb() -> bytes:
    """A real picture of 20,000 × 20,000 white points in 400 KB."""
    packer = zlib.compressobj(9)
    line = b"\0" + b"\xff" * 20_000
    return png(20_000, 20_000, b"".join(packer.compress(line) for _ in range(20_000)) + packer.flush())


def tiff(width: int, height: int, order: str = "<") -> bytes:
    tags = [
        (256, 4, width),
        (257, 4, height),
        (258, 3, 8),
        (259, 3, 1),
        (262, 3, 1),
        (273, 4, 8),
        (278, 4, height),
        (279, 4, 10),
    ]
    body = struct.pack(order + "H", len(tags))
    for tag, kind, value in tags:
        packed = struct.pack(order + ("I" if kind == 4 else "H"), value).ljust(4, b"\0")
        body += struct.pack(order + "HHI", tag, kind, 1) + packed
    return (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, 8) + body + bytes(4)


def tiff_loop() -> bytes:
    """A directory of pages that leads back to its beginning."""
    data = bytearray(tiff(10, 10))
    data[-4:] = struct.pack("<I", 8)
    return bytes(data)


IMAGES = (
    Case("bom.png", image_bomb, REFUSED, "tesseract"),
    Case("noi-doi.png", lambda: png(2**31 - 1, 2**31 - 1, zlib.compress(b"x")), REFUSED, "tesseract"),
    Case("rat-lon.tif", lambda: tiff(100_000, 100_000), REFUSED, "tesseract"),
    Case("rat-lon-mm.tif", lambda: tiff(65_535, 65_535, ">"), REFUSED, "tesseract"),
    Case("vong.tif", tiff_loop, (*REFUSED, "unsafe_file:pages", "unsafe_file:time"), "tesseract"),
    Case("cut.jpg", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", REFUSED, "tesseract"),
)
