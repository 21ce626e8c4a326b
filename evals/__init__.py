"""Evaluations, benchmarks and the sample plans."""
