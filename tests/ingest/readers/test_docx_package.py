from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
import yaml

from ingest import readers
from ingest.errors import EncryptedFile, IngestError, UnreadableFile, UnsafeFile
from ingest.readers import archive
from ingest.readers.docx import package, read_docx
from ingest.readers.docx.package import open_package
from tests.ingest.readers.word_files import CONTENT_TYPES, document, entries, links, p, run, word_file, zipped

BODY = p("Giao Sở Y tế chủ trì.")
GOOD = entries(BODY)
MESSAGES = Path(readers.__file__).parents[1] / "data" / "messages.yaml"


def refusal(data: bytes) -> str:
    """The reason for which a file is refused."""
    with pytest.raises(UnsafeFile) as refused:
        read_docx(data, "tệp.docx")
    reason = str(refused.value.fields["reason"])
    assert refused.value.fields["name"] == "tệp.docx"
    assert reason in yaml.safe_load(MESSAGES.read_text("utf-8"))["errors"]["unsafe_file"]
    return reason


def unreadable(data: bytes) -> bool:
    with pytest.raises(UnreadableFile):
        read_docx(data, "tệp.docx")
    return True


def changed(files: dict[str, str | bytes]) -> bytes:
    return zipped({**GOOD, **files})


def test_a_sound_file_is_opened() -> None:
    assert open_package(zipped(GOOD), "a.docx").document == "word/document.xml"
    assert read_docx(zipped(GOOD), "a.docx").text == "Giao Sở Y tế chủ trì."


def test_the_main_part_may_have_any_name_and_case() -> None:
    files = dict(GOOD)
    files["Word/Main2.xml"] = files.pop("word/document.xml")
    files["_rels/.rels"] = links(("officeDocument", "/word/main2.xml", False))
    assert read_docx(zipped(files), "a.docx").text == "Giao Sở Y tế chủ trì."


@pytest.mark.parametrize(
    "name", ["../ngoai.xml", "/etc/passwd", "word/../../x.xml", "C:/x.xml", "word\\x.xml", "word/x\x01.xml"]
)
def test_names_that_lead_outside_are_refused(name: str) -> None:
    assert refusal(changed({name: "<a/>"})) == "names"


def test_two_entries_of_one_name_are_refused_whatever_the_case() -> None:
    assert refusal(changed({"WORD/document.xml": "<a/>"})) == "duplicate"


def test_links_out_of_the_archive_are_refused() -> None:
    made = io.BytesIO(zipped(GOOD))
    with zipfile.ZipFile(made, "a") as opened:
        link = zipfile.ZipInfo("word/lien-ket.xml")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        opened.writestr(link, "/etc/passwd")
    assert refusal(made.getvalue()) == "symlink"


def test_ways_of_packing_that_word_does_not_use_are_refused() -> None:
    made = io.BytesIO(zipped(GOOD))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_LZMA) as opened:
        opened.writestr("word/media/x.bin", "x" * 1000)
    assert refusal(made.getvalue()) == "compression"


def test_too_many_entries_are_refused() -> None:
    assert refusal(changed({f"word/media/{i}.png": b"" for i in range(archive.ENTRIES_LIMIT)})) == "entries"


def test_a_bomb_is_refused_before_it_is_read() -> None:
    assert refusal(changed({"word/media/bomb.bmp": bytes(3_000_000)})) == "ratio"


def test_sizes_are_refused_that_the_directory_admits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "ENTRY_LIMIT", 5000)
    assert refusal(word_file(p("a" * 6000))) == "size"
    monkeypatch.setattr(archive, "ENTRY_LIMIT", 50_000)
    monkeypatch.setattr(archive, "UNPACKED_LIMIT", 5000)
    assert refusal(word_file(p("a" * 6000))) == "size"


def test_a_directory_that_lies_about_a_size_does_not_get_through() -> None:
    """The entry claims 100 bytes and unpacks to more: no more than that is ever taken out of it."""
    data = bytearray(word_file(p("a" * 400_000)))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as opened:
        true = opened.getinfo("word/document.xml").file_size
    assert data.count(struct.pack("<I", true)) == 2
    lying = bytes(data).replace(struct.pack("<I", true), struct.pack("<I", 100))
    assert unreadable(lying)


def test_an_archive_with_a_password_is_told_apart() -> None:
    data = bytearray(zipped(GOOD))
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    with pytest.raises(EncryptedFile):
        read_docx(bytes(data), "a.docx")


DOCTYPES = (
    '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    '<!DOCTYPE w SYSTEM "http://127.0.0.1/x.dtd">',
    '<!DOCTYPE w [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]>',
    "<!DOCTYPE w>",
)


@pytest.mark.parametrize("declared", DOCTYPES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "customXml/item1.xml", "word/_rels/document.xml.rels"])
def test_document_types_are_refused_in_every_part_and_encoding(declared: str, encoding: str, part: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><!-- a -->{declared}{document(BODY)}'
    assert refusal(changed({part: text.encode(encoding)})) == "doctype"


def test_an_encoding_that_only_one_parser_knows_is_no_way_round() -> None:
    text = f'<?xml version="1.0" encoding="gb18030"?>{DOCTYPES[0]}{document(p("&x;"))}'
    assert unreadable(changed({"word/document.xml": text.encode("gb18030")}))


def test_an_entity_without_a_declaration_does_not_shorten_the_text() -> None:
    assert unreadable(changed({"word/document.xml": document(p("<w:r><w:t>A&x;B</w:t></w:r>"))}))


def test_nesting_has_an_end() -> None:
    deep = package.DEPTH_LIMIT - 5  # document, body, paragraph, run, text
    nested = "<w:ins>" * deep + run("sâu") + "</w:ins>" * deep
    assert read_docx(word_file(p(nested)), "a.docx").text == "sâu"
    assert refusal(word_file(p(f"<w:ins>{nested}</w:ins>"))) == "depth"
    wide = "<w:smartTag>" * (deep - 1) + p("sâu") + "</w:smartTag>" * (deep - 1)
    assert read_docx(word_file(wide), "a.docx").text == "sâu"


@pytest.mark.parametrize(
    "files",
    [
        {"word/vbaProject.bin": b"x"},
        {"word/activeX/activeX1.xml": "<a/>"},
        {
            "[Content_Types].xml": CONTENT_TYPES.replace(
                "wordprocessingml.document.main", "ms-word.document.macroEnabled.main"
            )
        },
        {"word/_rels/document.xml.rels": links(("vbaProject", "x.bin", False))},
    ],
)
def test_macros_are_refused(files: dict[str, str | bytes]) -> None:
    assert refusal(changed(files)) == "macro"


@pytest.mark.parametrize(
    ("kind", "target", "external", "reason"),
    [
        ("oleObject", "embeddings/oleObject1.bin", False, "embedded_object"),
        ("aFChunk", "chunk.html", False, "alt_chunk"),
        ("subDocument", "file:///phan2.docx", True, "external_part"),
    ],
)
def test_foreign_parts_are_refused(kind: str, target: str, external: bool, reason: str) -> None:
    assert refusal(zipped(entries(BODY, ((kind, target, external),)))) == reason


def test_elements_that_embed_are_refused_whatever_their_relation() -> None:
    ole = '<w:r><w:object><o:OLEObject ProgID="Package" r:id="rId1"/></w:object></w:r>'
    assert refusal(word_file(p(ole))) == "embedded_object"
    assert refusal(word_file(BODY + '<w:altChunk r:id="rId1"/>')) == "alt_chunk"


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("https://vi-du.example/mau.dotm", "external_part"),
        ("\\\\may-chu\\mau.dotm", "external_part"),
        ("file://may-chu/mau.dotm", "external_part"),
        ("file:///\\\\may-chu\\mau.dotm", "external_part"),
        ("file:///C:\\Users\\a\\Normal.dotm", ""),
        ("C:\\mau\\KeHoach.dotx", ""),
        ("Normal.dotm", ""),
    ],
)
def test_a_template_from_elsewhere_is_refused_and_one_on_the_authors_disk_is_no_harm(target: str, reason: str) -> None:
    data = changed({"word/_rels/settings.xml.rels": links(("attachedTemplate", target, True))})
    if reason:
        assert refusal(data) == reason
    else:
        assert read_docx(data, "a.docx").text == "Giao Sở Y tế chủ trì."


def test_links_to_pages_and_pictures_are_harmless_and_never_followed() -> None:
    related = ("hyperlink", "http://127.0.0.1:9/x", True), ("image", "http://127.0.0.1:9/a.png", True)
    body = p('<w:hyperlink r:id="rId0">' + run("Cổng thông tin") + "</w:hyperlink>")
    assert read_docx(zipped(entries(body, related)), "a.docx").text == "Cổng thông tin"


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"PK\x03\x04word/" + bytes(60), zipped({"word/khac.xml": "<a/>"})]
)
def test_what_is_no_word_file_is_unreadable(data: bytes) -> None:
    assert unreadable(data)


def test_a_file_cut_off_anywhere_or_with_a_changed_byte_is_read_or_refused() -> None:
    data = zipped(GOOD)
    for at in range(0, len(data), 37):
        for damaged in (data[:at], data[:at] + bytes([data[at] ^ 0x41]) + data[at + 1 :]):
            try:
                read_docx(damaged, "a.docx")
            except IngestError:
                continue
