"""docs/reference/api.md, written from the description of the interface."""

from typing import Any

from django.utils import translation

from boucle.commons.opendata.api import describe

HEAD = """# The programming interface

Written from the code, compared by tests/docs/test_opendata.py (`BOUCLE_WRITE_DOCS=1` writes it again).
`/api/v1/openapi.json` describes the same for machines, `/api/` for people.

- Reads need no key. A key goes in `Authorization: Bearer boucle_…` (`boucle apikey create NAME`); beyond its writes an
  hour the answer is 429 with `Retry-After`.
- `/api/v1/follow` takes the secret of a private link in the same header, never in an address.
- A refusal is a problem (RFC 9457, `application/problem+json`) whose `errors` name the fields.
- `Idempotency-Key` makes a proposal safe to send again.

"""


def markdown() -> str:
    """The whole page, in English."""
    with translation.override("en"):
        schema = describe.described()
        operations = [
            operation(path, verb, content) for path, verbs in schema["paths"].items() for verb, content in verbs.items()
        ]
        schemas = schema["components"]["schemas"]
        proposals = [proposal(name, content) for name, content in schemas.items() if name.startswith("Proposal_")]
        return HEAD + "\n".join([*operations, *proposals])


def operation(path: str, verb: str, content: dict[str, Any]) -> str:
    needs = " Needs a bearer." if content.get("security") else ""
    names = [f"`{each['name']}`" for each in content.get("parameters", [])]
    parameters = f"\nParameters: {', '.join(names)}.\n" if names else ""
    said = " ".join(part for part in (content["summary"] + ".", content["description"]) if part)
    return f"## `{verb.upper()} {path}`\n\n{said}{needs}\n{parameters}"


def proposal(name: str, content: dict[str, Any]) -> str:
    rows = [
        f"| `{field}` | {shape['type']} | {'yes' if field in content['required'] else ''} | {shape['description']} |"
        for field, shape in content["properties"].items()
    ]
    return "\n".join([f"## {name}", "", "| field | type | needed | meaning |", "|---|---|---|---|", *rows, ""])
