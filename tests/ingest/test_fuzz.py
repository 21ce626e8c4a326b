"""Damaged files of every format, through the real child: each is read or refused by name; no fault of ours, no hang."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest

from ingest.errors import IngestError, UnsafeFile
from ingest.worker import Limits, Worker
from tests.ingest.hostile.archives import docx, paragraph
from tests.ingest.hostile.office import odt, ole, rtf
from tests.ingest.hostile.pdfs import text_page
from tests.plan_texts import plan_text

PAGE = "".join(f"<p>{line}</p>" for line in plan_text().splitlines())
WHOLE: dict[str, tuple[int, Callable[[], bytes]]] = {  # how many damaged copies, and the sound file
    "a.txt": (30, plan_text().encode),
    "utf16.txt": (15, lambda: plan_text().encode("utf-16")),
    "a.html": (20, f"<html><body>{PAGE}</body></html>".encode),
    "a.docx": (40, lambda: docx("".join(map(paragraph, plan_text().splitlines())))),
    "a.pdf": (40, lambda: text_page(b"BT /F1 12 Tf 72 700 Td (Ke hoach trong cay) Tj 0 -20 Td (1. Mot) Tj ET")),
    "a.doc": (20, lambda: ole({"Book": b"x"}, ("Macros",))),
    "a.rtf": (3, lambda: rtf("Ke hoach\\par 1. Mot\\par")),
    "a.odt": (3, lambda: odt("<text:p>Kế hoạch</text:p>")),
}


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file with bytes flipped, a stretch lost, doubled or made zero, or its end cut off."""
    changed = bytearray(data)
    match chance.randrange(5):
        case 0:
            for _ in range(chance.randint(1, 20)):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
        case 1:
            return data[: chance.randrange(1, len(data))]
        case 2:
            at = chance.randrange(len(changed))
            del changed[at : at + chance.randint(1, 200)]
        case 3:
            at = chance.randrange(len(changed))
            changed[at:at] = changed[at : at + chance.randint(1, 200)] * chance.randint(1, 20)
        case _:
            at = chance.randrange(len(changed))
            size = min(chance.randint(1, 100), len(changed) - at)
            changed[at : at + size] = bytes(size)
    return bytes(changed)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(Limits(silence=30)) as opened:
        yield opened


@pytest.mark.parametrize("seed", [random.randrange(10**9)])  # in the test's name, so that a failure tells it
@pytest.mark.parametrize("name", WHOLE)
def test_a_damaged_file_is_read_or_refused_by_name(worker: Worker, name: str, seed: int) -> None:
    count, build = WHOLE[name]
    whole, chance = build(), random.Random(f"{seed}{name}")
    for number in range(count):
        data = damaged(whole, chance)
        outcome = read(worker, data, name)
        assert outcome not in (IngestError.code, "unsafe_file:time", "unsafe_file:crash"), f"copy {number}"


def read(worker: Worker, data: bytes, name: str) -> str:
    """Read it; return "read", or the code of the refusal, with the reason where it is unsafe."""
    try:
        plan = worker.read(data, name, "warn").plan
    except UnsafeFile as error:
        return f"{error.code}:{error.fields['reason']}"
    except IngestError as error:
        return error.code
    assert "".join(clause.own.of(plan.text) for clause in plan.root.walk()) == plan.text
    return "read"


@pytest.mark.parametrize("step", [1024])
def test_a_word_file_cut_at_every_kilobyte_is_refused_or_read(worker: Worker, step: int) -> None:
    data = docx("".join(paragraph(f"{n}. Sở Y tế phun thuốc {n * 7919} lần") for n in range(3000)))
    for end in range(0, len(data), step):
        with pytest.raises(IngestError) as refused:
            worker.read(data[:end], "a.docx", "warn")
        assert refused.value.code in ("unreadable_file", "empty_document", "unsupported_format"), end
