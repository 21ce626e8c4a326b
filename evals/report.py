"""Prints a run for people: gained and lost cases first, then figures against baseline and targets, then groups.

Does not compute them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from evals.cases import Change
from evals.config import Config

_SHOWN = 60  # ids printed a list; the run's changes.json has them all
_SEEN = 0.0005  # the smallest change that three decimals show; baselines are rounded to four

Groups = Mapping[str, Sequence[Change]]


def print_changes(gained: Sequence[str], lost: Sequence[str], *, has_baseline: bool) -> None:
    """Print the ids of the cases that became right and of those that are right no more."""
    if not has_baseline:
        print("no baseline yet: nothing gained or lost (write one with --update-baseline)")
        return
    for word, ids in (("GAINED", gained), ("LOST", lost)):
        shown = " ".join(ids[:_SHOWN]) + (f" … and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else "")
        print(f"{word} {len(ids)}{': ' + shown if ids else ''}")


def print_figures(rows: Sequence[Change], groups: Groups, config: Config, cases: int) -> None:
    """Print every figure with its baseline, the difference and its 95 % interval, and whether its target is met.

    A target is met when every group that is judged meets it.
    """
    print(f"{'figure':26}{'now':>8}{'before':>9}{'change':>9}  {'95 % interval':18}target   ({cases} cases)")
    judged = {name: values for name, values in groups.items() if re.fullmatch(config.judged, name)}
    for row in rows:
        interval = f"[{row.low:+.3f}, {row.high:+.3f}]" if row.low is not None and row.high is not None else "–"
        change = "–" if row.difference is None else f"{row.difference:+.3f}"
        print(
            f"{row.name:26}{_number(row.name, row.after, config):>8}{_number(row.name, row.before, config):>9}"
            f"{change:>9}  {interval:18}{_verdict(row.name, judged, config)}"
        )


def print_groups(groups: Groups, config: Config) -> None:
    """Print the figures of every group on a line: with the change where there is one, a * at a change whose interval
    leaves out zero, and a ! at what misses its target.
    """
    for name, rows in groups.items():
        judged = re.fullmatch(config.judged, name) is not None
        cells = [_cell(row, config, judged=judged) for row in rows if row.after is not None]
        print(f"  {name}: {', '.join(cells)}")


def _cell(row: Change, config: Config, *, judged: bool) -> str:
    missed = "!" if judged and not _met(row.name, row.after, config) else ""
    moved = ""
    if row.difference is not None and abs(row.difference) >= _SEEN:
        certain = row.low is not None and row.high is not None and (row.low > 0 or row.high < 0)
        moved = f" ({row.difference:+.3f}{'*' if certain else ''})"
    return f"{row.name} {_number(row.name, row.after, config)}{missed}{moved}"


def _verdict(figure: str, judged: Groups, config: Config) -> str:
    if figure not in config.targets:
        return ""
    values = {name: next((row.after for row in rows if row.name == figure), None) for name, rows in judged.items()}
    missed = [name for name, value in values.items() if not _met(figure, value, config)]
    sign = "≤" if figure in config.at_most else "≥"
    return f"{sign} {config.targets[figure]:g} {'MISSED by ' + ', '.join(missed) if missed else 'met'}"


def _met(figure: str, value: float | None, config: Config) -> bool:
    if figure not in config.targets or value is None:
        return True
    return value <= config.targets[figure] if figure in config.at_most else value >= config.targets[figure]


def _number(figure: str, value: float | None, config: Config) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if figure in config.at_most else f"{value:.3f}"
