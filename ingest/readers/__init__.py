"""From bytes to decoded text, one module a format. The rest of the program sees only ``read_source``."""

from ingest.readers.decoded import Decoded, Progress, silent
from ingest.readers.source import read_source, suffixes

__all__ = ["Decoded", "Progress", "read_source", "silent", "suffixes"]
