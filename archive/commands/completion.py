"""`archive completion`: prints what makes a shell complete `archive` commands and options."""

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script for SHELL. For bash: archive completion bash >> ~/.bashrc"""
    found = get_completion_class(shell)
    assert found is not None  # the choices are those that click knows
    click.echo(found(context.find_root().command, {}, "archive", "_ARCHIVE_COMPLETE").source())
