"""Pictures of pages: formats, several pages, how they lie, and what is refused before its pixels are unpacked."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache

import pytest
from PIL import Image

from ingest.errors import EmptyDocument, MissingTool, UnreadableFile, UnsafeFile
from ingest.readers import read_source
from ingest.readers.image import read_image
from ingest.readers.limits import MOST_PAGES
from ingest.readers.ocr import require_tesseract
from tests.renderings.pdf import render_pdf
from tests.renderings.scan import render_tiff, scanned_pages

TEXT = """ỦY BAN NHÂN DÂN
TỈNH LẠC HÀ
Số: 152/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lạc Hà, ngày 18 tháng 3 năm 2026
KẾ HOẠCH
Trồng cây phân tán năm 2026
1. Sở Nông nghiệp và Môi trường chủ trì cung cấp cây giống cho các xã, phường trước ngày 15/02/2026.
2. Công an tỉnh phối hợp với Sở Y tế kiểm tra các bến đò ngang trong mùa mưa bão."""


@pytest.fixture(autouse=True)
def _reader() -> None:
    try:
        require_tesseract()
    except MissingTool:
        pytest.skip("needs Tesseract with its Vietnamese data (tesseract-ocr tesseract-ocr-vie)")


@cache
def page() -> Image.Image:
    (image,) = scanned_pages(render_pdf(TEXT))
    return image


def saved(kind: str, image: Image.Image | None = None, **more: object) -> bytes:
    out = io.BytesIO()
    (image or page()).save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "WEBP"])
def test_each_format_gives_the_plan(kind: str) -> None:
    told: list[tuple[int, int]] = []
    decoded = read_source(saved(kind), "quet.bin", lambda done, total: told.append((done, total)))
    assert decoded.format == "image"
    assert "Sở Nông nghiệp và Môi trường chủ trì cung cấp cây giống" in decoded.text
    assert "15/02/2026" in decoded.text
    assert told == [(1, 1)]


def test_a_photograph_is_turned_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the page's top is at the right
    decoded = read_source(saved("JPEG", page().rotate(90, expand=True), exif=exif), "anh.jpg")
    assert "Công an tỉnh phối hợp với Sở Y tế" in decoded.text


def test_a_tiff_has_pages() -> None:
    told: list[tuple[int, int]] = []
    pdf = render_pdf(
        "\n".join([TEXT, *(f"{n}. Xã Đồng Mây dọn vệ sinh chợ đợt {n} trong năm 2026." for n in range(3, 34))])
    )
    decoded = read_source(render_tiff(pdf, 150), "quet.tif", lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]
    assert len(decoded.page_starts) == 2
    assert "dọn vệ sinh chợ đợt 30" in decoded.text


def test_blank_paper_is_an_empty_document() -> None:
    with pytest.raises(EmptyDocument):
        read_source(saved("PNG", Image.new("L", (1240, 1754), 250)), "trang.png")


def _png_of(width: int, height: int) -> bytes:
    """A PNG that says it is large: its pixels are never looked at."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 64)), (b"IEND", b"")]
    parts = [struct.pack(">I", len(b)) + k + b + struct.pack(">I", zlib.crc32(k + b)) for k, b in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("size", [(10_000, 5_001), (12_000, 12_000), (60_000, 60_000)])
def test_pixel_bombs_are_refused(size: tuple[int, int]) -> None:
    with pytest.raises(UnsafeFile) as refused:
        read_image(_png_of(*size), "bom.png")
    assert refused.value.fields["reason"] == "pixels"


def test_too_many_pages_are_refused() -> None:
    out = io.BytesIO()
    dots = [Image.new("1", (8, 8)) for _ in range(MOST_PAGES + 1)]
    dots[0].save(out, "TIFF", save_all=True, append_images=dots[1:])
    with pytest.raises(UnsafeFile) as refused:
        read_image(out.getvalue(), "day.tif")
    assert refused.value.fields["reason"] == "pages"


@pytest.mark.parametrize("kept", [4, 30, 300, 20_000])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_cut_pictures_are_refused_in_words(kind: str, kept: int) -> None:
    data = saved(kind)
    assert len(data) > kept
    with pytest.raises(UnreadableFile) as refused:
        read_image(data[:kept], "hong.png")
    assert refused.value.fields["reason"] == "image"
