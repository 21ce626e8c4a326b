"""A question, read: intent, agencies, role, period, plan, topic. Uses the grammar that read the plans; answers nothing."""

from assistant.understand.reading import understand

__all__ = ["understand"]
