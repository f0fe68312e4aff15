"""The JSON Schema of the format, so that editors complete and check a definition while it is written."""

from typing import Any, assert_never

from footpath.definition import format as f
from footpath.definition.load import COMMON_KEYS
from footpath.questions import KINDS
from footpath.rules.read import KEYWORDS

SCHEMA = "https://json-schema.org/draft/2020-12/schema"

# What rules can name may not be a word of the rule language.
_NAMED_IN_RULES = ("questions", "rules", "figures", "lists")


def schema() -> dict[str, Any]:
    """JSON Schema, draft 2020-12. It says all that can be said of one place; the loader also looks at what belongs
    together: that what is named is there, and that the rules are right.
    """
    return _Schema().whole()


def schema_of(group: f.Group) -> dict[str, Any]:
    """Of another file whose keys are said in the same way, like a step's."""
    made = _Schema()
    whole = made.group(group)
    return {**whole, "$defs": {"words": _WORDS, **made.groups}}


class _Schema:
    def __init__(self) -> None:
        self.groups: dict[str, Any] = {}

    def whole(self) -> dict[str, Any]:
        service = self.group(f.SERVICE)
        return {
            "$schema": SCHEMA,
            "$id": f"urn:footpath:definition:{f.FORMAT}",
            "title": f"A Footpath service, format {f.FORMAT}",
            **service,
            "$defs": {"words": _WORDS, **self.groups},
        }

    def of(self, shape: f.Shape) -> dict[str, Any]:
        match shape:
            case f.Text():
                return _TEXT
            case f.ForPeople():
                return {"$ref": "#/$defs/words"}
            case f.Feel():
                return {"type": ["string", "boolean", "number"], "minLength": 1}
            case f.Cell():
                return {"type": ["string", "boolean", "number", "null"]}
            case f.Id():
                return {"type": "string", "pattern": f"^{f.ID}$", "maxLength": f.LONGEST_ID}
            case f.Whole():
                if shape.least == shape.most:
                    return {"const": shape.least}
                return {"type": "integer", "minimum": shape.least, "maximum": shape.most}
            case f.TrueOrFalse():
                return {"type": "boolean"}
            case f.Day():
                return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
            case f.OneOf():
                return {"enum": list(shape.words)}
            case f.Period():
                return {"type": "string", "pattern": f"^{f.PERIOD}$"}
            case f.Bounds():
                end = {"type": ["number", "string", "null"]}
                return {"type": "array", "items": end, "minItems": 2, "maxItems": 2}
            case f.Constant():
                return {"anyOf": [_PLAIN, {"type": "array", "items": _PLAIN}]} if shape.or_list else _PLAIN
            case f.Row():
                return {"type": "array", "items": self.of(f.Cell()), "minItems": 2}
            case f.Data():
                return {"type": "object"}
            case f.ListOf():
                return {"type": "array", "items": self.of(shape.item), "minItems": shape.least}
            case f.ById():
                return self.by_id(shape)
            case f.Group():
                return self.reference(shape)
            case f.ByForm():
                forms = [self.of(form) for form in (shape.value, shape.items) if form is not None]
                return {"anyOf": [*forms, self.reference(shape.group)]}
            case _:
                assert_never(shape)

    def by_id(self, shape: f.ById) -> dict[str, Any]:
        names: dict[str, Any] = {"pattern": f"^{f.ID}$", "maxLength": f.LONGEST_ID}
        taken = {*f.RESERVED.get(shape.of, ()), *(KEYWORDS if shape.of in _NAMED_IN_RULES else ())}
        if taken:
            names["not"] = {"enum": sorted(taken)}
        return {
            "type": "object",
            "propertyNames": names,
            "additionalProperties": self.of(shape.value),
            "minProperties": 1,
        }

    def reference(self, group: f.Group) -> dict[str, Any]:
        """Each group once, by name."""
        name = group.name.replace(" ", "_")
        if name not in self.groups:
            self.groups[name] = {}  # so that a group may hold itself
            self.groups[name] = self.group(group)
        return {"$ref": f"#/$defs/{name}"}

    def group(self, group: f.Group) -> dict[str, Any]:
        made: dict[str, Any] = {
            "description": group.says,
            "type": "object",
            "properties": {key.name: {**self.of(key.takes), "description": key.says} for key in group.keys},
            "additionalProperties": False,
        }
        needed = [key.name for key in group.keys if key.needed]
        if needed:
            made["required"] = needed
        if group is f.QUESTION or group is f.ITEM_QUESTION:
            made["allOf"] = _by_kind(group)
        if group is f.FIGURE.group:
            made["oneOf"] = [{"required": ["value"]}, {"required": ["dated"]}]
        if group is f.RULE.group:
            made["oneOf"] = [{"required": ["table"]}, {"required": ["is"]}]
        return made


_TEXT: dict[str, Any] = {"type": "string", "pattern": r"\S"}
_PLAIN: dict[str, Any] = {"type": ["number", "string", "boolean"]}
_WORDS: dict[str, Any] = {
    "description": "A text that people read: in English, or in English and Welsh.",
    "anyOf": [
        _TEXT,
        {
            "type": "object",
            "properties": {
                "en": {**_TEXT, "description": "In English."},
                "cy": {**_TEXT, "description": "In Welsh."},
            },
            "required": ["en"],
            "additionalProperties": False,
        },
    ],
}


def _by_kind(group: f.Group) -> list[dict[str, Any]]:
    """For each kind of question, the keys it needs and those it has no use for."""
    rules: list[dict[str, Any]] = []
    for word, kind in KINDS.items():
        if group is f.ITEM_QUESTION and word == "repeat":
            rules.append({"properties": {"type": {"not": {"const": word}}}})
            continue
        then: dict[str, Any] = {
            "properties": {key.name: False for key in group.keys if key.name not in COMMON_KEYS | kind.takes}
        }
        if kind.needs:
            then["required"] = sorted(kind.needs)
        rules.append({"if": {"properties": {"type": {"const": word}}, "required": ["type"]}, "then": then})
    return rules
