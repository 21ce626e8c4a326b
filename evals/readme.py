"""The README's question and answer: ``python -m evals.readme`` asks the question again and writes what the program prints.

The question is what stands after ``troly ask`` in the README's first console block; everything below it in that block is
the answer. tests/assistant/test_readme.py checks that the two agree.
"""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path

from assistant.answering import answer
from assistant.channels.page import Page
from assistant.channels.render import render_answer
from assistant.library import Library
from assistant.model import Question
from evals.demo import SAMPLES, read_demo
from ingest.pipeline import ingest_paths
from ingest.store import Store

README = Path(__file__).parents[1] / "README.md"
_BLOCK = re.compile(r'(```console\n\$ troly ask "(?P<question>[^"\n]+)"\n\n)(?P<answer>.*?)(```)', re.DOTALL)


def shown(readme: str) -> tuple[str, str]:
    """Return the question and the answer that a README's text shows; ValueError when it shows none."""
    block = _BLOCK.search(readme)
    if block is None:
        raise ValueError("README.md shows no question")
    return block["question"], block["answer"]


def printed(question: str, folder: Path) -> str:
    """Return what ``troly ask`` prints in a pipe, over a store of the sample plans made in ``folder``."""
    store = Store.open(folder)
    list(ingest_paths(store, [SAMPLES / "plans"]))
    store.close()
    library = Library.open(folder)
    try:
        page = io.StringIO()
        render_answer(Page(page), answer(Question(text=question, as_of=read_demo().as_of), library))
        return page.getvalue()
    finally:
        library.close()


def main() -> None:
    """Rewrite the answer in README.md."""
    readme = README.read_text("utf-8")
    question, _ = shown(readme)
    with tempfile.TemporaryDirectory() as folder:
        text = printed(question, Path(folder))
    README.write_text(_BLOCK.sub(lambda block: block[1] + text + block[4], readme, count=1), "utf-8")


if __name__ == "__main__":
    main()
