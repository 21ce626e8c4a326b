"""Evaluation of reading: heads and closes of plans, and how well original files are read."""
