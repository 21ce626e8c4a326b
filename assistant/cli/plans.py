"""``troly plans``, ``show`` and ``remove``: what is in the store."""

from __future__ import annotations

import click

from assistant.channels.texts import text
from assistant.cli.opening import chosen_plan, opened_store, unknown_plan
from assistant.cli.options import Words, json_option, store_option
from assistant.cli.output import page, print_json
from assistant.cli.wording import Command, Failure


@click.command("plans", cls=Command)
@json_option
@store_option
def plans_command(as_json: bool, store: str | None) -> None:
    """List the plans."""
    from assistant.channels.tables import render_plans
    from assistant.channels.wire import plan_object

    with opened_store(store) as opened:
        heads = opened.plans()
    if as_json:
        print_json({"items": [plan_object(head) for head in heads], "total": len(heads)})
        return
    if not heads:
        click.echo(text("plans.none"), err=True)
        return
    render_plans(page(), heads)


@click.command("show", cls=Command)
@click.argument("plan", type=Words(), metavar="PLAN")
@click.argument("clause", type=Words(), metavar="CLAUSE", required=False)
@json_option
@store_option
def show_command(plan: str, clause: str | None, as_json: bool, store: str | None) -> None:
    """Show a plan with its tree, or a clause word for word."""
    from assistant.channels.selection import find_clauses
    from assistant.channels.tables import render_clause, render_plan
    from assistant.channels.wire import clause_object, plan_object

    with opened_store(store) as opened:
        found = opened.plan(chosen_plan(opened.plans(), plan).id)
    if clause is None:
        if as_json:
            print_json({**plan_object(found), "clauses": clause_object(found.root, found.text)})
        else:
            render_plan(page(), found)
        return
    clauses = find_clauses(found, clause)
    if not clauses:
        raise Failure("plans.unknown_clause", plan=found.id, name=clause, hint=text("plans.see_clauses", plan=found.id))
    if as_json:
        print_json({"plan_id": found.id, "plan_title": found.title, **clause_object(clauses[0], found.text)})
    else:
        render_clause(page(), found, clauses[0])


@click.command("remove", cls=Command)
@click.argument("plan", type=Words(), metavar="PLAN")
@store_option
def remove_command(plan: str, store: str | None) -> None:
    """Remove one plan, named by its exact id: a guess must not delete."""
    from assistant.channels.selection import find_plans, similar_plans
    from ingest.pipeline import remove_plan

    with opened_store(store) as opened:
        heads = {head.id: head for head in opened.plans()}
        if plan not in heads:
            near = (*find_plans(tuple(heads.values()), plan), *similar_plans(tuple(heads.values()), plan))
            raise unknown_plan(plan, list(dict.fromkeys(head.id for head in near))[:3])
        remove_plan(opened, plan)
    click.echo(text("plans.removed", plan=plan, title=heads[plan].title), err=True)
