"""The interface itself: how it answers, who may write, and its routes."""

from typing import Any

import orjson
from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.renderers import BaseRenderer

from boucle.commons.opendata.api import fiches, follow, places, problems
from boucle.commons.opendata.exports import features


class Renderer(BaseRenderer):
    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> Any:
        return orjson.dumps(data, option=features.OPTIONS, default=str)


api = NinjaAPI(
    title="Boucle",
    version="1",
    urls_namespace="api-1",
    docs_url=None,  # /api/ is our own page: the packaged one needs inline scripts
    openapi_url=None,
    renderer=Renderer(),
)
problems.register(api)
api.add_router("", fiches.router)
api.add_router("", follow.router)
api.add_router("", places.router)
