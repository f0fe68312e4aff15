"""What kinds with several boxes have in common: each part has its box, its place in the answer and its sentences."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, ClassVar

import msgspec

from footpath.questions import tidy
from footpath.questions.boxes import typed
from footpath.questions.question import CHECKING_DAY, Answer, Failure, Form, Input, Option, Question
from footpath.questions.wording import failure, problem, welsh
from footpath.rules import TEXT, ContextOf, Type, optional
from footpath.values import Lang, Problem, Words


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One box. `input` has everything but the field's name. A part without `empty` may be left blank."""

    key: str  # in the answer: line_1
    label: Words
    input: Input
    empty: tuple[str, Words] | None = None  # the failing state and its sentence
    wrong: tuple[str, Words] | None = None
    parse: Callable[[str], str | None] | None = None  # None where anything will do
    forgets: bool = False  # what cannot be read is left out without a word: a hidden box that nobody typed in
    longest: int = 200

    @property
    def too_long(self) -> str:
        return f"{self.key}_too_long"


_TOO_LONG = Words("{label} must be {most} characters or less", "Rhaid {i_label} fod yn {most} nod neu lai")


class Parts:
    """A kind whose answer is a context of texts, one for each of its boxes."""

    takes: ClassVar[frozenset[str]] = frozenset()
    needs: ClassVar[frozenset[str]] = frozenset()
    personal: ClassVar[bool] = True
    parts: ClassVar[tuple[Part, ...]] = ()

    def inputs(self, question: Question) -> tuple[Input, ...]:
        return tuple(
            msgspec.structs.replace(part.input, field=field, label=part.label)
            for part, field in zip(self.parts, self.fields(question), strict=True)
        )

    def choices(self, question: Question) -> tuple[Option, ...]:
        return ()

    def fields(self, question: Question) -> tuple[str, ...]:
        return tuple(f"{question.id}-{part.key.replace('_', '-')}" for part in self.parts)

    def feel_type(self, question: Question) -> Type:
        return ContextOf({part.key: TEXT if part.empty else optional(TEXT) for part in self.parts})

    def read(self, question: Question, form: Form, lang: Lang, *, on: date) -> Answer | tuple[Problem, ...]:
        answer: dict[str, Any] = {}
        problems: list[Problem] = []
        fields = self.fields(question)
        held = [tidy.line(typed(form, field)) for field in fields]
        if question.optional and not any(held):
            return None
        for part, field, text in zip(self.parts, fields, held, strict=True):
            found = self._read_part(question, part, field, text, lang)
            if isinstance(found, Problem):
                problems.append(found)
            else:
                answer[part.key] = found
        return tuple(problems) or answer

    def _read_part(self, question: Question, part: Part, field: str, text: str, lang: Lang) -> str | Problem | None:
        if not text:
            return problem(question, field, *part.empty, lang) if part.empty else None
        if len(text) > part.longest and part.parse is None:
            return problem(question, field, part.too_long, _TOO_LONG, lang, _too_long_facts(part, lang))
        found = part.parse(text[: part.longest + 1]) if part.parse else text
        if found is None and not part.forgets:
            assert part.wrong is not None, "a part that can be wrong says so"
            return problem(question, field, *part.wrong, lang)
        return found

    def check(self, question: Question, answer: Answer, lang: Lang, *, on: date) -> tuple[Problem, ...]:
        return ()

    def refill(self, question: Question, answer: Answer) -> dict[str, str | list[str]]:
        held = answer if isinstance(answer, dict) else {}
        return {field: held.get(part.key) or "" for part, field in zip(self.parts, self.fields(question), strict=True)}

    def from_data(self, question: Question, data: Any) -> Answer | Problem:
        if data is None:
            return None
        if not isinstance(data, Mapping):
            return problem(question, self.fields(question)[0], "not_parts", _NOT_PARTS, "en")
        answer: dict[str, Any] = {}
        for part, field in zip(self.parts, self.fields(question), strict=True):
            given = data.get(part.key)
            # Digits written without quotes are a number to YAML: an account number, a UPRN.
            text = str(given) if isinstance(given, int) and not isinstance(given, bool) else given
            if text is not None and not isinstance(text, str):
                return problem(question, field, "not_parts", _NOT_PARTS, "en")
            found = self._read_part(question, part, field, tidy.line(text), "en") if text else None
            if isinstance(found, Problem):
                return found
            answer[part.key] = found
        return answer

    def to_data(self, question: Question, answer: Answer) -> Any:
        return {key: value for key, value in answer.items() if value is not None} if isinstance(answer, dict) else None

    def show(self, question: Question, answer: Answer, lang: Lang) -> tuple[str, ...]:
        if not isinstance(answer, dict):
            return ()
        return tuple(
            self.said(part, answer[part.key]) for part in self.parts if not part.forgets and answer.get(part.key)
        )

    def said(self, part: Part, value: str) -> str:
        """A part as it is shown."""
        return value

    def failures(self, question: Question, lang: Lang, *, on: date = CHECKING_DAY) -> tuple[Failure, ...]:
        found = []
        for part in self.parts:
            if part.empty:
                found.append(failure(question, *part.empty, lang, label=part.label))
            if part.parse is None:
                facts = _too_long_facts(part, lang)
                found.append(failure(question, part.too_long, _TOO_LONG, lang, facts, label=part.label))
            if part.wrong:
                found.append(failure(question, *part.wrong, lang, label=part.label))
        return tuple(found)


def _too_long_facts(part: Part, lang: Lang) -> dict[str, object]:
    # “(optional)” and the like belong to the label, not to a sentence.
    label = part.label.in_(lang).split(" (")[0]
    return {"label": label, "i_label": welsh.after_i(label), "most": part.longest}


_NOT_PARTS = Words("{Thing} must be in parts, each of them text", "Rhaid {i_thing} fod mewn rhannau, pob un yn destun")
