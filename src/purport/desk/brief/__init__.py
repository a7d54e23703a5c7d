"""A brief: one self-contained HTML page that opens offline, now and in ten years."""

from purport.desk.brief.beside import beside
from purport.desk.brief.page import Extras, page

__all__ = ["Extras", "beside", "page"]
