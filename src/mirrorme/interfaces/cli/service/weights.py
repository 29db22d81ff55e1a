"""Have the weights that edits need."""


def have_weights() -> None:
    """Fetch what is missing, and say so.

    Raises:
        FetchError: they can't be had.
    """
    from mirrorme.adapters.models.selection import select
    from mirrorme.adapters.models.user import chosen
    from mirrorme.interfaces.cli.fetching import fetch
    from mirrorme.settings import Settings

    settings = Settings.from_environment()
    assets = [weights.asset for weights in select(settings.licences, chosen(settings.config)).known()]
    missing = [asset for asset in assets if not settings.weights.path(asset).exists()]
    if missing:
        fetch(settings.weights, missing)
