"""The pages that describe the programming interface."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boucle.commons.opendata.api import describe
from boucle.commons.opendata.exports import columns
from boucle.commons.opendata.exports import pages as exports


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The description for machines (OpenAPI 3.1)."""
    response = HttpResponse(exports.encode(describe.described()), content_type="application/json")
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """The same description for people."""
    schema = describe.described()
    operations = [
        operation(path, verb, content) for path, verbs in schema["paths"].items() for verb, content in verbs.items()
    ]
    schemas = {name: content for name, content in schema["components"]["schemas"].items() if "Proposal_" in name}
    proposals = [(name.removeprefix("Proposal_"), fields(content)) for name, content in schemas.items()]
    context = {"operations": operations, "proposals": proposals, "columns": columns.every()}
    return render(request, "opendata/api.html", context)


def operation(path: str, verb: str, content: dict[str, Any]) -> dict[str, Any]:
    return {
        "verb": verb.upper(),
        "path": path,
        "name": content["operationId"],
        "summary": content["summary"],
        "description": ticked(content.get("description", "")),
        "parameters": [each for each in content.get("parameters", []) if each["in"] != "header"],
        "needs": "Bearer" if content.get("security") else "",
    }


def ticked(text: str) -> list[dict[str, Any]]:
    """A text as parts; what stands between two backticks is code."""
    return [{"text": part, "is_code": place % 2 == 1} for place, part in enumerate(text.split("`"))]


def fields(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "type": content["type"],
            "description": content.get("description", ""),
            "values": content.get("enum") or content.get("items", {}).get("enum", []),
            "is_required": name in schema["required"],
        }
        for name, content in schema["properties"].items()
    ]
