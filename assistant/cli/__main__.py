"""``python -m assistant.cli`` does what ``troly`` does."""

import sys

from assistant.cli.program import main

sys.exit(main())
