"""Word 97–2003, RTF and OpenDocument through LibreOffice, where it is installed."""

from __future__ import annotations

import http.server
import re
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from rapidfuzz.distance import Indel

from ingest.errors import MissingTool, UnreadableFile, UnsafeFile
from ingest.readers import conversion, read_source
from tests.ingest.hostile.office import odt, rtf

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
WORDS = "Kế hoạch trồng cây của xã Đồng Mây"
PARAGRAPHS = f"<text:p>{WORDS}</text:p><text:p>1. Trồng 100 cây trước ngày 30/6/2026.</text:p>"


def escaped(words: str) -> str:
    return "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in words)


@needs_libreoffice
def test_rtf_and_odt_are_read_as_word_files_are() -> None:
    for data, kind in ((rtf(escaped(WORDS) + "\\par 1. A\\par"), "rtf"), (odt(PARAGRAPHS), "odt")):
        decoded = read_source(data, "a.doc")
        assert decoded.format == kind
        assert decoded.text.startswith(WORDS + "\n1. ")


@needs_libreoffice
def test_several_conversions_at_once_do_not_block_one_another() -> None:
    with ThreadPoolExecutor(3) as pool:
        texts = list(pool.map(lambda n: read_source(odt(f"<text:p>Kế hoạch {n}</text:p>"), "a.odt").text, range(3)))
    assert [text.strip() for text in texts] == ["Kế hoạch 0", "Kế hoạch 1", "Kế hoạch 2"]


@needs_libreoffice
def test_linked_pictures_are_not_fetched() -> None:
    asked: list[str] = []

    class Server(http.server.BaseHTTPRequestHandler):
        def handle(self) -> None:  # any request, whatever its method
            asked.append(self.rfile.readline().decode("latin-1"))

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/a.png"
        picture = (
            '<text:p><draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><draw:image '
            f'xlink:href="{address}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>'
        )
        field = '{\\field{\\*\\fldinst INCLUDEPICTURE "' + address + '" \\\\d}{\\fldrslt }}'
        assert WORDS in read_source(odt(PARAGRAPHS + picture), "a.odt").text
        assert WORDS in read_source(rtf(escaped(WORDS) + field), "a.rtf").text
        server.shutdown()
    assert asked == []


def test_without_libreoffice_the_package_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingTool) as missing:
        read_source(odt(PARAGRAPHS), "a.odt")
    assert missing.value.fields == {"name": "a.odt", "tool": "LibreOffice", "package": "libreoffice-writer-nogui"}


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("sleep 600", "unsafe_file"),
        ("sleep 600 & sleep 600", "unsafe_file"),
        ("kill -SEGV $$", "unsafe_file"),
        ("exit 0", "unreadable_file"),
    ],
)
def test_a_converter_that_hangs_crashes_or_makes_nothing_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, error: str
) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", "ascii")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setattr(conversion, "_SECONDS", 1.0)
    with pytest.raises((UnsafeFile, UnreadableFile)) as refused:
        read_source(odt(PARAGRAPHS), "a.odt")
    assert refused.value.code == error


@needs_libreoffice
@pytest.mark.shared
def test_the_words_of_the_shared_doc_agree_with_its_text(shared: Path) -> None:
    (file,) = (shared / "files").glob("*.doc")
    read = re.findall(r"\w+", read_source(file.read_bytes(), file.name).text)
    there = re.findall(r"\w+", (shared / "plans" / f"{file.stem}.txt").read_text("utf-8"))
    assert Indel.normalized_similarity(read, there) >= 0.98
