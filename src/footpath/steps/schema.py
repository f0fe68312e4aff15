"""The JSON Schema of a step's file, so that editors complete and check it while it is written."""

from typing import Any

from footpath.definition.schema import SCHEMA, schema_of
from footpath.steps.reading import FORMAT, STEP

_DAY = {"type": "string", "format": "date"}
_ID = {"type": "string"}
_OF_ALL: dict[str, Any] = {
    "because": {"type": "string", "pattern": r"\S", "description": "Why."},
    "until": {**_DAY, "description": "The day after which it lapses."},
    "must_move_by": {**_DAY, "description": "The day by which people half-way are moved to it: for a law."},
    "carry": {"description": "What becomes of answers that people have given already."},
    "kept_over": {"description": "Which newer text of the standard it was kept against."},
}
_PLACE = {
    "after": {**_ID, "description": "The sibling before it."},
    "before": {**_ID, "description": "The one after it."},
}
_FORMS: dict[str, tuple[str, dict[str, Any], tuple[str, ...]]] = {
    "set": ("Another value for something that is there.", {"to": {"description": "The new value."}}, ("to",)),
    "add": ("Something new.", {"value": {"description": "What it is."}, **_PLACE}, ("value",)),
    "remove": ("Something taken out.", {}, ()),
    "move": ("Something put elsewhere among its siblings.", _PLACE, ()),
}


def schema() -> dict[str, Any]:
    """JSON Schema, draft 2020-12. Whether a step may start is asked when it is registered."""
    made = schema_of(STEP)
    made["properties"]["changes"] = {
        "description": "What differs, written as in an adaptation.",
        "type": "array",
        "items": {"oneOf": [_change(word) for word in _FORMS]},
        "minItems": 1,
    }
    made["required"].append("changes")
    return {"$schema": SCHEMA, "$id": f"urn:footpath:step:{FORMAT}", "title": "A Footpath step", **made}


def _change(word: str) -> dict[str, Any]:
    says, keys, needed = _FORMS[word]
    return {
        "description": says,
        "type": "object",
        "properties": {word: {**_ID, "description": "Where: the ids that lead to it, with dots."}, **keys, **_OF_ALL},
        "required": [word, *needed, "because"],
        "additionalProperties": False,
    }
