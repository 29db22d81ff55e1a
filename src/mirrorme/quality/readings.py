"""All measurements of an edit, in the order in which they are told."""

from mirrorme.quality.artifacts import artifact_readings
from mirrorme.quality.colour import colour_readings
from mirrorme.quality.composition import composition_readings
from mirrorme.quality.edges import edge_readings
from mirrorme.quality.light import light_readings
from mirrorme.quality.reading import Reading
from mirrorme.quality.view import View


def readings_of(view: View) -> list[Reading]:
    """Measure everything."""
    return [
        *edge_readings(view),
        *light_readings(view),
        *colour_readings(view),
        *composition_readings(view),
        *artifact_readings(view),
    ]
