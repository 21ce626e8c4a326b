"""No word is lost and nothing crashes, wherever words and rules stand."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers.decoded import DITTO
from ingest.readers.layout import Page, Rule, Word, lay_out

TEXTS = [
    "Sở",
    "Y",
    "tế",
    "Nơi",
    "nhận:",
    "-",
    "1.",
    "CỘNG",
    "HÒA",
    "XÃ",
    "HỘI",
    "2",
    "V/v",
    "Người",
    "ký:",
    "hạn.",
    "a)",
    "2026",
    "●",
]
PLACES = st.floats(min_value=-50, max_value=900, allow_nan=False)
SIZES = st.sampled_from([0.0, 6.0, 11.0, 14.0, 40.0])
WORDS = st.builds(
    lambda text, x, y, wide, size, bold: Word(text, x, y, x + wide, y + (size or 12), size, bold),
    st.sampled_from(TEXTS), PLACES, PLACES, st.floats(0, 90), SIZES, st.booleans(),
)  # fmt: skip
EDGES = st.sampled_from([60.0, 100.0, 100.5, 180.0, 260.0, 400.0, 540.0])
RULES = st.one_of(
    st.builds(lambda x0, x1, y: Rule(min(x0, x1), y, max(x0, x1), y), EDGES, EDGES, EDGES),
    st.builds(lambda y0, y1, x: Rule(x, min(y0, y1), x, max(y0, y1)), EDGES, EDGES, EDGES),
)
PAGES = st.lists(st.tuples(st.lists(WORDS, max_size=40), st.lists(RULES, max_size=12)), max_size=4)


@settings(max_examples=300, deadline=None)
@given(PAGES)
def test_every_word_stands_once_in_the_text_or_aside(content: list[tuple[list[Word], list[Rule]]]) -> None:
    pages = [Page(i + 1, 595.0, 842.0, words, rules) for i, (words, rules) in enumerate(content)]
    laid = lay_out(pages)
    given_words = Counter("".join(word.text for page in pages for word in page.words))
    found = Counter("".join("".join((laid.text, *laid.aside)).split()).replace("|", "").replace(DITTO, ""))
    assert found == given_words


@settings(max_examples=200, deadline=None)
@given(PAGES)
def test_pages_start_in_order_inside_the_text(content: list[tuple[list[Word], list[Rule]]]) -> None:
    laid = lay_out([Page(i + 1, 595.0, 842.0, words, rules) for i, (words, rules) in enumerate(content)])
    assert len(laid.page_starts) == len(content)
    assert list(laid.page_starts) == sorted(set(laid.page_starts))
    assert all(0 <= start <= len(laid.text) for start in laid.page_starts)


@given(st.lists(WORDS, min_size=1, max_size=30))
def test_the_order_in_which_words_are_given_does_not_matter(words: list[Word]) -> None:
    """But for words of one place, which have no order."""
    unique = list({(w.x0, w.top): w for w in words}.values())
    assert lay_out([Page(1, 595.0, 842.0, unique)]).text == lay_out([Page(1, 595.0, 842.0, unique[::-1])]).text
