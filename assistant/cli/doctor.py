"""``troly doctor``: prints the examination of this installation."""

from __future__ import annotations

import click

from assistant.channels.texts import text
from assistant.cli.opening import store_url
from assistant.cli.options import json_option, store_option
from assistant.cli.output import page, print_json
from assistant.cli.wording import Command

_MARKS = {"good": "✓", "note": "–", "broken": "✗"}


@click.command("doctor", cls=Command)
@json_option
@store_option
def doctor_command(as_json: bool, store: str | None) -> int:
    """Examine and print; code 1 where something needed is broken."""
    from assistant.channels.health import examine
    from assistant.settings import Settings

    checks = examine(store_url(store), Settings())
    healthy = all(check.state != "broken" for check in checks)
    if as_json:
        print_json({"healthy": healthy, "checks": [check.model_dump() for check in checks]})
    else:
        shown = page()
        for check in checks:
            shown.bullet(f"{check.title}: {check.found}", mark=_MARKS[check.state])
            if check.mend:
                shown.bullet(check.mend, mark="→", indent=2)
        shown.blank()
        shown.heading(text("doctor.healthy" if healthy else "doctor.broken"))
    return 0 if healthy else 1
