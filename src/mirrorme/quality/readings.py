"""All measurements of an edit, in the order in which they are told."""

from concurrent.futures import ThreadPoolExecutor

from mirrorme.quality.artifacts import artifact_readings
from mirrorme.quality.colour import colour_readings
from mirrorme.quality.composition import composition_readings
from mirrorme.quality.edges import edge_readings
from mirrorme.quality.light import light_readings
from mirrorme.quality.reading import Reading
from mirrorme.quality.small import small_of
from mirrorme.quality.view import View


def readings_of(view: View, threads: int = 1) -> list[Reading]:
    """Measure everything; the edges take about as long as all the rest."""
    parts = (edge_readings, _rest)
    if threads == 1:
        return [reading for part in parts for reading in part(view)]
    with ThreadPoolExecutor(len(parts)) as pool:
        return [reading for found in pool.map(lambda part: part(view), parts) for reading in found]


def _rest(view: View) -> list[Reading]:
    small = small_of(view)
    return [
        *light_readings(view, small),
        *colour_readings(view, small),
        *composition_readings(view),
        *artifact_readings(view),
    ]
