"""The views. A new one is a module here with a `VIEW`, a template and words of its own name, and a line in this list.

``templates/NAME.html`` is its page, ``static/NAME.js`` its script if it has one, ``words/LANGUAGE/NAME.po`` what it says; the
navigation is in the order of this list.
"""

from __future__ import annotations

from purport.desk.web.pages import View
from purport.desk.web.views import (
    account,
    api,
    deciding,
    entry,
    handing,
    jobs,
    log,
    map,
    matter,
    oidc,
    pictures,
    recording,
    review,
    ruling,
    speaker,
    story,
    stream,
    timeline,
    translation,
)

VIEWS: tuple[View, ...] = (
    stream.VIEW,
    map.VIEW,
    timeline.VIEW,
    matter.VIEW,
    pictures.VIEW,
    review.VIEW,
    handing.VIEW,
    jobs.VIEW,
    story.VIEW,
    ruling.VIEW,
    translation.VIEW,
    speaker.VIEW,
    recording.VIEW,
    log.VIEW,
    api.VIEW,
    deciding.VIEW,
    account.VIEW,
    entry.VIEW,
    oidc.VIEW,
)
