"""Failures of the machine or of its input while ingesting. Doubt about a document's content is a Finding, not an error."""

from __future__ import annotations


class IngestError(Exception):
    """Base of everything that ingest raises on purpose.

    ``code`` is stable and names the Vietnamese sentence that a channel shows (``ingest/data/messages.yaml``);
    ``fields`` fill that sentence; ``retryable`` says whether the same call may succeed later.
    """

    code = "ingest_failed"
    retryable = False

    def __init__(self, **fields: object) -> None:
        self.fields = fields
        super().__init__(f"{self.code}: {fields}")


class FileUnavailable(IngestError):
    """There is no such file, or the system does not let us read it."""

    code = "file_unavailable"


class UnreadableFile(IngestError):
    """The bytes are no text in any encoding or format that we read."""

    code = "unreadable_file"


class UnsupportedFormat(IngestError):
    """A format that no reader is installed for."""

    code = "unsupported_format"


class UnsafeFile(IngestError):
    """A file that breaks a limit or holds what no plan needs; ``reason`` names which (messages.yaml, ``unsafe_file``)."""

    code = "unsafe_file"


class EncryptedFile(IngestError):
    """A file that only opens with a password."""

    code = "encrypted_file"


class SecretDocument(IngestError):
    """A document with a secrecy mark (``mark``): refused before anything of it is stored (Luật 117/2025/QH15)."""

    code = "secret_document"


class MissingTool(IngestError):
    """A program that this format needs is not installed; ``package`` names it."""

    code = "missing_tool"


class EmptyDocument(IngestError):
    """A file without words."""

    code = "empty_document"


class StoreError(IngestError):
    """The store cannot be opened, read or written."""

    code = "store_failed"
    retryable = True


class StoreTooNew(StoreError):
    """The store was written by a newer program than this one."""

    code = "store_too_new"
    retryable = False


class StoreBusy(StoreError):
    """Another process has been writing for longer than we wait."""

    code = "store_busy"


class UnreadableEmbedding(IngestError):
    """The folder of the embedding is missing, damaged or holds a model that the program cannot read."""

    code = "unreadable_embedding"


class UnknownPlan(IngestError):
    """No plan has this id."""

    code = "unknown_plan"


class UnknownClause(IngestError):
    """The plan has no clause with this id."""

    code = "unknown_clause"
