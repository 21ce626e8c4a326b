"""From bytes to decoded text, one module a format. The rest of the program sees only ``read_source``."""

from ingest.readers.decoded import Progress, silent
from ingest.readers.source import SIZE_LIMIT, read_source, suffixes

__all__ = ["SIZE_LIMIT", "Progress", "read_source", "silent", "suffixes"]
