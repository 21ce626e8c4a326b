"""Names clauses: ids, printed section paths, and the labels that people read. It builds no tree.

An id is the path of folded markers, joined by full stops, then the bullets and paragraphs below the last number, each
after a slash: ``ii.3.1/g2/c3`` is the third plus sign under the second dash of Mục II.3.1. Letters: g gạch đầu dòng, c dấu cộng,
b dấu chấm (bullet), p đoạn (paragraph), r dòng bảng (row), y ý ("Thứ nhất"), n a number in brackets. ``dau`` is the head of the
document, ``cuoi`` its close. Điểm đ is ``dd``. A path that occurs again gets ``~2``, ``~3`` …
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.clauses.markers import Family, Reading, to_roman
from ingest.text import fold

_BULLET_WORDS = {
    Family.GACH: ("g", "gạch đầu dòng thứ"),
    Family.CONG: ("c", "dấu cộng thứ"),
    Family.CHAM: ("b", "dấu chấm thứ"),
    Family.PARAGRAPH: ("p", "đoạn thứ"),
    Family.ROW: ("r", "dòng bảng thứ"),
}
_RANK_WORDS = {
    Family.ANNEX: ("phu-luc", "Phụ lục"),
    Family.PHAN: ("phan", "Phần"),
    Family.CHUONG: ("chuong", "Chương"),
    Family.MUC: ("muc", "Mục"),
    Family.TIEU_MUC: ("tieu-muc", "Tiểu mục"),
    Family.DIEU: ("dieu", "Điều"),
}


@dataclass(slots=True)
class Trail:
    """The names above a clause. ``words`` are the label's parts, ``section`` the printed markers, ``numbers`` those of the
    nearest decimal ancestor, ``counts`` how many unnumbered clauses of each family stand below the nearest numbered one.
    """

    id: str = ""
    section: str = ""
    words: tuple[str, ...] = ()
    mark: str = ""  # the part of the label that starts "Mục", still growing
    numbers: tuple[int, ...] = ()
    counts: dict[Family, int] = field(default_factory=dict)
    within_dieu: bool = False
    outer: Trail | None = None  # set on a lead-in paragraph: its bullets are named as if they stood beside it

    @property
    def label(self) -> str:
        """What people read."""
        label = ", ".join(part for part in (*self.words, self.mark) if part)
        return label[:1].upper() + label[1:]


def name_of(above: Trail, family: Family, reading: Reading, printed: str, *, lead_in: bool) -> Trail:
    """Return the trail of a clause below ``above``. A ``lead_in`` paragraph hides itself in the names of what stands below
    it: people count its bullets together with the other bullets of the section.
    """
    trail = above.outer or above
    if not family.numbered:
        return _unnumbered(trail, family, lead_in=lead_in)
    if family in _RANK_WORDS:
        return _ranked(trail, family, reading, printed)
    if family is Family.UPPER:
        mark = printed.rstrip(".) ")
        return Trail(
            id=_dotted(trail.id, fold(mark)),
            section=_dotted(trail.section, mark),
            words=(*trail.words, *_shown(trail), f"Phần {mark}"),
        )
    return _counted(trail, family, reading, printed)


def _unnumbered(trail: Trail, family: Family, *, lead_in: bool) -> Trail:
    count = trail.counts.get(family, 0) + 1
    trail.counts[family] = count
    letter, words = _BULLET_WORDS[family]
    base = trail.id
    return Trail(
        id=f"{base}/{letter}{count}" if base else f"{letter}{count}",
        section=trail.section,
        words=(*trail.words, *_shown(trail), f"{words} {count}"),
        outer=trail if lead_in and family is Family.PARAGRAPH else None,
    )


def _ranked(trail: Trail, family: Family, reading: Reading, printed: str) -> Trail:
    slugged, word = _RANK_WORDS[family]
    number = printed[len(word) :].strip(" .:")
    if family is Family.ANNEX:
        number = number.split()[-1] if number else ""
    shown = f"{word} {number}".strip()
    part = f"{slugged}-{reading.ordinal}{fold(reading.suffix)}" if number else slugged
    return Trail(
        id=_dotted(trail.id, part),
        section=_dotted(trail.section, shown),
        words=(*trail.words, *_shown(trail), shown),
        within_dieu=family is Family.DIEU,
    )


def _counted(trail: Trail, family: Family, reading: Reading, printed: str) -> Trail:
    number = _printed_number(family, reading, printed)
    new = number
    if family.dotted:
        shared = trail.numbers if trail.numbers == reading.numbers[: len(trail.numbers)] else ()
        new = ".".join(map(str, reading.numbers[len(shared) :])) + reading.suffix or number
    part = _id_part(family, reading, number if family is Family.PAREN else new)
    section = _dotted(trail.section, new)
    numbers = reading.numbers if family.dotted else ()
    if family is Family.LETTER:
        words: tuple[str, ...] = (*trail.words, *_shown(trail), f"điểm {number}")
        return Trail(id=_dotted(trail.id, part), section=section, words=words)
    if family is Family.WORD:
        return Trail(
            id=_dotted(trail.id, part),
            section=section,
            words=(*trail.words, *_shown(trail), f"ý thứ {reading.ordinal}"),
        )
    if trail.within_dieu:
        words = (*trail.words, *_shown(trail), f"khoản {number}")
        return Trail(id=_dotted(trail.id, part), section=section, words=words, numbers=numbers)
    mark = f"{trail.mark}.{new}" if trail.mark else f"Mục {number}"
    return Trail(id=_dotted(trail.id, part), section=section, words=trail.words, mark=mark, numbers=numbers)


def _printed_number(family: Family, reading: Reading, printed: str) -> str:
    if family is Family.ROMAN:
        return to_roman(reading.ordinal)
    if family.dotted:
        return ".".join(map(str, reading.numbers)) + reading.suffix
    if family is Family.PAREN:
        return f"({reading.ordinal})" if printed.startswith("(") else str(reading.ordinal)
    return printed.strip("().: ")


def _id_part(family: Family, reading: Reading, printed: str) -> str:
    if family is Family.LETTER:
        return fold(printed).replace("d", "dd", 1) if printed.startswith("đ") else fold(printed)
    if family is Family.PAREN:
        return f"n{reading.ordinal}" if printed.startswith("(") else printed
    if family is Family.WORD:
        return f"y{reading.ordinal}"
    return fold(printed)


def _shown(trail: Trail) -> tuple[str, ...]:
    return (trail.mark,) if trail.mark else ()


def _dotted(above: str, part: str) -> str:
    return f"{above}.{part}" if above else part
