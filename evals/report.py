"""Prints a run for people: gained and lost cases first, then figures against baseline and targets, then groups.

Does not compute them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from evals.cases import Change
from evals.config import Config

_SHOWN = 60  # ids printed a list; the run's changes.json has them all

Groups = Mapping[str, Mapping[str, float | None]]


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
        change = row.after - row.before if row.after is not None and row.before is not None else None
        interval = f"[{row.low:+.3f}, {row.high:+.3f}]" if row.low is not None and row.high is not None else "–"
        print(
            f"{row.name:26}{_number(row.name, row.after, config):>8}{_number(row.name, row.before, config):>9}"
            f"{'–' if change is None else f'{change:+.3f}':>9}  {interval:18}{_verdict(row.name, judged, config)}"
        )


def print_groups(groups: Groups, config: Config) -> None:
    """Print the figures of every group on a line, with a ! at each that misses its target."""
    for name, values in groups.items():
        judged = re.fullmatch(config.judged, name) is not None
        cells = [
            f"{figure} {_number(figure, value, config)}{'' if not judged or _met(figure, value, config) else '!'}"
            for figure, value in values.items()
            if value is not None
        ]
        print(f"  {name}: {', '.join(cells)}")


def _verdict(figure: str, judged: Groups, config: Config) -> str:
    if figure not in config.targets:
        return ""
    missed = [name for name, values in judged.items() if not _met(figure, values.get(figure), config)]
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
