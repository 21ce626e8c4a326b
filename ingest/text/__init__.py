"""The only place where characters change: canonical text, folding, slugs. It knows nothing of markers or obligations."""

from ingest.text.canonical import canonicalise
from ingest.text.folding import fold, slug, syllables, vietnamese_pattern

__all__ = ["canonicalise", "fold", "slug", "syllables", "vietnamese_pattern"]
