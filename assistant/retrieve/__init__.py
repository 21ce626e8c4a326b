"""From an understanding to evidence: all obligations of a filter, or the statements that answer best. Words nothing."""
