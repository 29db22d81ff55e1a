"""Write results for programs: JSON lines, to a file and to standard output."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import typer

from mirrorme.pipeline.errors import SetupError
from mirrorme.pipeline.result import EditResult


@contextmanager
def reporting(path: Path | None, *, to_stdout: bool) -> Iterator[Callable[[EditResult], None]]:
    """Each result is a line, written at once, so that a report holds whatever was done when a run is ended.

    Raises:
        SetupError: the file can't be written.
    """
    with ExitStack() as stack:
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            file = stack.enter_context(path.open("w", encoding="utf-8")) if path is not None else None
        except OSError as error:
            raise SetupError(f"can't write the report {path}: {error.strerror}") from error

        def report(result: EditResult) -> None:
            line = result.to_json()
            if to_stdout:
                typer.echo(line)
            if file is not None:
                try:
                    file.write(line + "\n")
                    file.flush()
                except OSError as error:
                    raise SetupError(f"can't write the report {path}: {error.strerror}") from error

        yield report
