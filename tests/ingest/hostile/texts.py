"""Texts that look for the square in a program: endless repetition, unbalanced marks, odd characters; and hostile web pages."""

from __future__ import annotations

from functools import partial

from tests.ingest.hostile.case import READ, Case

HEAD = (
    "ỦY BAN NHÂN DÂN\nXÃ ĐỒNG MÂY\nSố: 1/KH-UBND\nĐồng Mây, ngày 1 tháng 2 năm 2026\nKẾ HOẠCH\nTrồng cây\n"
    "UBND xã ban hành kế hoạch như sau:\nI. NHIỆM VỤ\n"
)
SIZE = 20_000  # characters of each repetition: enough for anything worse than the square of it to break the limit
REPEATED = {
    "cach": " ",
    "so": "1",
    "so-cham": "1.",
    "phay": ", ",
    "ten-phay": "Sở Y tế, ",
    "ngay": "ngày ",
    "ngay-thang": "ngày 01/02 và ",
    "quy": "quý I, II, ",
    "dieu": "Điều 1. ",
    "dieu-dong": "Điều 1.\n",
    "gach": "- ",
    "gach-dong": "- a\n",
    "la-ma-dong": "I. A\n",
    "so-dong": "1\n",
    "ngoac-kep": '"',
    "ngoac-kep-mo": "“",
    "ngoac-mo": "(",
    "ngoac-mo-chu": "(a ",
    "cot": "| ",
    "cot-dong": "|\n",
    "bang": "| 1 | Rà soát | Sở Y tế |\n",
    "hoa": "BAN CHỈ ĐẠO ",
    "chu-tri": "chủ trì, phối hợp với ",
    "giao": "Giao Sở Y tế ",
    "nhan": "Sở Y tế: ",
    "hai-cham": ": ",
    "sao": "*",
    "thang": "#",
    "gach-cheo": "\\",
    "cham": ".",
    "so-hieu": "1/2/3/",
    "can-cu": "Căn cứ Luật số 1/2020/QH14 ngày ",
    "dau": "\u0301",
    "dau-chong": "a\u0301\u0323\u0302",
    "trang": "a\n\f",
    "trang-trong": "\f",
    "viet-tat": "Sở Y tế (SYT) ",
    "goi-tat": "(sau đây gọi tắt là ",
    "an": "\u200b",
    "dao-chieu": "\u202e",
    "mat-ma": "\U000e0041",
    "mat": "mật ",
    "do-mat": "Độ mật: ",
}


def repeated(part: str) -> bytes:
    return (HEAD + part * (SIZE // len(part)) + "\n").encode()


def too_long() -> bytes:
    return ("Kế hoạch. " * 500_000 + "a").encode()


def nested_tags() -> bytes:
    return (
        b"<html><body>" + b"<div>" * 100_000 + "Kế hoạch trồng cây".encode() + b"</div>" * 100_000 + b"</body></html>"
    )


def nested_tables() -> bytes:
    return b"<html><body>" + b"<table><tr><td>" * 3_000 + b"a" + b"</td></tr></table>" * 3_000 + b"</body></html>"


def page_with_entities() -> bytes:
    entities = '<!ENTITY a "haha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f"<?xml version='1.0'?><!DOCTYPE html [{entities}]><html><body><p>Ke hoach &a9;</p></body></html>".encode()


def wide_cells() -> bytes:
    row = b"<tr><td colspan=1000000000 rowspan=1000000000>a</td></tr>"
    return b"<html><body><p>Ke hoach</p><table>" + row * 20 + b"</table></body></html>"


TEXTS = (
    *(
        Case(
            f"lap-{name}.txt",
            partial(repeated, part),
            (READ, "empty_document", "unsafe_file:time", "unreadable_file:encoding"),
        )
        for name, part in REPEATED.items()
    ),
    Case("qua-dai.txt", too_long, ("unsafe_file:length",)),
    Case(
        "surrogate.txt",
        lambda: HEAD.encode() + b"\xed\xa0\x80" * 50,
        (READ, "unreadable_file:encoding", "unreadable_file:other"),
    ),
    Case(
        "utf7.txt",
        lambda: HEAD.encode("utf-16-le") + b"\x00\xd8" * 50,
        ("unreadable_file:encoding", "unsupported_format", READ),
    ),
    Case("nul.txt", lambda: HEAD.encode() + b"\0\0\0", ("unsupported_format", READ)),
    Case("mot-byte.txt", lambda: b"\x80", (READ, "unreadable_file:encoding", "empty_document")),
    Case("rong.txt", bytes, ("empty_document",)),
    Case(
        "the.html",
        nested_tags,
        (READ, "unsafe_file:depth", "unsafe_file:crash", "unsafe_file:memory", "empty_document"),
    ),
    Case("bang-long.html", nested_tables, (READ, "unsafe_file:depth", "unsafe_file:time", "unsafe_file:memory")),
    Case("thuc-the.html", page_with_entities, (READ, "unsafe_file:doctype", "unsafe_file:memory")),
    Case("o-rong.html", wide_cells, (READ, "unsafe_file:memory", "unsafe_file:size")),
)
