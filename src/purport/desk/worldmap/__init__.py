"""A map of what a brief holds, as a picture in SVG that needs nothing from anywhere."""

from purport.desk.worldmap.picture import worldmap
from purport.desk.worldmap.spots import Atlas, Spot, spots

__all__ = ["Atlas", "Spot", "spots", "worldmap"]
