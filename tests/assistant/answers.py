"""An answer with every kind of block, made for the tests of the channels."""

from __future__ import annotations

from datetime import date

from assistant.model import (
    Answer,
    AnswerObligation,
    AnswerStatus,
    AskedAgency,
    AskedPeriod,
    Block,
    Citation,
    Cite,
    Intent,
    Lang,
    Rule,
    Run,
    Text,
    Understanding,
)
from ingest.model import Role
from ingest.store import ObligationQuery, Store


class StoreGrounds:
    """The store's own texts; whether values are grounded is tested with ``assistant.citations``, not here."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def text(self, plan_id: str) -> str:
        return self._store.text(plan_id)

    def ungrounded(self, answer: Answer) -> tuple[str, ...]:
        return ()


def sample_answer(store: Store, lang: Lang = "vi") -> Answer:
    """Answer about the first obligation of ``tests.factories.PLAN_TEXT``."""
    grounds = StoreGrounds(store)
    (found, *_), total = store.obligations(ObligationQuery(agency_ids=("so-xay-dung",), include_groups=False))
    span = found.obligation.span
    citation = Citation.model_validate(
        {
            "number": 1,
            "plan_id": found.obligation.plan_id,
            "plan_title": "Về chỉnh trang đô thị",
            "clause_id": found.obligation.clause_id,
            "clause_label": found.clause_label,
            "quote": found.quote,
            "start": span.start,
            "end": span.end,
            "page": 2,
        },
        context=grounds,
    )
    values = {
        "status": AnswerStatus.ANSWERED,
        "lang": lang,
        "blocks": (
            _block("h", Text(t="Chủ trì", rule=Rule.REPLY)),
            _block("p", Text(t="Sở Xây dựng có 1 nhiệm vụ.", rule=Rule.COUNT)),
            _block("li", Text(t="trồng 500 cây xanh"), Cite(c=1)),
            Block(
                kind="table",
                head=((Text(t="Việc"),), (Text(t="Hạn"),)),
                rows=(((Text(t="trồng cây"), Cite(c=1)), (Text(t="trong năm 2026"),)),),
            ),
            _block("notice", Text(t="Cần kiểm tra lại.", rule=Rule.REPLY)),
            _block("quote", Text(t="trên các tuyến phố chính"), Cite(c=1)),
        ),
        "citations": (citation,),
        "obligations": (AnswerObligation(found=found, citation=1),),
        "total_obligations": total,
        "understanding": Understanding(
            intent=Intent.OBLIGATIONS,
            lang=lang,
            text="Sở Xây dựng chủ trì gì về cây xanh từ năm 2026?",
            agencies=(AskedAgency(name="Sở Xây dựng", agency_id="so-xay-dung"),),
            role=Role.LEAD,
            period=AskedPeriod(first=date(2026, 1, 1), last=None, text="từ năm 2026"),
            plan_ids=("ke-hoach-mau",),
            topic="cây xanh",
        ),
        "suggestions": ("Khi nào phải xong?",),
        "as_of": date(2026, 11, 21),
    }
    return Answer.model_validate(values, context=grounds)


def _block(kind: str, *runs: Run) -> Block:
    return Block.model_validate({"kind": kind, "runs": runs})
