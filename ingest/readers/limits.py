"""Limits that several formats share (shared/security.md 6). What is over them is refused with UnsafeFile."""

MOST_PAGES = 500
MOST_PIXELS = 50_000_000  # of one page, as a picture
