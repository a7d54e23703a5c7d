"""A brief to hand on: sentences that each say who said what through whom, how sure, and on what bytes; in four forms.

:mod:`~purport.desk.handout.contents` makes the one record of it, and what lies in :mod:`~purport.desk.handout.forms` lays it out.
"""

from purport.desk.handout.about import asked
from purport.desk.handout.contents import brief
from purport.desk.handout.forms import written

__all__ = ["asked", "brief", "written"]
