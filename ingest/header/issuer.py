"""Names the issuing body and its place, from the letterhead, the preamble or the signature. It knows no registry.

The body comes from the letterhead (Nghị định 30/2020/NĐ-CP, Phụ lục I, ô 2) and never from the signer's own line. Where the
letterhead is missing, the preamble says who issues ("UBND xã … ban hành Kế hoạch"), else the collective after TM.
"""

from __future__ import annotations

import re

from ingest.header.pieces import MOTTO, Piece
from ingest.text import fold, vietnamese_pattern

_UNIT = r"(?:[Tt]ỉnh|[Tt]hành phố|TP\.?|[Tt]hị xã|[Tt]hị trấn|[Hh]uyện|[Qq]uận|[Pp]hường|[Xx]ã|[Đđ]ặc khu)"
_PROPER = r"(?:[\p{Lu}][^\W\d_]*|\d{1,2})(?:[ -](?:[\p{Lu}][^\W\d_]*|\d{1,2}(?!\s*[/.]))){0,3}"
_PARTY = r"(?:\s+[ỦUủu][ỷyYỶ])?"  # "Huyện ủy Thanh Lĩnh"
_PLACED = vietnamese_pattern(rf"(?<!\w)({_UNIT}){_PARTY}\s+(?!Hội\b|hội\b|[Ủủ][Yy]\b|[Uu][ỷỶ]\b)({_PROPER})")
_NAME = (
    r"(?P<name>(?:(?:Chủ tịch |Giám đốc |Bộ trưởng )?(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND|"
    r"Hội đồng nhân dân|Ban Chấp hành|Ban Thường vụ|Ban Chỉ đạo|Ban Điều hành|Ban Quản lý|"
    r"Sở|Bộ|Phòng|Thanh tra|Cục|Chi cục|Công an|Đảng ủy|Thành ủy|Tỉnh ủy|Trung tâm|Trường|Liên đoàn|Hội)|"
    r"Thủ tướng Chính phủ|Chính phủ)[^,;.:()“”\n]{0,90}?)"
)
_ISSUES = vietnamese_pattern(
    rf"(?:^|[\s,;.\n]){_NAME}\s+(?:ban hành|xây dựng|phối hợp\s[^,;.:]{{3,60}}?xây dựng|lập|đề ra|yêu cầu|đề nghị|chỉ thị|"
    r"chỉ đạo|tổ chức triển khai|triển khai|hướng dẫn|thông báo|giao|kết luận|quyết định)(?=[\s:,])"
)
_HEAD_OFFICE = re.compile(r"^(?:Chủ tịch|Giám đốc|Bộ trưởng|Chánh)\s+")
_PLACE_LINE = re.compile(r"^(?:tinh|thanh pho|tp\.?|thi xa|thi tran|huyen|quan|phuong|xa)\b")
_JOINT = re.compile(r"\s[-–—](?=\w)|(?<=\w)[-–—]\s")  # "SỞ Y TẾ -CÔNG ĐOÀN NGÀNH"
_NOISE = " .,:;-–—'’`~^*_\"“”!|"  # what scans leave at the ends of a line
_TWO_BODIES = re.compile(
    r"(.+?) - ((?:SỞ|BAN|CÔNG AN|CÔNG ĐOÀN|LIÊN ĐOÀN|HỘI|[ỦU][YỶ] BAN|PHÒNG|ĐOÀN|TRƯỜNG|VIỆN|CỤC|CHI CỤC)\b.+)"
)
_IN_A_PLACE = re.compile(r"(SỞ .+?) ((?:TỈNH|THÀNH PHỐ) .+)")
# who signs for the body printed above: "LIÊN ĐOÀN LAO ĐỘNG TỈNH LẠC HÀ / BAN CHẤP HÀNH"
_ORGAN = re.compile(r"(?:BAN CHẤP HÀNH|BAN THƯỜNG VỤ|BAN CHẤP HÀNH LÂM THỜI|THƯỜNG TRỰC)$")
_ON_DUTY = re.compile(r"(?:ban chi (?:huy|dao)|ban to chuc|ban van dong|hoi dong|to cong tac|doan kiem tra)\s")
_BARE = re.compile(r"(?:VĂN PHÒNG|THANH TRA)$")
_NO_ISSUER = re.compile(
    r"ky boi|nguoi ky|co quan:|thoi gian ky|email|cong bao|ky ngay|^so\s*[:.\d/]|^\W*$|du thao|hoa toc|^khan$|^mat$|xac thuc|"
    r"^(?:ch. )?(?:ngh.a )?vi.t nam$|^dang cong san$|^\W*h.nh ph.c$"  # the second line of a motto that a narrow column broke
)


def printed_issuer(pieces: list[Piece]) -> tuple[str, str]:
    """Return the issuing body and its parent as the letterhead prints them, "" where it does not."""
    lines: list[str] = []
    for piece in pieces:
        if MOTTO.search(piece.folded) or _NO_ISSUER.search(piece.folded):
            continue
        words = _JOINT.sub(" - ", re.sub(r"\s+", " ", piece.text).strip(_NOISE))
        if not words.isupper() or sum(char.isalpha() for char in words) < 5:
            continue
        if lines and (_PLACE_LINE.match(fold(words)) or words.startswith("VÀ ") or _continues(lines[-1])):
            lines[-1] = f"{lines[-1]} {words}"
        else:
            lines.append(words)
    if not lines:
        return "", ""
    if len(lines) > 1 and _BARE.match(lines[-1]):
        return f"{lines[-1]} {lines[-2]}", lines[-2]  # "VĂN PHÒNG" below the body that it serves
    if len(lines) > 1 and _ORGAN.match(lines[-1]):
        return lines[-2], lines[-3] if len(lines) > 2 else ""
    return lines[-1], lines[-2] if len(lines) > 1 else ""


def _continues(line: str) -> bool:
    return bool(re.search(r"(?:\b(?:VÀ|CỦA|DÂN TỘC|THƯƠNG BINH)|[-–—,&])$", line))


def in_small_letters(name: str, text: str) -> str:
    """Return a name printed in capitals as the text itself writes it, else with capitals where Vietnamese has them."""
    both = _TWO_BODIES.fullmatch(name)
    if both:
        return f"{in_small_letters(both[1], text)} - {in_small_letters(both[2], text)}"
    folded_name, folded = _plain_dashes(fold(name)), _plain_dashes(fold(text))
    for wanted in (folded_name, _respelled(folded_name)):
        at = folded.find(wanted)
        while at >= 0:
            written = text[at : at + len(wanted)]
            if not written.isupper() and written[:1].isupper() and "\n" not in written:
                return written
            at = folded.find(wanted, at + 1)
    placed = _IN_A_PLACE.fullmatch(name)
    if placed:  # texts name a department without its province
        return f"{in_small_letters(placed[1], text)} {_capitalised(placed[2])}"
    return _capitalised(name)


def _plain_dashes(text: str) -> str:
    return text.replace("–", "-").replace("—", "-")


def _respelled(folded: str) -> str:
    if folded.startswith("uy ban nhan dan"):
        return folded.replace("uy ban nhan dan", "ubnd", 1)
    return folded.replace("ubnd", "uy ban nhan dan", 1)


def _capitalised(name: str) -> str:
    """Turn "UBND TỈNH LẠC HÀ" into "UBND tỉnh Lạc Hà", "SỞ Y TẾ" "Sở Y tế": capitals for the first word and for place names."""
    words = name.split()
    out: list[str] = []
    proper = False
    for i, word in enumerate(words):
        if word in ("ỦY", "UỶ") and out and out[-1].lower() in ("tỉnh", "thành", "huyện", "quận", "thị"):
            out[-1] = out[-1].capitalize()
            out.append(word.lower())  # "Huyện ủy Thanh Lĩnh"
            proper = True
            continue
        unit = word.lower() in ("tỉnh", "phường", "xã", "huyện", "quận") or " ".join(words[i : i + 2]).lower() in (
            "thành phố", "thị xã", "thị trấn", "đặc khu",
        )  # fmt: skip
        if word in ("UBND", "HĐND", "MTTQ", "ĐU"):
            out.append(word)
        elif unit or (
            proper and word.lower() in ("phố", "xã", "trấn", "khu") and out and out[-1] in ("thành", "thị", "đặc")
        ):
            out.append(word.lower())
            proper = True
        else:
            first = (
                i == 0
                or proper
                or words[i - 1] in "-–—"
                or words[i : i + 2] in (["ỦY", "BAN"], ["UỶ", "BAN"])
                or (i == 1 and words[0] in ("SỞ", "BỘ", "PHÒNG", "CỤC", "BAN"))
            )
            out.append(word.capitalize() if first else word.lower())
    return " ".join(out)


def issuer_in_preamble(preamble: str) -> str:
    """Return the body that the preamble says issues the document, without its head's title ("Chủ tịch UBND tỉnh")."""
    best = ""
    for match in _ISSUES.finditer(preamble):
        best = match["name"].strip()
    return _HEAD_OFFICE.sub("", best)


def place_of(names: tuple[str, ...], dateline: str, text: str) -> str:
    """Return "tỉnh X", "xã Y": the unit that tells equal names apart. ``names`` are issuer and parent, in small letters.

    The dateline gives the name without its unit; the unit comes from the names or from the first place in the text where
    both stand together.
    """
    for name in names:
        match = _PLACED.search(name)
        if match and (
            not dateline
            or fold(dateline) in fold(match.group(2))
            or fold(match.group(2)) in fold(dateline)
            or name is names[0]
        ):
            return f"{_unit(match.group(1))} {match.group(2)}"
    wanted = [_unit(unit) for name in names for unit in re.findall(_UNIT, name)]
    if _PLACE_LINE.match(fold(dateline)):
        return dateline[0].lower() + dateline[1:]
    counts = _units_of(dateline, text) if dateline else _names_after(wanted[0], text) if wanted else {}
    if not dateline:
        return f"{wanted[0]} {_most_frequent(counts)}" if counts else ""
    unit = next((unit for unit in wanted if unit in counts), wanted[0] if wanted else _most_frequent(counts))
    return f"{unit} {dateline}".strip()


def _units_of(proper: str, text: str) -> dict[str, int]:
    """How often each unit word stands before a name: "tỉnh" or "thành phố"."""
    counts: dict[str, int] = {}
    for match in _PLACED.finditer(text):
        if fold(match.group(2)).startswith(fold(proper)):
            counts[_unit(match.group(1))] = counts.get(_unit(match.group(1)), 0) + 1
    return counts


def _names_after(unit: str, text: str) -> dict[str, int]:
    """How often each name follows a unit word."""
    counts: dict[str, int] = {}
    for match in _PLACED.finditer(text):
        if _unit(match.group(1)) == unit:
            counts[match.group(2)] = counts.get(match.group(2), 0) + 1
    return counts


def _most_frequent(counts: dict[str, int]) -> str:
    return max(counts, key=lambda key: counts[key], default="")


def is_central(name: str) -> bool:
    """Whether a body has no place that tells it from others of its name."""
    return bool(
        re.match(
            r"(?:Bộ (?!Chỉ huy|phận)|Thủ tướng|Chính phủ|Văn phòng Chính phủ|Quốc hội|Ban Bí thư|Bộ Chính trị|Cục |Tổng cục)",
            name,
        )
    )


def _unit(word: str) -> str:
    return "thành phố" if word.startswith("TP") else word.lower()


def with_place_name(name: str, place: str) -> str:
    """Write a place's name at the end of a body's with its capitals: "Sở Y tế lạc hà" becomes "Sở Y tế Lạc Hà"."""
    proper = re.sub(rf"^{_UNIT}\s+", "", place, flags=re.IGNORECASE)
    return name[: -len(proper)] + proper if proper and fold(name).endswith(f" {fold(proper)}") else name


def full_name(name: str, place: str) -> str:
    """Complete "UBND tỉnh" with the place's name, and "Ban Chỉ huy Phòng thủ dân sự", of which every place has one, with the place.

    Other names stay as they are.
    """
    unit, _, proper = place.partition(" ")
    if place.startswith(("thành phố ", "thị xã ", "thị trấn ", "đặc khu ")):
        unit, proper = " ".join(place.split()[:2]), " ".join(place.split()[2:])
    if proper and fold(name).endswith(fold(unit)):
        return f"{name} {proper}"
    if proper and _ON_DUTY.match(fold(name)) and not re.search(rf"{_UNIT}|[Tt]rung ương", name):
        return f"{name} {place}"
    return name
