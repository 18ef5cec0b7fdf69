"""Reading what a Web API request says: forms, queries or JSON, checked against the method's arguments."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from emulator.methods import Method, Refused, invalid_arguments

_BOOLEANS: Mapping[Any, bool] = {"1": True, "true": True, "0": False, "false": False, "": False}
_FORMAT_ERRORS = {"blocks": "invalid_blocks_format", "metadata": "invalid_metadata_format"}


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came: its token, its arguments, and whether they came as JSON."""

    token: str
    arguments: Mapping[str, Any]
    is_json: bool

    def plain(self, name: str) -> str | None:
        """Return an argument that is text, if it is there."""
        value = self.arguments.get(name)
        return value if isinstance(value, str) else None

    def kept(self) -> dict[str, Any]:
        """Return the arguments for the record, JSON in forms decoded."""
        return {name: _decoded(value) for name, value in self.arguments.items()}


def parse_request(*, authorization: str, content_type: str, query: str, body: bytes) -> Request:
    """Read a request's parts; the token comes from the header, the query or the form, never from JSON."""
    arguments: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True))
    is_json = content_type.startswith("application/json")
    fields: Any = {}
    if is_json and body:
        try:
            fields = json.loads(body)
        except ValueError:
            fields = None
        fields = dict(fields) if isinstance(fields, dict) else {}
        fields.pop("token", None)
    elif body:
        fields = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    arguments.update(fields)
    token = str(arguments.pop("token", ""))
    return Request(authorization.removeprefix("Bearer ").strip() or token, arguments, is_json and bool(body))


def read_arguments(method: Method, request: Request) -> dict[str, Any]:
    """Return the arguments as the method takes them; nulls count as not given.

    Raises:
        Refused: an argument the method does not know, lacks or cannot read.
    """
    given = {name: value for name, value in request.arguments.items() if value is not None}
    if request.is_json and not method.accepts_json and given:
        raise invalid_arguments(f"{method.name} does not read JSON; send a form or a query")
    # Bolt's clients send the workspace with every call, as tokens of whole organisations need it.
    if "team_id" not in method.arguments:
        given.pop("team_id", None)
    unknown = [name for name in given if name not in method.arguments]
    if unknown:
        raise invalid_arguments(*(f"unknown argument: {name}" for name in unknown))
    missing = [name for name in method.required if name not in given]
    if missing:
        raise invalid_arguments(*(f"missing required field: {name}" for name in missing))
    return {name: _read(method.arguments[name], name, value) for name, value in given.items()}


def _read(kind: str, name: str, value: Any) -> Any:
    if kind == "json":
        return _read_json(name, value)
    if kind == "boolean":
        return _read_boolean(name, value)
    if kind == "integer":
        return _read_integer(name, value)
    if name == "users" and isinstance(value, list):
        value = ",".join(map(str, value))
    if not isinstance(value, str):
        raise invalid_arguments(f"must be a string [json-pointer:/{name}]")
    return value


def _read_json(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not value:
        return None
    try:
        return json.loads(value)
    except ValueError:
        raise (
            Refused(_FORMAT_ERRORS[name])
            if name in _FORMAT_ERRORS
            else invalid_arguments(f"must be valid JSON [json-pointer:/{name}]")
        ) from None


def _read_boolean(name: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    key = str(value).lower()
    if key not in _BOOLEANS:
        raise invalid_arguments(f"must be a boolean [json-pointer:/{name}]")
    return _BOOLEANS[key]


def _read_integer(name: str, value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise invalid_arguments(f"must be an integer [json-pointer:/{name}]") from None


def _decoded(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
