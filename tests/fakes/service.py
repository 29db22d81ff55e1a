"""`mirrorme up` and all of its parts, with workers that run small networks (see ``tests.fakes.worker``)."""

from dataclasses import replace

from mirrorme.adapters.models import selection
from mirrorme.adapters.workers import child
from mirrorme.interfaces.cli.main import main
from mirrorme.settings import Settings
from mirrorme.wiring.one_machine import OneMachine
from tests.fakes.cli import WORKER
from tests.fakes.weights import small_weights

OURS = "tests.fakes.service"
_PARTS, _OWN_COMMAND = OneMachine.parts, child.own_command


def parts(self: OneMachine, environment: dict[str, str]) -> list[object]:
    """The same, started by this module."""
    found = _PARTS(self, environment)
    return [
        replace(part, command=tuple(OURS if "mirrorme" in word else word for word in part.command)) for part in found
    ]


def editing_small(module: str) -> list[str]:
    """What edits runs small networks; what renders previews has none and is the real one."""
    return WORKER if module == "mirrorme.interfaces.worker" else _OWN_COMMAND(module)


if __name__ == "__main__":
    settings = Settings.from_environment()
    vars(selection).update(small_weights(settings.weights, settings.cache / "made"))
    vars(child).update(own_command=editing_small)
    OneMachine.parts = parts  # type: ignore[method-assign,assignment]
    main()
