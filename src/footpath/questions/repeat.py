"""A list of the same few questions, asked for each person or thing, with the add-another pattern."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from footpath.questions.question import CHECKING_DAY, Answer, Failure, Form, Input, Option, Question
from footpath.questions.wording import english, failure, problem, welsh
from footpath.rules import ContextOf, ListOf, Type, optional
from footpath.values import Lang, Problem, Words

if TYPE_CHECKING:
    from footpath.questions.question import Kind

SAYS: Mapping[str, Words] = {
    "no_another": Words(
        "Select yes if you need to add another {one}", "Dewiswch “Oes” os oes angen ychwanegu {one} arall"
    ),
    "no_first": Words("Select yes if you need to add {a_one}", "Dewiswch “Oes” os oes angen ychwanegu {one}"),
    "too_few": Words(
        "Select yes to add another {one}. You need at least {least}",
        "Dewiswch “Oes” i ychwanegu {one} arall. Mae angen o leiaf {least}",
    ),
    "too_many": Words(
        "Select no: the most you can add is {most}. To add another {one}, contact us",
        "Dewiswch “Nac oes”: y mwyaf y gallwch ei ychwanegu yw {most}. I ychwanegu {one} arall, cysylltwch â ni",
    ),
}
# A bound so that no case grows without end; a service that needs more says so in `at_most`.
AT_MOST = 50

YES_NO = (Option(id="yes", label=Words("Yes", "Oes")), Option(id="no", label=Words("No", "Nac oes")))


class Repeat:
    takes: ClassVar[frozenset[str]] = frozenset({"one", "at_least", "at_most", "questions"})
    needs: ClassVar[frozenset[str]] = frozenset({"one", "questions"})
    personal: ClassVar[bool] = False  # what is asked inside says whether it is

    def __init__(self, kinds: "Callable[[], Mapping[str, Kind]]") -> None:
        # Called when needed, not before: a repeat is itself one of the kinds.
        self._kinds = kinds

    def kind_of(self, inner: Question) -> "Kind":
        return self._kinds()[inner.kind]

    def inputs(self, question: Question) -> tuple[Input, ...]:
        """The boxes of the list's page; those of one item are the inputs of its own questions."""
        return (Input(field=self.another_field(question), type="radio"),)

    def choices(self, question: Question) -> tuple[Option, ...]:
        return YES_NO

    def another_field(self, question: Question) -> str:
        return f"{question.id}-another"

    def fields(self, question: Question) -> tuple[str, ...]:
        return (self.another_field(question),)

    def feel_type(self, question: Question) -> Type:
        return ListOf(
            ContextOf(
                {
                    inner.id: optional(self.kind_of(inner).feel_type(inner))
                    if inner.optional
                    else self.kind_of(inner).feel_type(inner)
                    for inner in question.questions
                }
            )
        )

    def read_item(
        self, question: Question, form: Form, lang: Lang, *, on: date
    ) -> dict[str, Any] | tuple[Problem, ...]:
        """One of the list, from its own page, whose fields have the names of the inner questions."""
        item: dict[str, Any] = {}
        problems: list[Problem] = []
        for inner in question.questions:
            found = self.kind_of(inner).read(inner, form, lang, on=on)
            if isinstance(found, tuple):
                problems.extend(found)
            else:
                item[inner.id] = found
        return tuple(problems) or item

    def read_another(self, question: Question, form: Form, held: int, lang: Lang) -> bool | tuple[Problem, ...]:
        """Whether another is to be added, from the list's page, which shows `held` of them."""
        said = next(iter(form.get(self.another_field(question), ())), "")
        if said == "yes":
            return self._problem(question, "too_many", lang) if held >= at_most(question) else True
        if held < question.at_least:
            return self._problem(question, "too_few", lang)
        # A full list has nothing to ask: sending its page goes on.
        if said == "no" or held >= at_most(question):
            return False
        return self._problem(question, "no_another" if held else "no_first", lang)

    def too_many(self, question: Question, lang: Lang) -> tuple[Problem, ...]:
        """What is said to somebody who adds one more than the list may hold."""
        return self._problem(question, "too_many", lang)

    def read(self, question: Question, form: Form, lang: Lang, *, on: date) -> Answer | tuple[Problem, ...]:
        """The whole list from one form, where the fields of the first item begin with id-0-, and so on."""
        items: list[Any] = []
        problems: list[Problem] = []
        while len(items) + bool(problems) <= at_most(question):
            start = f"{question.id}-{len(items)}-"
            inner = {name.removeprefix(start): values for name, values in form.items() if name.startswith(start)}
            if not inner:
                break
            found = self.read_item(question, inner, lang, on=on)
            if isinstance(found, tuple):
                return tuple(Problem(start + one.at, one.says) for one in found)
            items.append(found)
        if not items and question.optional:
            return None
        return self.check(question, items, lang, on=on) or items

    def check(self, question: Question, answer: Answer, lang: Lang, *, on: date) -> tuple[Problem, ...]:
        if not isinstance(answer, list):
            return ()
        if len(answer) < question.at_least:
            return self._problem(question, "too_few", lang)
        if len(answer) > at_most(question):
            return self._problem(question, "too_many", lang)
        found: list[Problem] = []
        for place, item in enumerate(answer):
            for inner in question.questions:
                for one in self.kind_of(inner).check(inner, item.get(inner.id), lang, on=on):
                    found.append(Problem(f"{question.id}-{place}-{one.at}", one.says))
        return tuple(found)

    def refill(self, question: Question, answer: Answer) -> dict[str, str | list[str]]:
        fields: dict[str, str | list[str]] = {}
        for place, item in enumerate(answer if isinstance(answer, list) else ()):
            for inner in question.questions:
                for name, value in self.kind_of(inner).refill(inner, item.get(inner.id)).items():
                    fields[f"{question.id}-{place}-{name}"] = value
        return fields

    def from_data(self, question: Question, data: Any) -> Answer | Problem:
        if data is None:
            return None
        if not isinstance(data, list | tuple) or not all(isinstance(item, Mapping) for item in data):
            return problem(question, self.another_field(question), "not_a_list", _NOT_A_LIST, "en")
        items: list[Any] = []
        for given in data:
            item: dict[str, Any] = {}
            for inner in question.questions:
                found = self.kind_of(inner).from_data(inner, given.get(inner.id))
                if isinstance(found, Problem):
                    return Problem(f"{question.id}-{len(items)}-{found.at}", found.says)
                item[inner.id] = found
            items.append(item)
        return items

    def to_data(self, question: Question, answer: Answer) -> Any:
        if not isinstance(answer, list):
            return None
        return [
            {
                inner.id: self.kind_of(inner).to_data(inner, item[inner.id])
                for inner in question.questions
                if item.get(inner.id) is not None
            }
            for item in answer
        ]

    def show(self, question: Question, answer: Answer, lang: Lang) -> tuple[str, ...]:
        """A line for each of the list; the check-answers page shows each item's own questions instead."""
        if not isinstance(answer, list):
            return ()
        return tuple(", ".join(self.show_item(question, item, lang)) for item in answer)

    def show_item(self, question: Question, item: Mapping[str, Any], lang: Lang) -> tuple[str, ...]:
        lines = [
            line for inner in question.questions for line in self.kind_of(inner).show(inner, item.get(inner.id), lang)
        ]
        return tuple(lines)

    def failures(self, question: Question, lang: Lang, *, on: date = CHECKING_DAY) -> tuple[Failure, ...]:
        states = ["no_another", "too_many"]
        states += ["no_first"] if question.at_least == 0 else []
        states += ["too_few"] if question.at_least > 0 else []
        return tuple(
            failure(question, state, SAYS[state], lang, _facts(question, lang), label=question.one) for state in states
        )

    def _problem(self, question: Question, state: str, lang: Lang) -> tuple[Problem, ...]:
        field = self.another_field(question)
        return (problem(question, field, state, SAYS[state], lang, _facts(question, lang)),)


def at_most(question: Question) -> int:
    """How many the list may hold."""
    return AT_MOST if question.at_most is None else question.at_most


def _facts(question: Question, lang: Lang) -> dict[str, object]:
    said = (question.one or question.ask).in_(lang)
    one = welsh.lower_first(said) if lang == "cy" else english.lower_first(said)
    article = "an" if one[:1].lower() in "aeiou" else "a"
    return {"one": one, "a_one": f"{article} {one}", "least": question.at_least, "most": at_most(question)}


_NOT_A_LIST = Words("{Thing} must be a list", "Rhaid {i_thing} fod yn rhestr")
