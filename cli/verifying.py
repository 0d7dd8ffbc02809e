"""`bihuan audit verify`: the verifier, for who has the program anyway.

It asks no database and no setting. `audit/verify.py` does the same without the program.
"""

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from audit.verify import Refused, Unusable, read_checkpoint, read_key
from audit.verify import keep as kept
from audit.verify import verify as verified
from cli.progress import progress


def verify(
    file: Annotated[Path, typer.Argument(help="An export")],
    key: Annotated[
        str, typer.Option(help="The public key, or a file that holds it; not from us, if you can")
    ],
    checkpoint: Annotated[
        Path | None, typer.Option(help="A checkpoint that you hold from before")
    ] = None,
    keep: Annotated[
        Path | None, typer.Option(help="A new file for the checkpoint that was found good")
    ] = None,
) -> None:
    """Check an export: status 0 where it is good, 1 where it is refused, 2 where it is none."""
    try:
        held = None if checkpoint is None else read_checkpoint(str(checkpoint))
        with progress("verifying") as told:
            found = verified(file, [read_key(key)], held, told)
        kept(found, None if keep is None else str(keep))
    except Refused as error:
        _leave(f"refused: {error}", 1)
    except Unusable as error:
        _leave(f"unusable: {error}", 2)
    typer.echo("\n".join(found.lines()))


def _leave(message: str, status: int) -> NoReturn:
    typer.secho(f"bihuan: {message}", err=True, fg=typer.colors.RED)
    raise typer.Exit(status)
