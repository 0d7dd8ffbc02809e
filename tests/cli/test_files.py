"""`files prune` on the command line; what it deletes is the store's and the service's."""

from tests.cli.shell import Shell


def test_where_there_is_nothing_it_says_so(shell: Shell) -> None:
    shell.inside("migrate")
    assert shell.inside("files", "prune").out == "0 files deleted\n"
    told = shell.inside("files", "prune", "--days", "6")
    assert (told.status, told.out) == (2, "")
