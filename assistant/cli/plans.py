"""``troly plans``, ``show`` and ``remove``: what is in the store."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from assistant.channels.texts import text
from assistant.cli.opening import chosen_plan, opened_store, unknown_plan
from assistant.cli.options import Words, as_of_option, json_option, store_option
from assistant.cli.output import page, print_json
from assistant.cli.wording import Command, Failure

if TYPE_CHECKING:
    from ingest.model import Clause, Plan


@click.command("plans", cls=Command)
@as_of_option
@json_option
@store_option
def plans_command(as_of: date | None, as_json: bool, store: str | None) -> None:
    """List the plans, and say which no longer stand."""
    from assistant.channels.clock import today
    from assistant.channels.standing import standing_lines, standing_object
    from assistant.channels.tables import render_plans
    from assistant.channels.wire import plan_object
    from ingest.store.versions import successors

    with opened_store(store) as opened:
        heads = opened.plans()
    later, day = successors(heads), as_of or today()
    if as_json:
        items = [{**plan_object(head), **standing_object(head, later.get(head.id, ()), day)} for head in heads]
        print_json({"items": items, "total": len(heads)})
        return
    if not heads:
        click.echo(text("plans.none"), err=True)
        return
    render_plans(page(), heads, {head.id: standing_lines(head, later.get(head.id, ()), day) for head in heads})


@click.command("show", cls=Command)
@click.argument("plan", type=Words(), metavar="PLAN")
@click.argument("clause", type=Words(), metavar="CLAUSE", required=False)
@click.option("--tree", "as_tree", is_flag=True)
@as_of_option
@json_option
@store_option
def show_command(
    plan: str, clause: str | None, as_tree: bool, as_of: date | None, as_json: bool, store: str | None
) -> None:
    """Show a plan with its tree, or a clause word for word; with ``--tree``, what was read in each clause."""
    from assistant.channels.clock import today
    from assistant.channels.standing import standing_lines, standing_object
    from assistant.channels.tables import render_clause, render_plan
    from assistant.channels.wire import clause_object, obligation_object, plan_object
    from ingest.store import ObligationQuery
    from ingest.store.versions import successors

    with opened_store(store) as opened:
        heads = opened.plans()
        found = opened.plan(chosen_plan(heads, plan).id)
        obligations = opened.obligations(ObligationQuery(plan_ids=(found.id,)))[0] if as_tree else ()
    chosen = _chosen_clause(found, clause)
    later, day = successors(heads).get(found.id, ()), as_of or today()
    if as_json:
        below = {each.id for each in chosen.walk()}
        listed = [obligation_object(each) for each in obligations if each.obligation.clause_id in below]
        own = {"obligations": listed} if as_tree else {}
        if clause is None:
            tree = clause_object(chosen, found.text)
            print_json({**plan_object(found), **standing_object(found, later, day), "clauses": tree, **own})
        else:
            print_json({"plan_id": found.id, "plan_title": found.title, **clause_object(chosen, found.text), **own})
    elif as_tree:
        from assistant.channels.gallery import render_gallery

        render_gallery(page(), found, chosen, obligations, standing_lines(found, later, day))
    elif clause is None:
        render_plan(page(), found, standing_lines(found, later, day))
    else:
        render_clause(page(), found, chosen)


def _chosen_clause(plan: Plan, name: str | None) -> Clause:
    """The clause that a name means, the root where none is named."""
    from assistant.channels.selection import find_clauses

    if name is None:
        return plan.root
    clauses = find_clauses(plan, name)
    if not clauses:
        raise Failure("plans.unknown_clause", plan=plan.id, name=name, hint=text("plans.see_clauses", plan=plan.id))
    return clauses[0]


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
