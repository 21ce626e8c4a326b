"""Prints a run for people: gained and lost cases first, then figures against baseline and targets, then groups.

Does not compute them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evals.cases import Change
from evals.config import Config

_SHOWN = 60  # ids printed a list; the run's changes.json has them all


def print_changes(gained: Sequence[str], lost: Sequence[str], *, has_baseline: bool) -> None:
    """Print the ids of the cases that became right and of those that are right no more."""
    if not has_baseline:
        print("no baseline yet: nothing gained or lost (write one with --update-baseline)")
        return
    for word, ids in (("GAINED", gained), ("LOST", lost)):
        shown = " ".join(ids[:_SHOWN]) + (f" … and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else "")
        print(f"{word} {len(ids)}{': ' + shown if ids else ''}")


def print_figures(rows: Sequence[Change], config: Config, cases: int) -> None:
    """Print every figure with its baseline, the difference and its 95 % interval, and the target it misses."""
    print(f"{'figure':26}{'now':>8}{'before':>9}{'change':>9}  {'95 % interval':20}target   ({cases} cases)")
    for row in rows:
        change = row.after - row.before if row.after is not None and row.before is not None else None
        interval = f"[{row.low:+.3f}, {row.high:+.3f}]" if row.low is not None and row.high is not None else "–"
        print(
            f"{row.name:26}{_number(row.after):>8}{_number(row.before):>9}{_signed(change):>9}  {interval:20}"
            f"{_verdict(row.name, row.after, config)}"
        )


def print_groups(groups: Mapping[str, Mapping[str, float | None]], config: Config) -> None:
    """Print the figures of every group on a line, a ! at each that misses its target."""
    for name, values in groups.items():
        cells = []
        for figure, value in values.items():
            if value is not None:
                missed = "!" if figure in config.targets and not _met(figure, value, config) else ""
                cells.append(f"{figure} {_number(value)}{missed}")
        print(f"  {name}: {', '.join(cells)}")


def _verdict(figure: str, value: float | None, config: Config) -> str:
    if figure not in config.targets or value is None:
        return ""
    sign = "≤" if figure in config.at_most else "≥"
    return f"{sign} {config.targets[figure]:g} {'met' if _met(figure, value, config) else 'MISSED'}"


def _met(figure: str, value: float, config: Config) -> bool:
    target = config.targets[figure]
    return value <= target if figure in config.at_most else value >= target


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def _signed(value: float | None) -> str:
    return "–" if value is None else f"{value:+.3f}"
