"""Renders sample plans as the files that offices send, so that reading them back can be compared with the plan's own text."""
