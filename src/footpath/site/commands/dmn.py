"""Commands that carry rules between DMN models and service definitions."""

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from footpath.rules import ListOf, NumberIn, OneOf, Rule, Table, Type
from footpath.rules.show import feel_text
from footpath.rules.types import certain, limits
from footpath.site.commands.files import put

# Characters that a definition is not read with (definition/yaml.py), as FEEL's escapes inside a text.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
# What needs no quotes as a value on a line of its own: a word first, and no sign that YAML takes for its own.
_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9_ .+*/()<>=,\[\]\"-]*[A-Za-z0-9_)\]\"])?")
_NOT_TEXT = re.compile("null|true|false", re.IGNORECASE)
_NUMBER = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,3})?")


def import_model(model: Path, *, to: Path | None = None) -> int:
    """Turn a DMN model's decisions into rules of a service, as YAML. Exits 1 when anything had to be left out.

    What the rules' checks find, like a value that an input does not allow or a gap in a table, is told as well.

    Parameters
    ----------
    model
        A DMN 1.x XML file. What it imports is looked for in the same folder.
    to
        The file to write. Left out, the rules are printed. An existing file is never overwritten.
    """
    from footpath.definition.format import RESERVED
    from footpath.rules.dmn.closed_xml import BadXml
    from footpath.rules.dmn.files import read_model
    from footpath.rules.dmn.load import BadModel
    from footpath.rules.dmn.to_rules import faults_of, questions_of, rules_of

    if to is not None and to.exists():
        return _there_already(to)
    try:
        read = read_model(model)
    except (OSError, BadXml, BadModel) as wrong:
        print(f"{model}: {wrong}", file=sys.stderr)
        return 2
    taken = {word for words in RESERVED.values() for word in words}
    rules, left_out = rules_of(read, taken=taken)
    asked = questions_of(read, taken=taken)
    text = rules_yaml(rules, asked=asked, title=read.name or model.stem)
    for name, reason in left_out:
        print(f"{name}: left out: {reason}", file=sys.stderr)
    for fault in faults_of(rules, asked):
        print(fault.says, file=sys.stderr)
    if not _put(text.encode("utf-8"), to):
        return 2
    return 1 if left_out else 0


def export_rules(service: str, *, to: Path | None = None) -> int:
    """Write the rules of a service as a DMN 1.5 model. Exits 1 when a rule uses what other engines do not have.

    Parameters
    ----------
    service
        A definition file, or the name of a bundled service.
    to
        The file to write. Left out, the model is printed. An existing file is never overwritten.
    """
    from footpath.definition.load import load_file
    from footpath.rules.dmn.export import not_elsewhere, to_dmn
    from footpath.site.commands.definitions import NothingThere, definitions_at

    if to is not None and to.exists():
        return _there_already(to)
    try:
        (file, *more) = definitions_at(service)
        if more:
            print(f"{service} holds several definitions. Name one of them, like {file}.", file=sys.stderr)
            return 2
        edition = load_file(file)
    except (NothingThere, OSError) as missing:
        print(missing, file=sys.stderr)
        return 2
    if isinstance(edition, tuple):
        for fault in edition:
            print(fault, file=sys.stderr)
        return 2
    found = edition.service
    rules: dict[str, Rule] = dict(found.rules)
    if found.charge is not None:
        rules["charge"] = found.charge.amount
    says = {question.id: question.ask.in_("en") for page in found.pages for question in page.questions}
    says |= {
        key: "; ".join(dict.fromkeys(one.source for one in series if one.source))
        for key, series in found.figures.items()
    }
    own = not_elsewhere(rules, edition.rules)
    for rule, function in own:
        print(f"{rule}: {function} is a function of ours, which other engines do not have.", file=sys.stderr)
    if not _put(to_dmn(found.id, rules, edition.rules, says=says), to):
        return 2
    return 1 if own else 0


def _there_already(to: Path) -> int:
    print(f"{to} is there already. Give another name with --to.", file=sys.stderr)
    return 2


def _put(data: bytes, to: Path | None) -> bool:
    if to is None:
        sys.stdout.write(data.decode("utf-8"))
        return True
    if not put(data, to):
        return False
    print(f"Wrote {to}.", file=sys.stderr)
    return True


# YAML


def rules_yaml(rules: Mapping[str, Rule], *, asked: Mapping[str, Type], title: str) -> str:
    """The `rules:` of a definition as people would write them; strict readers of YAML read them back to the letter."""
    lines = [f"# Rules of the DMN model {_comment(title)}."]
    if asked:
        lines.append("# They ask for these questions, so the service needs pages that ask them:")
        lines.extend(f"#   {id_}: {_comment(_kind(of))}" for id_, of in asked.items())
    lines.append("rules:" if rules else "rules: {}")
    for id_, rule in rules.items():
        if isinstance(rule, Table):
            lines.extend(_table(id_, rule))
        else:
            lines.append(f"  {id_}: {_scalar(rule)}")
    return "\n".join(lines) + "\n"


def _kind(of: Type) -> str:
    """What a question has to ask for, with the options or bounds that the model gives it."""
    match limits(of):
        case ListOf(item=item) if _limits(item):
            return f"a list, each item {_limits(item)}, or nothing (null)"
        case _:
            return f"{certain(of).describe()}: {_limits(of)}, or nothing (null)" if _limits(of) else of.describe()


def _limits(of: Type) -> str:
    match limits(of):
        case OneOf(values=values):
            return "one of " + ", ".join(feel_text(value, literal=True) for value in values)
        case NumberIn(low=low, high=high):
            ends = (f"from {low}" if low is not None else "", f"to {high}" if high is not None else "")
            return " ".join(end for end in ends if end)
        case _:
            return ""


def _table(id_: str, table: Table) -> list[str]:
    lines = [f"  {id_}:", "    table:", f"      hit: {table.hit}"]
    lines.append(f"      given: [{', '.join(_cell(one) for one in table.given)}]")
    if table.gives:
        lines.append(f"      gives: [{', '.join(table.gives)}]")
    lines.append("      rows:")
    for row in table.rows:
        cells = ["null" if cell is None else _cell(cell) for cell in row.when]
        cells.extend(_cell(one) for one in row.then)
        if row.note:
            cells.append(_quoted(_UNSEEN.sub(" ", row.note)))
        lines.append(f"        - [{', '.join(cells)}]")
    return lines


def _scalar(rule: str) -> str:
    text = _written(rule)
    plain = _PLAIN.fullmatch(text) and not _NOT_TEXT.fullmatch(text)
    return text if plain or _NUMBER.fullmatch(text) else _quoted(text)


def _cell(rule: str) -> str:
    """A value inside square brackets, where commas and brackets are YAML's own."""
    text = _written(rule)
    plain = re.fullmatch("[A-Za-z][A-Za-z0-9_]*", text) and not _NOT_TEXT.fullmatch(text)
    return text if plain or _NUMBER.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    return "'" + " ".join(text.splitlines()).replace("'", "''") + "'"


def _written(rule: str) -> str:
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", rule)


def _comment(text: str) -> str:
    return " ".join(_UNSEEN.sub(" ", text).split())
