"""Failures of the machine while answering. A question that cannot be answered is a status, not an error."""

from __future__ import annotations


class AssistantError(Exception):
    """Base of everything that the assistant raises on purpose; ``code`` names a Vietnamese sentence in replies.yaml."""

    code = "assistant_failed"
    retryable = False

    def __init__(self, **fields: object) -> None:
        self.fields = fields
        super().__init__(f"{self.code}: {fields}")


class BadQuestion(AssistantError):
    """The question is empty or longer than 2,000 characters."""

    code = "bad_question"
