"""Judge an edit: five factors from 0 to 100, with a plain sentence and a heat map for each.

Nothing here knows who is in a picture. Skin is looked at as pixels in memory, and no number about it leaves but how
well it is lit.
"""

from mirrorme.quality.records import Factor, Finding, Score
from mirrorme.quality.score import Judged, judge
from mirrorme.quality.view import View, view_of

__all__ = ["Factor", "Finding", "Judged", "Score", "View", "judge", "view_of"]
