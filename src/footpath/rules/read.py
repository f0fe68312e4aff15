"""Reads FEEL: a recursive-descent parser whose names are found by longest match against the names in scope."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, DecimalException
from functools import lru_cache
from typing import Any

from footpath.rules import tree as t
from footpath.rules.budget import DEFAULT_BUDGET, Budget
from footpath.rules.faults import Wrong
from footpath.rules.near import nearest
from footpath.rules.run import arithmetic
from footpath.rules.times import read_moment
from footpath.rules.types import (
    ANY,
    NAMED,
    ContextOf,
    FunctionOf,
    ListOf,
    Maybe,
    RangeOf,
    Type,
)

# DMN 1.5, grammar rules 27 to 29. A name may also hold the additional symbols . / - ’ ' + * between its parts.
_START = (
    "?A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_PART = _START + "0-9\u00b7\u0300-\u036f\u203f-\u2040"
_WORD = re.compile(f"[{_START}][{_PART}]*")
_WORD_PART = re.compile(f"[{_PART}]")
# A name up to a colon, comma or bracket: keys, parameters and named arguments.
_LONG_NAME = re.compile(f"[{_START}][{_PART}]*(?:(?:[ \t\r\n\u00a0]|[./'’+*-])*[{_PART}]+)*")
_NUMBER = re.compile(r"(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
# White space of FEEL, grammar rule 61 and the Unicode spaces beside it.
_SPACE_CHARACTERS = " \t\n\r\v\f\u0085\u00a0\u1680\u180e\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
_SPACE = re.compile(f"(?:[{_SPACE_CHARACTERS}]+|//[^\n]*|/\\*.*?\\*/)+", re.DOTALL)
_SPACES = re.compile(f"[{_SPACE_CHARACTERS}]+")
_NAME_PIECES = re.compile(f"[{_PART}]+|[^{_PART}{_SPACE_CHARACTERS}]")
_ESCAPES = {'"': '"', "'": "'", "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}

KEYWORDS = frozenset(
    [
        "if",
        "then",
        "else",
        "for",
        "return",
        "in",
        "some",
        "every",
        "satisfies",
        "between",
        "and",
        "or",
        "not",
        "instance",
        "of",
        "function",
        "external",
        "true",
        "false",
        "null",
    ]
)
# Properties of built-in values whose names hold a space: known wherever a dot stands.
_PROPERTIES = ("time offset", "start included", "end included")


def one_name(text: str) -> str:
    """A name with its white space made one space, as it is compared."""
    return _SPACES.sub(" ", text.strip())


class Names:
    """The names in scope at a place in a text, innermost last, and the field names known anywhere."""

    def __init__(self, names: Iterable[str] = (), fields: Iterable[str] = (), types: Mapping[str, Type] | None = None):
        self._names: tuple[_Tree, ...] = ({},)
        self._fields: tuple[_Tree, ...] = ({},)
        self._counts: dict[str, int] = {}
        self.types = types or {}
        for name in names:
            self.add(name)
        for name in (*_PROPERTIES, *fields):
            self.add_field(name)

    def copy(self) -> "Names":
        """Another that may grow on its own: what was given is shared, so it must not grow any more."""
        twin = Names.__new__(Names)
        twin._names = (*self._names, {})
        twin._fields = (*self._fields, {})
        twin._counts = dict(self._counts)
        twin.types = self.types
        return twin

    def add(self, name: str) -> None:
        seen = self._counts.get(name, 0)
        self._counts[name] = seen + 1
        if not seen:
            _file(self._names[-1], name)

    def drop(self, name: str) -> None:
        self._counts[name] -= 1
        if not self._counts[name]:
            del self._counts[name]
            node: _Tree | None = self._names[-1]
            for piece in _pieces(name):
                node = node.get(piece) if node is not None else None
            if node is not None and node.get(_NAME) == name:
                del node[_NAME]

    def add_field(self, name: str) -> None:
        _file(self._fields[-1], name)

    def all(self) -> Iterable[str]:
        return self._counts

    def match(self, text: str, at: int) -> tuple[str, int] | None:
        return _match(self._names, text, at)

    def match_field(self, text: str, at: int) -> tuple[str, int] | None:
        return _match(self._fields, text, at)


# Names of more than one word by their pieces, each under the one before it; under _NAME the name that ends there.
# Going down it piece by piece takes as long as the longest name that begins so, however many there are.
type _Tree = dict[str, Any]
_NAME = ""


def _file(tree: _Tree, name: str) -> None:
    pieces = _pieces(name)
    for piece in pieces:
        tree = tree.setdefault(piece, {})
    if pieces and len(tree.get(_NAME, "")) < len(name):
        tree[_NAME] = name


def _pieces(name: str) -> tuple[str, ...]:
    return _pieces_kept(name) if len(name) < _KEPT_LENGTH else _pieces_of(name)


def _pieces_of(name: str) -> tuple[str, ...]:
    """The words and signs of a name; nothing for a plain word, where the next word of the text is the name."""
    if _WORD.fullmatch(name) and name not in KEYWORDS:
        return ()
    return tuple(_NAME_PIECES.findall(name))


# The names of the functions are filed for every rule that is read.
_KEPT_LENGTH = 100
_pieces_kept = lru_cache(maxsize=4096)(_pieces_of)


def _match(trees: tuple[_Tree, ...], text: str, at: int) -> tuple[str, int] | None:
    """The longest name that begins here, and where it ends. Words end where they end in the text."""
    found: tuple[str, int] | None = None
    piece = _NAME_PIECES.match(text, at)
    while piece is not None:
        trees = tuple([tree[piece[0]] for tree in trees if piece[0] in tree])
        if not trees:
            break
        end = piece.end()
        for tree in trees:
            if _NAME in tree:
                found = tree[_NAME], end
        space = _SPACES.match(text, end)
        piece = _NAME_PIECES.match(text, space.end() if space is not None else end)
    return found


def fields_in(of: Type, depth: int = 0) -> Iterable[str]:
    """Every field name that a type holds, so that paths can be read with spaces in them."""
    if depth > 16:
        return
    match of:
        case Maybe():
            yield from fields_in(of.of, depth)
        case ListOf() | RangeOf():
            yield from fields_in(of.item, depth + 1)
        case ContextOf():
            for name, inner in of.fields.items():
                yield name
                yield from fields_in(inner, depth + 1)
        case FunctionOf():
            yield from fields_in(of.gives, depth + 1)
        case _:
            held = getattr(of, "of", None)  # OneOf and Constrained
            if isinstance(held, Type):
                yield from fields_in(held, depth + 1)


def read_expression(text: str, names: Names, budget: Budget = DEFAULT_BUDGET) -> t.Tree:
    """The tree of one expression. Raises Wrong."""
    reader = _Reader(text, names.copy(), budget)
    found = reader.expression()
    reader.finish()
    return found


def read_tests(text: str, names: Names, budget: Budget = DEFAULT_BUDGET) -> t.Tests:
    """The tree of unary tests, as a table's cell holds them. Raises Wrong."""
    names = names.copy()
    names.add("?")
    reader = _Reader(text, names, budget)
    found = reader.unary_tests()
    reader.finish()
    return found


def read_type(text: str, types: Mapping[str, Type]) -> Type:
    """A type by its name, as `instance of` writes it. Raises Wrong."""
    reader = _Reader(text, Names(types=types), DEFAULT_BUDGET)
    found = reader.type()
    reader.finish()
    return found


class _Reader:
    def __init__(self, text: str, names: Names, budget: Budget) -> None:
        if len(text) > budget.text:
            raise Wrong(
                0, f"a rule of {len(text):,} characters", f"at most {budget.text:,}", "Split it into several rules."
            )
        self.text = text
        self.names = names
        self.budget = budget
        self.arithmetic = arithmetic(budget)
        self.at = 0
        self.depth = 0
        self.most = budget.depth
        self.parts = budget.parts
        self.last = 0  # the end of the last token, before white space
        self.space()

    # Tokens

    def space(self) -> None:
        found = _SPACE.match(self.text, self.at)
        if found:
            self.at = found.end()

    def move(self, at: int) -> None:
        self.last = self.at = at
        self.space()

    def sees(self, symbol: str) -> bool:
        return self.text.startswith(symbol, self.at)

    def take(self, symbol: str) -> bool:
        if self.text.startswith(symbol, self.at):
            self.move(self.at + len(symbol))
            return True
        return False

    def need(self, symbol: str, expected: str, suggestion: str = "") -> None:
        if not self.take(symbol):
            raise Wrong(self.at, self.here(), expected, suggestion)

    def sees_word(self, word: str) -> bool:
        found = _WORD.match(self.text, self.at)
        return found is not None and found[0] == word

    def take_word(self, word: str) -> bool:
        if self.sees_word(word):
            self.move(self.at + len(word))
            return True
        return False

    def need_word(self, word: str, expected: str, suggestion: str = "") -> None:
        if not self.take_word(word):
            raise Wrong(self.at, self.here(), expected, suggestion)

    def here(self) -> str:
        """What stands at this place, for a message."""
        if self.at >= len(self.text):
            return "the end of the rule"
        word = _WORD.match(self.text, self.at) or _NUMBER.match(self.text, self.at)
        shown = word[0] if word else self.text[self.at]
        return f"“{shown[:40]}”"

    def finish(self) -> None:
        if self.at < len(self.text):
            raise Wrong(self.at, self.here(), "the end of the rule, or an operator such as + or and", self._hint())

    def _hint(self) -> str:
        rest = self.text[self.at : self.at + 2]
        if rest == "==":
            return "Write = to compare two values."
        if rest and rest[0] in ")]}":
            return "There is a closing bracket too many, or an opening one is missing."
        if rest == "&&":
            return "Write and."
        if rest == "||":
            return "Write or."
        if rest[:1] == "%":
            return "Write modulo(a, b) for a remainder; for a percentage multiply, like price * 0.2."
        if rest[:1] == "!":
            return "Write != for “is not”, or not(…)."
        if rest[:1] == "&":
            return "Write and."
        if rest[:1] == "|":
            return "Write or."
        if rest[:1] == "^":
            return "Write ** for a power."
        if rest[:1] == ";":
            return "A rule is one expression; take the ; away."
        if rest[:1] == "?":
            return "Write if … then … else …."
        if rest[:1] == ":":
            return "Write the context in curly brackets: {name: value}."
        before = self.text[: self.last]
        word = _WORD.match(self.text, self.at)
        if before.endswith(("then", "else")) or (word and word[0] in ("then", "else", "elif", "elseif")):
            return "A choice is written if … then … else …."
        if word:
            if word[0].upper() in ("AND", "OR", "IN", "BETWEEN"):
                return f"Write {word[0].lower()} in small letters."
            if word[0] in ("is", "equals"):
                return "Write = to compare two values."
            start = max((m.start() for m in _WORD.finditer(before)), default=self.at)
            near = nearest(self.text[start : self.at] + word[0], self.names.all())
            if near:
                return near
            return "If these words are one name, it is not known here."
        return ""

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > self.most:
            raise Wrong(
                self.at,
                "more brackets or branches inside one another",
                f"at most {self.most} levels",
                "Split it into several rules.",
            )

    def part(self) -> None:
        self.parts -= 1
        if self.parts < 0:
            raise Wrong(
                self.at,
                "more values, names and brackets in one rule",
                f"at most {self.budget.parts:,}",
                "Split it into several rules, or make a long list a list of the service.",
            )

    # Expressions, loosest first

    def expression(self) -> t.Tree:
        self.deeper()
        found = self._or()
        self.depth -= 1
        return found

    def _or(self, start: t.Tree | None = None) -> t.Tree:
        parts = [self._and(start)]
        while self.take_word("or"):
            parts.append(self._and())
        return parts[0] if len(parts) == 1 else t.Or(parts[0].at, self.last, tuple(parts))

    def _and(self, start: t.Tree | None = None) -> t.Tree:
        parts = [self._comparison(start)]
        while self.take_word("and"):
            parts.append(self._comparison())
        return parts[0] if len(parts) == 1 else t.And(parts[0].at, self.last, tuple(parts))

    def _comparison(self, start: t.Tree | None = None) -> t.Tree:
        left = self._sum(start)
        turns = 0
        while True:
            turns += 1
            if turns > self.most:
                raise Wrong(self.at, "a chain of comparisons", f"at most {self.most}", "Join them by and.")
            op = self._comparison_operator()
            if op:
                right = self._sum()
                left = t.Compare(left.at, self.last, op, left, right)
            elif self.take_word("between"):
                low = self._sum()
                self.need_word("and", "and, with the upper end of between", "Write x between 1 and 5.")
                high = self._sum()
                left = t.Between(left.at, self.last, left, low, high)
            elif self.sees_word("in"):
                self.take_word("in")
                tests = self._in_tests()
                left = t.In(left.at, self.last, left, tests)
            else:
                return left

    def _comparison_operator(self) -> str:
        for op in ("<=", ">=", "!=", "<", ">", "="):
            if self.sees(op):
                if self.sees("=="):
                    raise Wrong(self.at, "“==”", "= to compare two values", "Write one = sign.")
                if self.sees("=>") or self.sees("=<"):
                    right = ">=" if self.sees("=>") else "<="
                    raise Wrong(self.at, f"“{self.text[self.at : self.at + 2]}”", f"“{right}”", f"Write {right}.")
                if self.sees("<>"):
                    raise Wrong(self.at, "“<>”", "“!=”", "Write != for “is not”.")
                self.take(op)
                return op
        return ""

    def _sum(self, start: t.Tree | None = None) -> t.Tree:
        first = self._product(start)
        rest: list[tuple[str, t.Tree]] = []
        while True:
            if self.sees("+") or self.sees("-"):
                op = self.text[self.at]
                self.take(op)
                rest.append((op, self._product()))
            else:
                return first if not rest else t.Sum(first.at, self.last, first, tuple(rest))

    def _product(self, start: t.Tree | None = None) -> t.Tree:
        first = self._power(start)
        rest: list[tuple[str, t.Tree]] = []
        while True:
            if (self.sees("*") and not self.sees("**")) or self.sees("/"):
                op = self.text[self.at]
                self.take(op)
                rest.append((op, self._power()))
            else:
                return first if not rest else t.Product(first.at, self.last, first, tuple(rest))

    def _power(self, start: t.Tree | None = None) -> t.Tree:
        first = start if start is not None else self._negative()
        first = self._instance(first)
        rest: list[t.Tree] = []
        while self.take("**"):
            rest.append(self._instance(self._negative()))
        return first if not rest else t.Power(first.at, self.last, first, tuple(rest))

    def _negative(self) -> t.Tree:
        if self.sees("-"):
            at = self.at
            self.take("-")
            self.deeper()
            inner = self._negative()
            self.depth -= 1
            return t.Negative(at, self.last, inner)
        return self._postfix(self._primary())

    def _instance(self, left: t.Tree) -> t.Tree:
        turns = 0
        while self.sees_word("instance"):
            turns += 1
            if turns > self.most:
                raise Wrong(self.at, "a chain of instance of", f"at most {self.most}")
            self.take_word("instance")
            self.need_word("of", "of, after instance", "Write x instance of number.")
            kind = self.type()
            left = t.InstanceOf(left.at, self.last, left, kind)
        return left

    def _postfix(self, left: t.Tree) -> t.Tree:
        turns = 0
        while True:
            turns += 1
            if turns > self.most:
                raise Wrong(self.at, "a chain of dots, filters and calls", f"at most {self.most} of them")
            if self.sees(".") and not self.sees(".."):
                self.take(".")
                field = self._field()
                left = t.Path(left.at, self.last, left, field)
            elif self.sees("["):
                # An end written [ closes an open range, as in ]1..5[ : then no expression follows that ends with ].
                if self._range_end_ahead():
                    return left
                left = self._filter(left)
            elif self.sees("("):
                left = self._call(left)
            else:
                return left

    def _range_end_ahead(self) -> bool:
        return self.open_ranges > 0 and not self._closing_bracket_follows()

    open_ranges = 0

    def _closing_bracket_follows(self) -> bool:
        """Whether the [ here is closed again, so that it starts a filter."""
        level = 0
        at = self.at
        text = self.text
        while at < len(text):
            character = text[at]
            if character == '"':
                found = _STRING.match(text, at)
                if found is None:
                    return False
                at = found.end()
                continue
            if character in "[({":
                level += 1
            elif character in "])}":
                level -= 1
                if level == 0:
                    return character == "]"
                if level < 0:
                    return False
            at += 1
        return False

    def _field(self) -> str:
        known = self.names.match_field(self.text, self.at)
        if known is not None:
            self.move(known[1])
            return known[0]
        found = _WORD.match(self.text, self.at)
        if found is None:
            raise Wrong(self.at, self.here(), "a name after the dot")
        self.move(found.end())
        return found[0]

    def _filter(self, left: t.Tree) -> t.Tree:
        self.need("[", "[")
        outer, self.open_ranges = self.open_ranges, 0
        self.names.add("item")
        by = self.expression()
        self.names.drop("item")
        self.open_ranges = outer
        self.need("]", "] after the filter or index", "Close the bracket: list[1] or list[item > 5].")
        return t.Filter(left.at, self.last, left, by)

    def _call(self, function: t.Tree) -> t.Tree:
        self.need("(", "(")
        outer, self.open_ranges = self.open_ranges, 0
        args: list[t.Tree] = []
        names: list[str] = []
        if not self.sees(")"):
            while True:
                name = self._argument_name()
                if name is not None:
                    names.append(name)
                args.append(self.expression())
                if not self.take(","):
                    break
        if names and len(names) != len(args):
            raise Wrong(function.at, "some arguments with a name and some without", "all with a name, or none")
        if not self.take(")"):
            hint = self._hint() or "Close the bracket after the last value."
            raise Wrong(self.at, self.here(), ") or , after a value for the function", hint)
        self.open_ranges = outer
        return t.Call(function.at, self.last, function, tuple(args), tuple(names) if names else None)

    def _argument_name(self) -> str | None:
        found = _LONG_NAME.match(self.text, self.at)
        if found is None:
            return None
        after = _SPACE.match(self.text, found.end())
        end = after.end() if after else found.end()
        if not self.text.startswith(":", end):
            return None
        self.move(end + 1)
        return one_name(found[0])

    # Primaries

    def _primary(self) -> t.Tree:
        self.part()
        text, at = self.text, self.at
        if at >= len(text):
            raise Wrong(at, "the end of the rule", "a value, a name or a bracket", "Something is missing at the end.")
        known = self.names.match(text, at)
        if known is not None:
            name, end = known
            if name not in KEYWORDS:
                self.move(end)
                return t.Name(at, end, name)
        character = text[at]
        match character:
            case '"':
                return self._string()
            case "@":
                return self._at_literal()
            case "[":
                return self._list_or_range()
            case "]":
                return self._open_range()
            case "(":
                return self._bracket(tests=False)
            case "{":
                return self._context()
            case "'" | "‘" | "“" | "”":
                raise Wrong(at, f"“{character}”", "a text in straight double quotes", 'Write "text".')
        number = _NUMBER.match(text, at)
        if number is not None:
            return self._number(number)
        word = _WORD.match(text, at)
        if word is None:
            if character in "<>":
                raise Wrong(at, self.here(), "a value before the comparison", "Write what is compared: x > 5.")
            raise Wrong(
                at,
                self.here(),
                "a value, a name or a bracket",
                self._value_hint(),
            )
        return self._word(word[0], at)

    def _value_hint(self) -> str:
        character = self.text[self.at]
        if character in "£€$":
            return "Write the number alone, without a sign for money."
        if character == "=":
            return "Write one = sign, with a value on each side."
        if character in "*/+,)":
            return "A value is missing before it."
        return ""

    def _word(self, word: str, at: int) -> t.Tree:
        match word:
            case "true" | "false" | "null":
                self.move(at + len(word))
                return t.Literal(at, self.last, {"true": True, "false": False, "null": None}[word])
            case "if":
                return self._if()
            case "for":
                return self._for()
            case "some" | "every":
                return self._quantified(word)
            case "function":
                return self._function()
            case "not":
                self.move(at + 3)
                if not self.sees("("):
                    raise Wrong(self.at, self.here(), "a bracket after not", "Write not(…).")
                return t.Name(at, at + 3, "not")
            case _ if word in KEYWORDS:
                raise Wrong(at, f"“{word}”", "a value, a name or a bracket", self._keyword_hint(word))
        if word in ("True", "False", "None", "TRUE", "FALSE", "NULL", "Null") and word not in self.names.all():
            small = {"none": "null"}.get(word.lower(), word.lower())
            raise Wrong(at, f"“{word}”", f"{small}", f"Write {small} in small letters.")
        if word in ("If", "IF", "For", "FOR", "Not", "NOT") and word not in self.names.all():
            raise Wrong(at, f"“{word}”", f"{word.lower()}", f"Write {word.lower()} in small letters.")
        self.move(at + len(word))
        return t.Name(at, self.last, word)

    def _keyword_hint(self, word: str) -> str:
        if word in ("then", "else"):
            return "A choice is written if … then … else …; a part of it is missing."
        if word in ("and", "or"):
            return f"A value is missing before {word}."
        return ""

    def _number(self, found: re.Match[str]) -> t.Tree:
        at, text = self.at, found[0]
        following = self.text[found.end() : found.end() + 1]
        if following and _WORD_PART.match(following) and not following.isdigit():
            word = _WORD_PART_RUN.match(self.text, found.end())
            shown = text + (word[0] if word else "")
            raise Wrong(
                at,
                f"“{shown[:40]}”",
                "a number, or a name that begins with a letter",
                "Put an operator such as * between them.",
            )
        grouped = _GROUPED.match(self.text, at)
        if grouped is not None and self.depth <= 1:
            plain = grouped[0].replace(",", "")
            raise Wrong(at, f"“{grouped[0]}”", "a number without commas", f"Write {plain}.")
        exponent = re.search("[eE]", text)
        if exponent is not None and len(text) - exponent.start() > 6:
            raise Wrong(at, f"“{text[:40]}”", "an exponent of at most four digits")
        try:
            value = self.arithmetic.plus(Decimal(text))
        except DecimalException:
            raise Wrong(at, f"“{text[:40]}”", f"a number below 1e{self.budget.emax + 1}") from None
        self.move(found.end())
        return t.Literal(at, self.last, value)

    def _string(self) -> t.Tree:
        at = self.at
        found = _STRING.match(self.text, at)
        if found is None:
            raise Wrong(at, "a text that does not end", 'a closing "', 'Put " at the end of the text.')
        self.move(found.end())
        return t.Literal(at, self.last, self._unescape(found[1], at + 1))

    def _unescape(self, body: str, at: int) -> str:
        if "\\" not in body:
            return body
        out: list[str] = []
        index = 0
        while index < len(body):
            character = body[index]
            if character != "\\":
                out.append(character)
                index += 1
                continue
            mark = body[index + 1]
            if mark in _ESCAPES:
                out.append(_ESCAPES[mark])
                index += 2
            elif mark in "uU":
                digits = 4 if mark == "u" else 6
                code = body[index + 2 : index + 2 + digits]
                if len(code) < digits or not re.fullmatch("[0-9a-fA-F]+", code) or int(code, 16) > 0x10FFFF:
                    raise Wrong(at + index, f"“\\{mark}{code}”", f"{digits} hexadecimal digits after \\{mark}")
                out.append(chr(int(code, 16)))
                index += 2 + digits
            else:
                # A backslash before another character is kept: patterns such as "\d" are written so.
                out.append("\\" + mark)
                index += 2
        joined = "".join(out)
        # Two surrogates written one after the other are one character.
        return (
            joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            if _SURROGATE.search(joined)
            else joined
        )

    def _at_literal(self) -> t.Tree:
        at = self.at
        self.take("@")
        if not self.sees('"'):
            raise Wrong(self.at, self.here(), "a date, time or duration in quotes after @", 'Write @"2026-04-01".')
        text = self._string()
        assert isinstance(text, t.Literal)
        value = read_moment(text.value)
        # An impossible date is not a mistake of grammar: its value is null.
        return t.Literal(at, self.last, value)

    def _list_or_range(self) -> t.Tree:
        at = self.at
        self.take("[")
        if self.take("]"):
            return t.ListOfNodes(at, self.last, ())
        items: list[t.Tree] = []
        while True:
            item = self._in_range_start()
            if not items and self.take(".."):
                return self._range_end(at, item, start_included=True)
            items.append(item)
            if not self.take(","):
                break
        if not self.take("]"):
            raise Wrong(self.at, self.here(), "] or , in the list", self._hint() or "Close the list with ].")
        return t.ListOfNodes(at, self.last, tuple(items))

    def _in_range_start(self) -> t.Tree:
        outer, self.open_ranges = self.open_ranges, 0
        found = self.expression()
        self.open_ranges = outer
        return found

    def _open_range(self) -> t.Tree:
        at = self.at
        self.take("]")
        start = self._in_range_start()
        self.need("..", ".. between the ends of the range", "Write ]1..5[.")
        return self._range_end(at, start, start_included=False)

    def _range_end(self, at: int, start: t.Tree, *, start_included: bool) -> t.Tree:
        self.open_ranges += 1
        end = self.expression()
        self.open_ranges -= 1
        if self.take("]"):
            return t.RangeNode(at, self.last, start, end, start_included, True)
        if self.take(")") or self.take("["):
            return t.RangeNode(at, self.last, start, end, start_included, False)
        raise Wrong(self.at, self.here(), "] or ) after the range", "Write [1..5], or (1..5) without the ends.")

    def _bracket(self, *, tests: bool) -> t.Tree:
        """A bracket: an expression, a range, or, where `tests` allows it, several tests."""
        at = self.at
        self.deeper()
        self.take("(")
        outer, self.open_ranges = self.open_ranges, 0
        parts: list[t.Test] = []
        while True:
            place = self.at
            op = self._comparison_operator()
            inner = self._sum() if op else self.expression()
            if not op and not parts and self.take(".."):
                self.open_ranges = outer
                self.depth -= 1
                return self._range_end(at, inner, start_included=False)
            parts.append(t.Test(place, self.last, op, inner))
            if not (tests and self.take(",")):
                break
        self.open_ranges = outer
        self.depth -= 1
        if not self.take(")"):
            raise Wrong(
                self.at, self.here(), ") to close the bracket", self._hint() or "Close the bracket that was opened."
            )
        if len(parts) == 1 and not (tests and parts[0].op):
            return _range_of(at, self.last, parts[0]) if parts[0].op else parts[0].by
        return t.Tests(at, self.last, tuple(parts))

    def _context(self) -> t.Tree:
        at = self.at
        self.deeper()
        self.take("{")
        outer, self.open_ranges = self.open_ranges, 0
        entries: list[t.Entry] = []
        taken: set[str] = set()
        while not self.sees("}"):
            name = self._key()
            if name in taken:
                raise Wrong(self.at, f"“{name}” twice", "a different name for each entry")
            self.need(":", ": after the entry's name", "Write {name: value}.")
            taken.add(name)
            entries.append(t.Entry(name, self.expression()))
            self.names.add(name)
            self.names.add_field(name)
            if not self.take(","):
                break
        if not self.take("}"):
            raise Wrong(self.at, self.here(), "} or , in the context", self._hint() or "Close the context with }.")
        for entry in entries:
            self.names.drop(entry.name)
        self.open_ranges = outer
        self.depth -= 1
        return t.Context(at, self.last, tuple(entries))

    def _key(self) -> str:
        self.part()
        if self.sees('"'):
            key = self._string()
            assert isinstance(key, t.Literal)
            return str(key.value)
        found = _LONG_NAME.match(self.text, self.at)
        if found is None:
            raise Wrong(self.at, self.here(), "the name of an entry", "Write {name: value}.")
        self.move(found.end())
        return one_name(found[0])

    # Words that open something

    def _if(self) -> t.Tree:
        at = self.at
        self.take_word("if")
        test = self.expression()
        self.need_word("then", "then, after the condition", self._hint() or "A choice is written if … then … else ….")
        then = self.expression()
        self.need_word(
            "else",
            "else, with the value for all others",
            "Every if needs an else; write else null if there is no value.",
        )
        other = self.expression()
        return t.If(at, self.last, test, then, other)

    def _loops(self) -> tuple[t.Loop, ...]:
        loops: list[t.Loop] = []
        while True:
            name = self._loop_name()
            outer, self.open_ranges = self.open_ranges, 0
            over = self.expression()
            to = self.expression() if self.take("..") else None
            self.open_ranges = outer
            loops.append(t.Loop(name, over, to))
            self.names.add(name)
            if not self.take(","):
                return tuple(loops)

    def _loop_name(self) -> str:
        at = self.at
        words: list[str] = []
        found = _LONG_NAME.match(self.text, at)
        if found is None:
            raise Wrong(at, self.here(), "a name for each item", "Write for x in list return ….")
        for piece in re.finditer(r"\S+", found[0]):
            if piece[0] == "in" and words:
                self.move(at + piece.start())
                self.take_word("in")
                return " ".join(words)
            words.append(piece[0])
        self.move(found.end())
        raise Wrong(self.at, self.here(), "in, with the list to walk over", "Write for x in list return ….")

    def _for(self) -> t.Tree:
        at = self.at
        self.take_word("for")
        loops = self._loops()
        self.need_word("return", "return, with the value for each item", "Write for x in list return x * 2.")
        self.names.add("partial")
        gives = self.expression()
        self.names.drop("partial")
        for loop in loops:
            self.names.drop(loop.name)
        return t.For(at, self.last, loops, gives)

    def _quantified(self, word: str) -> t.Tree:
        at = self.at
        self.take_word(word)
        loops = self._loops()
        self.need_word("satisfies", "satisfies, with a condition", f"Write {word} x in list satisfies x > 5.")
        test = self.expression()
        for loop in loops:
            self.names.drop(loop.name)
        return t.Quantified(at, self.last, word == "every", loops, test)

    def _function(self) -> t.Tree:
        at = self.at
        self.take_word("function")
        self.need("(", "( after function", "Write function(x) x + 1.")
        params: list[t.Parameter] = []
        while not self.sees(")"):
            self.part()
            found = _LONG_NAME.match(self.text, self.at)
            if found is None:
                raise Wrong(self.at, self.here(), "the name of a parameter")
            self.move(found.end())
            kind = self.type() if self.take(":") else None
            params.append(t.Parameter(one_name(found[0]), kind))
            if not self.take(","):
                break
        self.need(")", ") after the parameters")
        if self.take_word("external"):
            self.expression()
            return t.Function(at, self.last, tuple(params), None)
        for param in params:
            self.names.add(param.name)
        body = self.expression()
        for param in params:
            self.names.drop(param.name)
        return t.Function(at, self.last, tuple(params), body)

    # Tests

    def _in_tests(self) -> t.Tests:
        at = self.at
        if self.sees("("):
            self.names.add("?")
            found = self._bracket(tests=True)
            self.names.drop("?")
            if isinstance(found, t.Tests):
                return found
            found = self._sum(self._postfix(found))
            return t.Tests(at, self.last, (t.Test(at, self.last, "", found),))
        test = self._test()
        return t.Tests(at, self.last, (test,))

    def _test(self, start: t.Tree | None = None) -> t.Test:
        at = self.at if start is None else start.at
        op = self._comparison_operator() if start is None else ""
        by = self._sum(start)
        return t.Test(at, self.last, op, by)

    def _cell_test(self) -> t.Test:
        """A test in a table's cell may be a whole condition on `?`."""
        at = self.at
        op = self._comparison_operator()
        by = self._sum() if op else self.expression()
        return t.Test(at, self.last, op, by)

    def unary_tests(self) -> t.Tests:
        at = self.at
        if self.sees("-"):
            self.take("-")
            if self.at >= len(self.text):
                return t.Tests(at, self.last, (), any=True)
            self.at = at
        if self.sees_word("not"):
            self.take_word("not")
            if self.sees("("):
                found = self._bracket(tests=True)
                if self.at >= len(self.text):
                    inner = found.tests if isinstance(found, t.Tests) else (t.Test(found.at, found.end, "", found),)
                    return t.Tests(at, self.last, inner, negated=True)
                if isinstance(found, t.Tests):
                    raise Wrong(self.at, self.here(), "the end of the test after not(…)")
                call = t.Call(at, self.last, t.Name(at, at + 3, "not"), (found,))
                by = self._or(self._postfix(call))
                first = t.Test(at, self.last, "", by)
                return t.Tests(at, self.last, (first, *self._more_tests()))
            self.at = at
        first = self._cell_test()
        return t.Tests(at, self.last, (first, *self._more_tests()))

    def _more_tests(self) -> list[t.Test]:
        tests: list[t.Test] = []
        while self.take(","):
            tests.append(self._cell_test())
        return tests

    # Types

    def type(self) -> Type:
        self.part()
        self.deeper()
        at = self.at
        found = self._type(at)
        self.depth -= 1
        return found

    def _type(self, at: int) -> Type:
        for name in sorted((*NAMED, *self.names.types), key=len, reverse=True):
            if self.text.startswith(name, at) and not _WORD_PART.match(
                self.text[at + len(name) : at + len(name) + 1] or " "
            ):
                break
        else:
            spaced = re.compile(_SPACES).sub(" ", self.text[at : at + 60])
            for name in sorted(NAMED, key=len, reverse=True):
                if " " in name and spaced.startswith(name):
                    for piece in name.split(" "):
                        self.need_word(piece, name)
                    return NAMED[name]
            word = _WORD.match(self.text, at)
            shown = f"“{word[0]}”" if word else self.here()
            hint = nearest(word[0], (*NAMED, *self.names.types)) if word else ""
            if word and word[0] in ("text", "str"):
                hint = "Write string."
            raise Wrong(at, shown, "the name of a type, such as number, string or date", hint)
        self.move(at + len(name))
        if name in self.names.types:
            return self.names.types[name]
        if self.sees("<") and name in ("list", "range", "context", "function"):
            return self._type_of_types(name)
        return NAMED[name]

    def _type_of_types(self, name: str) -> Type:
        self.take("<")
        match name:
            case "list" | "range":
                item = self.type()
                self.need(">", "> after the type")
                return ListOf(item) if name == "list" else RangeOf(item)
            case "context":
                fields: dict[str, Type] = {}
                while not self.sees(">"):
                    key = self._key()
                    self.need(":", ": after the entry's name")
                    fields[key] = self.type()
                    if not self.take(","):
                        break
                self.need(">", "> after the types")
                return ContextOf(fields)
            case _:
                params: list[Type] = []
                while not self.sees(">"):
                    params.append(self.type())
                    if not self.take(","):
                        break
                self.need(">", "> after the types")
                gives: Type = ANY
                if self.take("->"):
                    gives = self.type()
                return FunctionOf(tuple(params), gives)


_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD_PART_RUN = re.compile(f"[{_PART}]+")
# 1,000 as a whole rule is a number with a comma in it; inside brackets it may be two items.
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)")


def _range_of(at: int, end: int, test: t.Test) -> t.Tree:
    """(< 5), (>= 5) and (= 5) written in brackets are ranges (DMN 1.5, table 42)."""
    match test.op:
        case "<" | "<=":
            return t.RangeNode(at, end, None, test.by, False, test.op == "<=", test.op)
        case ">" | ">=":
            return t.RangeNode(at, end, test.by, None, test.op == ">=", False, test.op)
        case "=":
            return t.RangeNode(at, end, test.by, test.by, True, True, "=")
        case _:
            return t.Tests(at, end, (test,))


def plain_key(key: str) -> str:
    """A context's key as it is written: in quotes where it is not a name."""
    found = _LONG_NAME.fullmatch(key)
    if found is not None and one_name(key) == key:
        return key
    escaped = key.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
