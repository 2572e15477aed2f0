"""The table of keys as a JSON Schema (draft-07), for completion and checks in editors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deckgen.spec.schema import Key, Table

_TEXT: dict[str, Any] = {"type": ["string", "number", "boolean"]}
"""A text field takes what YAML 1.1 editors take for a number or a flag: it stays as written."""
_FILLED: dict[str, Any] = {**_TEXT, "pattern": "\\S"}
"""A text that must not be empty."""
_ID: dict[str, Any] = {"type": ["string", "number", "boolean"], "pattern": "^\\S+$"}
_DAY = "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$"
_LANGUAGE = "^\\s*$|^\\s*[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\\s*$"
_NEEDS: dict[str, tuple[dict[str, Any], ...]] = {
    "maintain": tuple(
        {"required": [k], "properties": {k: {"type": "number"}}} for k in ("min", "max")
    ),
    "milestones": ({"required": ["milestones"], "properties": {"milestones": {"type": "array"}}},),
}
"""What a key result of a kind cannot be without: one of these."""


def build(tables: Mapping[str, Table], part: bool = False) -> dict[str, Any]:
    """The whole schema; every table but ``spec`` is a definition.

    ``part`` is for an included file, where neither the cycle nor the company has to be whole.
    """
    root = _object(tables["spec"])
    definitions = {name: _object(table) for name, table in tables.items() if name != "spec"}
    if part:
        for name in ("cycle", "company"):
            definitions[name].pop("required", None)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Part of an OKR spec of deckgen" if part else "OKR spec of deckgen",
        **root,
        "definitions": definitions,
    }


def _object(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "type": "object",
        "description": table.description,
        "properties": {key.name: _property(key) for key in table.keys.values()},
        "patternProperties": {"^x-": {"description": "Your own; reaches templates as it is."}},
        "additionalProperties": False,
    }
    required = [key.name for key in table.keys.values() if key.required]
    if required:
        schema["required"] = required
    if table.name == "key_result":
        schema["allOf"] = [
            {
                "if": {"required": ["kind"], "properties": {"kind": {"const": kind}}},
                "then": {"anyOf": list(needs)},
            }
            for kind, needs in _NEEDS.items()
        ]
    return schema


def _property(key: Key) -> dict[str, Any]:
    description = key.description
    schema = _type(key)
    if isinstance(key.default, str) and key.kind not in ("text", "word", "id"):
        description += f" Default: {key.default}."
    elif key.default is not None and key.default != "":
        if key.default in key.words or key.kind not in ("text", "word", "id"):
            schema["default"] = key.default
        else:
            description += f" Default: {key.default}."
    if key.minimum is not None:
        schema["minimum"] = key.minimum
    if key.maximum is not None:
        schema["maximum"] = key.maximum
    if key.example is not None:
        schema["examples"] = [key.example]
    if key.name == "language":
        schema = {"type": "string", "pattern": _LANGUAGE}
    if not key.required:
        schema = _or_nothing(schema)
    return {"description": description, **schema}


def _or_nothing(schema: dict[str, Any]) -> dict[str, Any]:
    """A key may stand there with nothing after it."""
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    if "type" in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return {**schema, "type": [*types, "null"]}
    if "allOf" in schema:
        return {"anyOf": [*schema["allOf"], {"type": "null"}]}
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    return schema


def _type(key: Key) -> dict[str, Any]:
    match key.kind:
        case "text":
            return dict(_FILLED if key.required else _TEXT)
        case "id":
            return dict(_ID)
        case "number" | "integer":
            return {"type": key.kind}
        case "flag":
            return {"type": "boolean"}
        case "date":
            return {"type": "string", "format": "date", "pattern": _DAY}
        case "word":
            words: list[Any] = list(key.words)
            return {"enum": [1, "1"] if key.name == "version" else words}
        case "level":
            return {"type": ["string", "integer"]}
        case "one":
            return {"allOf": [{"$ref": f"#/definitions/{key.of}"}]}
        case "many":
            return {"type": "array", "items": {"$ref": f"#/definitions/{key.of}"}}
        case "texts":
            limits = {"minItems": 1, "maxItems": 6} if key.name == "levels" else {}
            return {"type": "array", "items": dict(_FILLED), **limits}
        case "ids":
            return {"anyOf": [dict(_ID), {"type": "array", "items": dict(_ID)}]}
        case "dependencies":
            items = [dict(_ID), {"$ref": f"#/definitions/{key.of}"}]
            return {"type": "array", "items": {"anyOf": items}}
        case "data":
            return {"type": "object"}
