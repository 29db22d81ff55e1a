"""Have the networks of a job loaded. Apart from the bench, since loading begins before that is imported."""

from mirrorme.adapters.models.networks import Networks, start_loading
from mirrorme.adapters.models.pending import Loader
from mirrorme.adapters.models.selection import select
from mirrorme.adapters.models.user import chosen
from mirrorme.pipeline.errors import SetupError
from mirrorme.pipeline.order import Job
from mirrorme.settings import Settings


def start_networks(job: Job, settings: Settings) -> Networks:
    """Begin to load what a job needs.

    Raises:
        SetupError: weights that are missing, or others than those that a stored job names.
    """
    loader = Loader(device=job.device, threads=job.threads, compiled=settings.compiled)
    selection = select(settings.licences, chosen(settings.config))
    networks = start_loading(job.recipe, selection, settings.weights, loader)
    in_use = {network.name: network.digest for network in networks}
    for name, digest in (job.models or {}).items():
        if in_use.get(name) != digest:
            raise SetupError(
                f"this recipe was carried out with {name} {digest[:12]}, and that is not in use: see `mirrorme models` "
                "and `mirrorme models use`"
            )
    return networks
