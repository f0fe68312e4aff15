"""Functions on contexts."""

from typing import Any

from footpath.rules.functions.function import Example, Form, Function, Param
from footpath.rules.run import Run
from footpath.rules.types import ANY, TEXT, ContextOf, ListOf, optional

_CONTEXT = ContextOf({})
_DEEPEST = 64  # as deep as a rule's text may be


def _get_value(run: Run, of: dict[str, Any], key: str) -> Any:
    return of[key] if key in of else run.null(f"there is no {key} in it")


def _get_entries(run: Run, of: dict[str, Any]) -> list[Any]:
    run.spend(len(of))
    return [{"key": key, "value": value} for key, value in of.items()]


def _context(run: Run, entries: list[Any]) -> dict[str, Any] | None:
    out: dict[str, Any] = {}
    for entry in entries:
        run.spend()
        if type(entry) is not dict or type(entry.get("key")) is not str or "value" not in entry or entry["key"] in out:
            return run.null("context makes a context of entries that each have a key and a value, no key twice")
        out[entry["key"]] = entry["value"]
    return out


def _put(run: Run, of: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    run.spend(len(of))
    run.check_items(len(of) + 1)
    return {**of, key: value}


def _put_at(run: Run, of: dict[str, Any], keys: list[Any], value: Any) -> dict[str, Any] | None:
    if len(keys) > _DEEPEST:  # before any is looked at
        return run.null(f"the keys lead through more than {_DEEPEST} contexts")
    if not keys or any(type(key) is not str for key in keys):
        return run.null("the keys are a list of one text or more")
    way = [of]
    for key in keys[:-1]:
        inner = way[-1].get(key)
        if inner is not None and type(inner) is not dict:
            return run.null(f"{key} is not a context")
        way.append(inner or {})
    made: Any = value
    for inner, key in zip(reversed(way), reversed(keys), strict=True):
        made = _put(run, inner, key, made)
    return dict(made)


def _merge(run: Run, contexts: list[Any]) -> dict[str, Any] | None:
    out: dict[str, Any] = {}
    for one in contexts:
        if type(one) is not dict:
            return run.null("context merge merges contexts")
        run.spend(len(one))
        out.update(one)
        run.check_items(len(out))
    return out


FUNCTIONS = (
    Function(
        name="get value",
        forms=(Form(params=(Param("m", _CONTEXT), Param("key", TEXT)), does=_get_value, gives=ANY),),
        says="The value of an entry.",
        examples=(Example('get value({a: 1}, "a")', "1"),),
    ),
    Function(
        name="get entries",
        forms=(
            Form(
                params=(Param("m", _CONTEXT),), does=_get_entries, gives=ListOf(ContextOf({"key": TEXT, "value": ANY}))
            ),
        ),
        says="The entries of a context as a list of contexts with key and value.",
        examples=(Example("get entries({a: 1})[1].key", '"a"'),),
    ),
    Function(
        name="context",
        forms=(Form(params=(Param("entries", ListOf(ANY)),), does=_context, gives=optional(_CONTEXT)),),
        says="A context made of entries with key and value.",
        examples=(Example('context([{key: "a", value: 1}])', "{a: 1}"),),
    ),
    Function(
        name="context put",
        forms=(
            Form(
                params=(Param("context", _CONTEXT), Param("key", TEXT), Param("value", ANY, null_too=True)),
                does=_put,
                gives=_CONTEXT,
            ),
            Form(
                params=(Param("context", _CONTEXT), Param("keys", ListOf(ANY)), Param("value", ANY, null_too=True)),
                does=_put_at,
                gives=optional(_CONTEXT),
            ),
        ),
        says="The context with an entry put in; keys in a list go into contexts within.",
        examples=(Example('context put({a: 1}, "b", 2)', "{a: 1, b: 2}"),),
    ),
    Function(
        name="context merge",
        forms=(Form(params=(Param("contexts", ListOf(ANY)),), does=_merge, gives=optional(_CONTEXT)),),
        says="Contexts as one; a later entry of the same name wins.",
        examples=(Example("context merge([{a: 1}, {b: 2}])", "{a: 1, b: 2}"),),
    ),
)
