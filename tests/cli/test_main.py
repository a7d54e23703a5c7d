"""The program: its commands are loaded when they are asked for, and the list of them says what they say."""

import click
import pytest
from click.testing import CliRunner

from purport.cli.main import COMMANDS, cli


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_of_a_command_what_it_says_of_itself(name):
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.name == name
    assert COMMANDS[name][1] == command.short_help


def test_help_names_every_command_in_its_order():
    told = CliRunner().invoke(cli, ["--help"]).stdout
    listed = told.partition("Commands:")[2]
    places = [listed.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places)


def test_a_command_that_there_is_not():
    done = CliRunner().invoke(cli, ["reed", "x"])
    assert done.exit_code == 2
    assert "No such command 'reed'" in done.stderr
