"""Renders a plan as a Word file the way an office sets it: numbers and bullets automatic, tables real, letterhead and signature
in tables without rules. Built with python-docx and raw XML, apart from the reader that it tests.
"""

from __future__ import annotations

import io
import re
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.readers.decoded import DITTO
from tests.renderings.parts import Parts, cut

_HEADINGS, _ITEMS, _LETTERS, _BRACKETS, _DASHES = 90, 91, 92, 93, 94  # ids of the definitions of lists
_ROMAN = {"I": 1, "V": 5, "X": 10}
_BULLETS = {"-": 0, "+": 1, "•": 2}
_RUN = 37  # characters; Word breaks runs anywhere, also within a word


def render_docx(plan_text: str) -> bytes:
    """Return a Word file with the words of a canonical text (``read_plan(…).text``), which this must be."""
    return _Writer(cut(plan_text)).written()


class _Writer:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._document = Document()
        self._body = self._document.element.body
        self._numbering = self._document.part.numbering_part.element
        self._next = 900  # the next numId
        self._last: dict[int, tuple[int, int | None]] = {}  # list → (last ordinal, its numId where automatic)
        self._define_lists()

    def written(self) -> bytes:
        self._side_by_side(self._parts.left, self._parts.right)
        lines = self._parts.body
        self._lines(lines)
        self._side_by_side(self._parts.recipients, self._parts.signature)
        self._lines(self._parts.annex)
        made = io.BytesIO()
        self._document.save(made)
        return made.getvalue()

    def _lines(self, lines: list[str]) -> None:
        at = 0
        while at < len(lines):
            rows = 0
            while at + rows < len(lines) and lines[at + rows].startswith("|"):
                rows += 1
            if rows:
                self._table([_cells(line) for line in lines[at : at + rows]])
            else:
                self._paragraph(lines[at])
            at += max(rows, 1)

    def _paragraph(self, line: str) -> None:
        for count in (self._heading, self._item, self._letter, self._bracket, self._bullet):
            words = count(line)
            if words is not None:
                return
        self._add(line)

    def _heading(self, line: str) -> str | None:
        """Write "A." and "I." through the styles Heading 1 and 2, which are linked with the levels of one list."""
        match = re.match(r"([A-EĐ]|[IVX]+)\. (.+)", line)
        if match is None:
            return None
        level = 1 if set(match.group(1)) <= set(_ROMAN) else 0
        ordinal = _roman(match.group(1)) if level else "ABCD".find(match.group(1)) + 1
        last = self._last.get(level, (0, 0))[0]
        if ordinal != last + 1:
            self._last[level] = (99, None)  # typed from here on
            self._add(line)
            return line
        self._last[level] = (ordinal, 0)
        if not level:
            self._last[1] = (0, 0)
        self._forget(_ITEMS, _LETTERS, _BRACKETS)
        self._add(match.group(2), style=f"Heading{level + 1}")
        return line

    def _item(self, line: str) -> str | None:
        """Write "1." and "1.1." as two levels of one list."""
        match = re.match(r"(\d{1,2})\.(?:(\d{1,2})\.)? (.+)", line)
        if match is None:
            return None
        upper, lower = int(match.group(1)), match.group(2)
        self._forget(_LETTERS, _BRACKETS)
        last, list_id = self._last.get(_ITEMS, (0, None))
        if lower is None:
            self._forget(_ITEMS + 100)
            self._count(_ITEMS, upper, match.group(3), line)
            return line
        below, _ = self._last.get(_ITEMS + 100, (0, None))
        if list_id is not None and upper == last and int(lower) == below + 1:
            self._last[_ITEMS + 100] = (int(lower), list_id)
            self._add(match.group(3), list_id=list_id, level=1)
        else:
            self._last[_ITEMS + 100] = (99, None)
            self._add(line)
        return line

    def _letter(self, line: str) -> str | None:
        match = re.match(r"([a-zđ])\) (.+)", line)
        if match is None:
            return None
        # Word counts a, b, c, d, e: from đ on the clerk types the letter himself.
        self._count(_LETTERS, "abcd".find(match.group(1)) + 1, match.group(2), line)
        return line

    def _bracket(self, line: str) -> str | None:
        match = re.match(r"(\d{1,2})\) (.+)", line)
        if match is None:
            return None
        self._count(_BRACKETS, int(match.group(1)), match.group(2), line)
        return line

    def _bullet(self, line: str) -> str | None:
        if line[:2].strip() not in _BULLETS or line[1:2] != " ":
            return None
        if _DASHES not in self._last:
            self._last[_DASHES] = (0, self._instance(_DASHES, 1))
        self._add(line[2:], list_id=self._last[_DASHES][1], level=_BULLETS[line[0]])
        return line

    def _count(self, definition: int, ordinal: int, words: str, line: str) -> None:
        """One paragraph of a list: 1 begins a new instance, the next number goes on, anything else is typed."""
        last, list_id = self._last.get(definition, (0, None))
        if ordinal == 1:
            list_id = self._instance(definition, 1)
        elif not ordinal or ordinal != last + 1:
            list_id = None
        self._last[definition] = (ordinal or 99, list_id)
        if list_id is None:
            self._add(line)
        else:
            self._add(words, list_id=list_id)

    def _forget(self, *definitions: int) -> None:
        for definition in definitions:
            self._last.pop(definition, None)

    def _add(self, words: str, *, style: str = "", list_id: int | None = None, level: int = 0) -> None:
        paragraph = parse_xml(f"<w:p {nsdecls('w')}><w:pPr/></w:p>")
        if style:
            paragraph.pPr.append(parse_xml(f'<w:pStyle {nsdecls("w")} w:val="{style}"/>'))
        if list_id:
            paragraph.pPr.append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')
            )
        _fill(paragraph, words)
        self._body.insert(len(self._body) - 1, paragraph)  # before the section's properties

    def _side_by_side(self, left: list[str], right: list[str]) -> None:
        """Two columns in a table without rules, each line a paragraph."""
        table = self._document.add_table(rows=1, cols=2)
        for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
            for i, line in enumerate(lines):
                paragraph = cell.paragraphs[0] if not i else cell.add_paragraph()
                _fill(paragraph._p, line)

    def _table(self, rows: list[list[str]]) -> None:
        columns = max(map(len, rows))
        table = self._document.add_table(rows=len(rows), cols=columns, style="Table Grid")
        for i, row in enumerate(rows):
            cells = table.rows[i].cells
            if len(row) == 1:
                _fill(cells[0].merge(cells[-1]).paragraphs[0]._p, row[0])
                continue
            for j, words in enumerate(row):
                if words == DITTO:
                    table.cell(i - 1, j).merge(cells[j])
                else:
                    _fill(cells[j].paragraphs[0]._p, words)

    def _instance(self, definition: int, start: int) -> int:
        self._next += 1
        self._numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{self._next}"><w:abstractNumId w:val="{definition}"/>'
                f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
            )
        )
        return self._next

    def _define_lists(self) -> None:
        for element in list(self._numbering):  # what python-docx's template brings along
            self._numbering.remove(element)
        self._define(_HEADINGS, ("upperLetter", "%1.", "Heading1", ""), ("upperRoman", "%2.", "Heading2", ""))
        self._define(_ITEMS, ("decimal", "%1.", "", ""), ("decimal", "%1.%2.", "", ""))
        self._define(_LETTERS, ("lowerLetter", "%1)", "", ""))
        self._define(_BRACKETS, ("decimal", "%1)", "", ""))
        self._define(
            _DASHES, ("bullet", "-", "", "Times New Roman"), ("bullet", "+", "", ""), ("bullet", "\uf0b7", "", "Symbol")
        )
        list_id = self._instance(_HEADINGS, 1)
        for style in self._document.styles.element.findall(".//{*}style"):
            name = style.get(style.tag.replace("}style", "}styleId"))
            if name in ("Heading1", "Heading2"):
                linked = style.get_or_add_pPr().get_or_add_numPr()
                linked.get_or_add_ilvl().val = int(name == "Heading2")
                linked.get_or_add_numId().val = list_id

    def _define(self, definition: int, *levels: tuple[str, str, str, str]) -> None:
        written = "".join(_level(i, *level) for i, level in enumerate(levels))
        self._numbering.append(
            parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{definition}">{written}</w:abstractNum>')
        )


def _level(at: int, style: str, text: str, paragraph_style: str, font: str) -> str:
    link = f'<w:pStyle w:val="{paragraph_style}"/>' if paragraph_style else ""
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:hint="default"/></w:rPr>' if font else ""
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{link}<w:lvlText w:val="{text}"/>{fonts}</w:lvl>'


def _fill(paragraph: Any, words: str) -> None:
    """Add the words in runs that Word might have made."""
    for at in range(0, len(words), _RUN):
        run = parse_xml(f'<w:r {nsdecls("w")}><w:t xml:space="preserve"/></w:r>')
        run[0].text = words[at : at + _RUN]
        paragraph.append(run)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _roman(digits: str) -> int:
    values = [_ROMAN[digit] for digit in digits]
    return sum(-v if any(v < later for later in values[i + 1 :]) else v for i, v in enumerate(values))
