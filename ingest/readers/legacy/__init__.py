"""Vietnamese texts in the encodings from before Unicode: their tables, detection and conversion."""

from ingest.readers.legacy.bytes import LEGACY, decode_bytes, decode_mixed
from ingest.readers.legacy.fonts import decode_legacy
from ingest.readers.legacy.pasted import convert_pasted

__all__ = ["LEGACY", "convert_pasted", "decode_bytes", "decode_legacy", "decode_mixed"]
