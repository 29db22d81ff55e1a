"""How many edit workers a machine bears."""

WORKER_BYTES = 2_000_000_000
"""What a worker needs at most, with 24 megapixels."""


def count_workers(asked: int | None) -> int:
    """One a core, as far as the memory reaches, at least one; as many as were asked for otherwise."""
    from mirrorme.adapters.machine import cores, free_memory

    return asked or max(1, min(cores(), free_memory() // WORKER_BYTES))
