"""Evaluation of obligation extraction."""
