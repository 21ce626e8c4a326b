"""The one Vietnamese line for an error or a finding, by its code. Words it; decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from assistant.channels.texts import text
from assistant.errors import AssistantError
from ingest.data import read_yaml
from ingest.errors import IngestError
from ingest.model import Finding


def error_message(error: IngestError | AssistantError) -> str:
    """Return the sentence of an error, its fields filled in; a plain one that names the code when there is none."""
    if isinstance(error, IngestError):
        return coded_message(error.code, error.fields)
    return _assistant_message(error)


def coded_message(code: str, fields: Mapping[str, object]) -> str:
    """Return the sentence of an ingest error that is known by its code only, as a ``FileResult`` keeps it."""
    sentence = _ingest_messages("errors").get(code)
    if isinstance(sentence, dict):
        sentence = sentence.get(str(fields.get("reason", "other")), sentence["other"])
    return _fill(sentence, fields) if sentence else text("failures.coded", code=code)


def finding_message(finding: Finding) -> str:
    """Return the sentence of a doubt about a document; its code where no sentence is written."""
    sentence = _ingest_messages("findings").get(finding.code)
    return _fill(sentence, {"detail": finding.detail}) if isinstance(sentence, str) else finding.code


class _Lenient(dict[str, object]):
    """A sentence with a field that was not given still says more than a second error."""

    def __missing__(self, key: str) -> str:
        return "…"


def _fill(sentence: str, fields: Mapping[str, object]) -> str:
    return sentence.format_map(_Lenient(fields))


@lru_cache(maxsize=2)
def _ingest_messages(section: str) -> Mapping[str, str | dict[str, str]]:
    return dict(read_yaml("messages.yaml").get(section, {}))


def _assistant_message(error: AssistantError) -> str:
    from assistant.replies import sentence

    try:
        return _fill(sentence(f"error_{error.code}", "vi"), error.fields)
    except KeyError:
        return text("failures.coded", code=error.code)
