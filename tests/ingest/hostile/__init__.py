"""Files that attack their reader, made when the tests run (shared/security.md 3.3, 6)."""

from tests.ingest.hostile.archives import ARCHIVES
from tests.ingest.hostile.case import Case
from tests.ingest.hostile.floods import FLOODS
from tests.ingest.hostile.images import IMAGES
from tests.ingest.hostile.office import OFFICE
from tests.ingest.hostile.pdfs import PDFS
from tests.ingest.hostile.texts import TEXTS

CASES: tuple[Case, ...] = (*ARCHIVES, *OFFICE, *PDFS, *IMAGES, *TEXTS, *FLOODS)

__all__ = ["CASES", "Case"]
