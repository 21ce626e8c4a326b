"""Documents in, obligations and indexes out. Knows nothing of questions."""
