"""Tells where a reader stands among Word's fields ("REF", "DATE", "HYPERLINK"), which hold an instruction and a result."""

from __future__ import annotations

from ingest.readers.docx.ooxml import Element, W, value


class Fields:
    """Where the reader stands among fields: only their results are shown, not their instructions."""

    def __init__(self, root: Element) -> None:
        self._whole = _balanced(root)
        self._open: list[bool] = []  # for each open field, whether its instruction still runs

    @property
    def in_instruction(self) -> bool:
        """Whether what comes next is an instruction."""
        return any(self._open)

    def meet(self, character: Element) -> None:
        """Take note of a field character; of fields that never end, none counts, so that no text is lost to them."""
        kind = value(character, "fldCharType")
        if kind == "begin" and character in self._whole:
            self._open.append(True)
        elif kind == "separate" and self._open:
            self._open[-1] = False
        elif kind == "end" and self._open:
            self._open.pop()


def _balanced(root: Element) -> frozenset[Element]:
    begun: list[Element] = []
    whole: list[Element] = []
    for character in root.iter(W + "fldChar"):
        kind = value(character, "fldCharType")
        if kind == "begin":
            begun.append(character)
        elif kind == "end" and begun:
            whole.append(begun.pop())
    return frozenset(whole)
