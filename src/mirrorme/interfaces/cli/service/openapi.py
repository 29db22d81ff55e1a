"""`mirrorme openapi`: the API's description, for generators of clients."""

import json

import typer


def openapi() -> None:
    """Print the API's description (OpenAPI 3.1, JSON); the portal's client is generated from it."""
    from mirrorme.interfaces.http.app import describe

    typer.echo(json.dumps(describe(), indent=1, sort_keys=True))
