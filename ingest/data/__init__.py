"""Data files of ingest: registers, cues, messages, the embedding. No code."""
