"""Plain text in the encodings of Vietnamese offices, and clear refusals for everything else."""

from __future__ import annotations

import unicodedata

import pytest

from ingest.errors import EmptyDocument, UnreadableFile, UnsafeFile, UnsupportedFormat
from ingest.readers import read_source
from ingest.readers.source import SIZE_LIMIT
from ingest.text import canonicalise

TEXT = "KẾ HOẠCH\nỦy ban nhân dân xã Đồng Mây tổ chức thực hiện, bảo đảm đúng tiến độ trong năm 2026.\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 with mark", "utf-16-be with mark", "utf-16-le bare", "utf-16-be bare"],
)
def test_unicode_is_read_with_and_without_a_byte_order_mark(data: bytes, encoding: str) -> None:
    decoded = read_source(data, "a.txt")
    assert (decoded.text.lstrip("\ufeff"), decoded.encoding) == (TEXT, encoding)


def test_cp1258_with_its_combining_marks_becomes_plain_vietnamese() -> None:
    decoded = read_source(_cp1258(TEXT), "a.txt")
    assert decoded.encoding == "cp1258"
    assert canonicalise(decoded.text).text == TEXT.strip()
    assert [finding.code for finding in decoded.findings] == ["encoding_guessed"]


def _cp1258(text: str) -> bytes:
    """Encode as Windows does: base letters with their own marks, tones as combining characters."""
    out = bytearray()
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            decomposed = unicodedata.normalize("NFD", char)
            base, tones = decomposed[0], decomposed[1:]
            own = [t for t in tones if t in "\u0302\u0306\u031b"]
            rest = [t for t in tones if t not in own]
            out += unicodedata.normalize("NFC", base + "".join(own)).encode("cp1258")
            out += "".join(rest).encode("cp1258")
    return bytes(out)


@pytest.mark.parametrize("data", [b"", b"  \n\t\n", b"\xef\xbb\xbf", b"--- ***\n"])
def test_a_file_without_words_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyDocument):
        read_source(data, "a.txt")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"PK\x03\x04rest", "a.md"),
        (b"text\x00\x00\x00\x01\x02binary\xff", "a.txt"),
        (b"Rar!\x1a\x07\x00", "a.docx"),
    ],
)
def test_other_formats_and_binary_data_are_unsupported(data: bytes, name: str) -> None:
    with pytest.raises(UnsupportedFormat):
        read_source(data, name)


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.docx", "a.xyz", "no-ending"])
def test_text_is_read_as_text_whatever_its_name_says(name: str) -> None:
    assert read_source(TEXT.encode(), name).format == "text"


@pytest.mark.parametrize("data", ["Ελληνικά κείμενα χωρίς τόνους".encode("iso8859-7"), bytes(range(0x80, 0x100)) * 4])
def test_bytes_that_give_no_vietnamese_are_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_source(data, "a.txt")


def test_a_file_over_the_size_limit_is_refused() -> None:
    with pytest.raises(UnsafeFile, match="file_size"):
        read_source(b"a" * (SIZE_LIMIT + 1), "a.txt")
