"""Evaluation of cited answers."""
