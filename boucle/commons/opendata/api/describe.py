"""The description of the interface (OpenAPI 3.1): ninja's, with the fields of each kind's form and the columns."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from boucle.commons.opendata import queries
from boucle.commons.opendata.api.interface import api
from boucle.commons.opendata.exports import columns
from boucle.foundation.lifecycle import registry

TYPES: tuple[tuple[type[forms.Field], dict[str, Any]], ...] = (
    (forms.FloatField, {"type": "number"}),
    (forms.BooleanField, {"type": "boolean"}),
    (forms.DateField, {"type": "string", "format": "date"}),
    (forms.MultipleChoiceField, {"type": "array", "items": {"type": "string"}}),
)
JSON = "application/json"
PROBLEM = {
    "description": "A problem (RFC 9457)",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def described() -> dict[str, Any]:
    """The whole description, ready for JSON."""
    schema: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    schemas = schema.setdefault("components", {}).setdefault("schemas", {})
    schemas["Fiche"] = fiche_schema()
    schemas["Problem"] = problem_schema()
    for kind in queries.importable_kinds():
        schemas[f"Proposal_{kind.code}"] = proposal_schema(kind)
    bodies = [{"$ref": f"#/components/schemas/Proposal_{kind.code}"} for kind in queries.importable_kinds()]
    for path, verb in (("/fiches", "post"), ("/follow", "put")):
        operation = schema["paths"][f"/api/v1{path}"][verb]
        operation["requestBody"] = {"required": True, "content": {JSON: {"schema": {"oneOf": bodies}}}}
    answered = schema["paths"]["/api/v1/fiches/{identifier}"]["get"]["responses"]
    answered["200"] = {"description": "OK", "content": {JSON: {"schema": {"$ref": "#/components/schemas/Fiche"}}}}
    for operation in (each for path in schema["paths"].values() for each in path.values()):
        for name in ("summary", "description"):
            operation[name] = _(operation[name]) if operation.get(name) else ""
        known = {str(status): response for status, response in operation["responses"].items()}
        operation["responses"] = {"200": {"description": "OK"}, **known, "default": PROBLEM}
    return schema


def fiche_schema() -> dict[str, Any]:
    properties = {column.name: {"description": str(column.meaning)} for column in columns.every()}
    return {"type": "object", "properties": properties, "required": [column.name for column in columns.SHARED]}


def problem_schema() -> dict[str, Any]:
    error = {"type": "object", "properties": {"field": {"type": "string"}, "message": {"type": "string"}}}
    return {
        "type": "object",
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "errors": {"type": "array", "items": error},
        },
    }


def proposal_schema(kind: registry.Kind) -> dict[str, Any]:
    fields = queries.form_class(kind.code).base_fields
    properties = {name: field_schema(name, field) for name, field in fields.items() if name not in queries.NOT_OFFERED}
    own = {
        "territory": {"type": "string", "description": _("code or slug of the territory")},
        "situation": {"type": "string", "description": _("slug of a situation; left out: the current one")},
        "contact": {
            "type": "object",
            "description": _("who to reach; never public"),
            "properties": {name: {"type": "string"} for name in ("name", "email", "phone")},
        },
    }
    required = [name for name, field in fields.items() if field.required]
    return {"type": "object", "properties": {**properties, **own}, "required": required}


def field_schema(name: str, field: forms.Field) -> dict[str, Any]:
    found: dict[str, Any] = next((dict(shape) for kind, shape in TYPES if isinstance(field, kind)), {"type": "string"})
    found["description"] = ". ".join(str(part).rstrip(".") for part in (field.label or name, field.help_text) if part)
    choices = [str(value) for value, _label in getattr(field, "choices", []) if value]
    if choices:
        if found["type"] == "array":
            found["items"] = {"type": "string", "enum": choices}
        else:
            found["enum"] = choices
    longest = getattr(field, "max_length", None)
    return {**found, **({"maxLength": longest} if longest else {})}
