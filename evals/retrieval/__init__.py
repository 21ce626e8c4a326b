"""Evaluation of retrieval from the indexes."""
