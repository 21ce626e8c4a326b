"""Prompt texts for language models: one text file a call. No Python lives here (issue Model)."""
