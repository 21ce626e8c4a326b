"""Click commands that speak Vietnamese: help and usage errors from texts.yaml. Holds no command of its own."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import click

from assistant.channels.texts import has_text, text

_PIECES = {"[OPTIONS]": "help.options_piece", "COMMAND [ARGS]...": "help.command_piece"}  # click's, in a usage line


class UsageProblem(click.UsageError):
    """Wrong usage, worded by texts.yaml; ends the program with code 2."""

    def __init__(self, key: str, ctx: click.Context | None = None, **fields: object) -> None:
        super().__init__(text(key, **fields), ctx or click.get_current_context(silent=True))


class Failure(click.ClickException):
    """Something asked for that cannot be done, worded by texts.yaml; ends the program with code 1."""

    def __init__(self, key: str, **fields: object) -> None:
        super().__init__(text(key, **fields))


class Command(click.Command):
    """A command whose help stands in texts.yaml under ``commands.<name>``."""

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 - click's signature; ours are short
        """Return the line for the list of commands."""
        return text(f"commands.{self.name}.short")

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, description, arguments, options and an example."""
        _format_help(self, ctx, formatter)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as click does, but word superfluous arguments ourselves."""
        strict = not ctx.allow_extra_args
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if strict and rest and not ctx.resilient_parsing:
            raise UsageProblem("usage.extra_arguments", ctx, words=" ".join(rest))
        return rest


class Group(click.Group):
    """A group whose help stands in texts.yaml, and whose commands are imported when they are called."""

    def __init__(self, *args: Any, modules: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands in the order of the contract."""
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import the module that holds a command, and return the command."""
        from importlib import import_module

        if cmd_name not in self._modules:
            return None
        command: click.Command = getattr(import_module(self._modules[cmd_name]), f"{cmd_name}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one may have been meant."""
        if args and args[0] not in self._modules and not ctx.resilient_parsing:
            hint = _did_you_mean(get_close_matches(args[0], self._modules, n=2))
            raise UsageProblem("usage.no_such_command", ctx, name=args[0], hint=hint)
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, description, options, commands and an example."""
        _format_help(self, ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write one line a command."""
        with formatter.section(text("help.commands")):
            formatter.write_dl([(name, text(f"commands.{name}.short")) for name in self.list_commands(ctx)])


def usage_line(error: click.UsageError) -> str:
    """Return wrong usage as one Vietnamese line that says what to do."""
    problem = _problem(error)
    command = error.ctx.command_path if error.ctx else "troly"
    return text("usage.see_help", problem=problem, command=command)


def _problem(error: click.UsageError) -> str:
    match error:
        case UsageProblem():
            return error.message
        case click.NoSuchOption():
            return text("usage.no_such_option", name=error.option_name, hint=_did_you_mean(error.possibilities or ()))
        case click.MissingParameter():
            return text("usage.missing", param=_param_name(error))
        case click.BadParameter():
            return text("usage.bad_value", param=_param_name(error))
        case click.BadOptionUsage():
            return text("usage.bad_option", option=error.option_name)
        case _:
            return text("usage.other")


def _param_name(error: click.BadParameter) -> str:
    param = error.param
    if param is None or error.ctx is None:
        return "?"
    return param.opts[0] if isinstance(param, click.Option) else param.make_metavar(error.ctx)


def _did_you_mean(names: Sequence[str]) -> str:
    return text("usage.did_you_mean", names=", ".join(names)) if names else ""


def _format_help(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    pieces = " ".join(
        text(_PIECES[piece]) if piece in _PIECES else piece for piece in command.collect_usage_pieces(ctx)
    )
    formatter.write_usage(ctx.command_path, pieces, prefix=text("help.usage"))
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(text(f"commands.{command.name}.help"))
    params = command.get_params(ctx)
    arguments = [param for param in params if isinstance(param, click.Argument)]
    options = [param for param in params if isinstance(param, click.Option) and not param.hidden]
    if arguments:
        with formatter.section(text("help.arguments")):
            formatter.write_dl([(param.make_metavar(ctx), _help(command, param)) for param in arguments])
    with formatter.section(text("help.options")):
        formatter.write_dl([(_spelling(param, ctx), _help(command, param)) for param in options])
    if isinstance(command, Group):
        command.format_commands(ctx, formatter)
    formatter.write_paragraph()
    formatter.write(text("help.example", example=text(f"commands.{command.name}.example")) + "\n")


def _spelling(param: click.Option, ctx: click.Context) -> str:
    names = ", ".join(sorted(param.opts, key=len))
    return names if param.is_flag else f"{names} {param.make_metavar(ctx)}"


def _help(command: click.Command, param: click.Parameter) -> str:
    name = max(param.opts, key=len).lstrip("-").replace("-", "_")
    own = f"commands.{command.name}.options.{name}"
    return text(own if has_text(own) else f"options.{name}")
