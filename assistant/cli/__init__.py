"""The command line: contract commands over the same answering and the same store as every other channel."""

from assistant.cli.program import main

__all__ = ["main"]
