"""`mirrorme warm`: compile the numeric kernels, as the last part of an installation."""

import typer


def warm() -> None:
    """Compile for this processor what would otherwise be compiled during the first edit."""
    from mirrorme.pipeline.rehearse import rehearse

    for result in rehearse():
        for reason in result.reasons:
            typer.echo(f"the rehearsal ended with {reason.code}: {reason.message}", err=True)
