"""`mirrorme up` and all of its parts, with workers that run small networks (see ``tests.fakes.worker``)."""

from dataclasses import replace

from mirrorme.adapters.models import selection
from mirrorme.adapters.workers import child
from mirrorme.interfaces.cli.main import main
from mirrorme.settings import Settings
from mirrorme.wiring.one_machine import OneMachine
from tests.fakes.cli import small_worker
from tests.fakes.worker import small_weights

OURS = "tests.fakes.service"
_PARTS = OneMachine.parts


def parts(self: OneMachine, environment: dict[str, str]) -> list[object]:
    """The same, started by this module."""
    found = _PARTS(self, environment)
    return [
        replace(part, command=tuple(OURS if "mirrorme" in word else word for word in part.command)) for part in found
    ]


if __name__ == "__main__":
    settings = Settings.from_environment()
    vars(selection).update(small_weights(settings.weights, settings.cache / "made"))
    vars(child).update(own_command=small_worker)
    OneMachine.parts = parts  # type: ignore[method-assign,assignment]
    main()
