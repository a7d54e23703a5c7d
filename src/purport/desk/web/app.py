"""The app: views behind the door, the words of one language, and answers to errors."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import Depends, FastAPI
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp

from purport.desk.web import assets
from purport.desk.web.faults import handled
from purport.desk.web.guard import ours, reader
from purport.desk.web.pages import Pages
from purport.desk.web.port import Desk, Visitor
from purport.desk.web.settings import Settings
from purport.desk.web.views import VIEWS
from purport.desk.web.views.oidc import Journeys, client_of
from purport.desk.web.wire import Wire
from purport.desk.web.witnessing import Witnesses
from purport.desk.web.words import Words
from purport.version import __version__


def app_of(desk: Desk, settings: Settings | None = None) -> ASGIApp:
    """The app that serves a desk.

    Every view but those that say so themselves is behind the door, and every request that changes something must come from a page
    of this desk.
    """
    chosen = settings or Settings()
    app = FastAPI(
        title="purport",
        version=__version__,
        description="Attributed statements: who said what, through whom, how sure, on what evidence.",
        servers=[{"url": "/"}],
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.desk = desk
    app.state.settings = chosen
    app.state.pages = Pages(Words(chosen.language), VIEWS)
    app.state.oidc, app.state.journeys = client_of(chosen), Journeys()
    app.state.witnesses, app.state.streams = Witnesses(), Counter[str]()
    for view in VIEWS:
        door = [Depends(ours)] if view.public else [Depends(reader), Depends(ours)]
        app.include_router(view.router, dependencies=door)
    app.include_router(assets.router)
    handled(app)

    @app.get("/health", include_in_schema=False)
    def health() -> Response:
        """Whether the desk answers and its ledger can be asked."""
        desk.questions.newest()
        return JSONResponse({"status": "ok"})

    @app.get("/api/openapi.json", include_in_schema=False)
    def contract(_visitor: Annotated[Visitor, Depends(reader)]) -> Response:
        """What programs can ask (OpenAPI)."""
        return JSONResponse(app.openapi())

    return Wire(app, chosen, desk.now)
