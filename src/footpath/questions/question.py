"""A question as its author wrote it, and what every kind of question must be able to do."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Protocol

import msgspec

from footpath.rules import Type
from footpath.values import Lang, Problem, Words

type Answer = str | bool | Decimal | date | dict[str, Any] | list[Any] | None
"""What a question's answer is inside: the value its FEEL type says. None is a question left blank on purpose."""

type Form = Mapping[str, Sequence[str]]
"""What a browser sent: every field with all its values. Uploaded files arrive as their receipts (see file.py)."""

# The day by which bounds such as today() are worded where nobody has said a day: when a definition is checked.
CHECKING_DAY = date(2026, 5, 1)


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """One of a choice. `id` is what is stored and what rules compare with."""

    id: str
    label: Words
    hint: Words | None = None
    apart: bool = False  # "None of these": set apart by "or", and rules out the others


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One question. What only some kinds use is None or empty for others; each kind says in `takes` what it uses."""

    id: str
    kind: str
    ask: Words
    hint: Words | None = None
    why: Words | None = None
    optional: bool = False
    basis: str | None = None  # lawful basis, where it is not the service's law
    used_for: str | None = None  # what nobody can see from the rules: "so that we can call you back"
    fixed: str | None = None
    must_set: str | None = None
    errors: Mapping[str, Words] = {}  # the author's own wording, by failing state: empty, too_long, not_a_number…
    options: tuple[Option, ...] = ()
    exhaustive: bool = False  # a choice that needs no "none of these", because every case is there
    between: tuple[Decimal | date | str | None, Decimal | date | str | None] | None = (
        None  # both ends allowed; text is FEEL
    )
    longest: int | None = None  # characters
    example: str | None = None  # shown in the hint and repeated in errors
    accept: tuple[str, ...] = ()  # file kinds: pdf, jpg, png…
    largest_megabytes: int | None = None
    otherwise: Words | None = None  # a file question's other route: "or post it to us"
    says: Words | None = None  # a declaration's words
    one: Words | None = None  # a repeat: what one of them is called, "vehicle"
    at_least: int = 0
    at_most: int | None = None
    questions: tuple["Question", ...] = ()  # a repeat's own questions


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """One box of a question with all a template must know of it, so that the template has nothing to guess."""

    field: str  # its name in the form, and its id on the page: what an error links to
    label: Words | None = None  # None where the question's own words label it
    hint: Words | None = None
    type: Literal["text", "email", "tel", "hidden", "radio", "checkbox", "file", "textarea"] = "text"
    inputmode: Literal["numeric", "decimal", "email", "tel"] | None = None
    autocomplete: str | None = None  # a token of WCAG 1.3.5, where the answer is about the person
    autocapitalize: Literal["none", "characters", "words"] | None = None
    spellcheck: bool | None = None
    width: Literal[2, 3, 4, 5, 10, 20] | None = (
        None  # characters, of those GOV.UK has a class for; None is the whole line
    )
    prefix: str | None = None
    suffix: str | None = None
    rows: int | None = None  # of a textarea
    longest: int | None = None  # characters; a textarea that has it counts them for the person
    accept: str | None = None  # of a file: what the browser offers to choose from, like ".pdf,.jpg"


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """One way an answer can fail, and what the page then says (checks 16 to 20)."""

    state: str
    says: str
    label: str  # what stands at the box it is about, in the same language: the message shares a word with it


class Kind(Protocol):
    """A kind of question. Its word in the YAML is its key in `KINDS`, and the name of its template."""

    @property
    def takes(self) -> frozenset[str]:
        """The keys beyond the common ones that a question of this kind may carry."""
        ...

    @property
    def needs(self) -> frozenset[str]:
        """Of these, the ones it cannot do without."""
        ...

    @property
    def personal(self) -> bool:
        """Its answers are personal data."""
        ...

    def inputs(self, question: Question) -> tuple[Input, ...]:
        """The boxes of its form, in order."""
        ...

    def choices(self, question: Question) -> tuple[Option, ...]:
        """What radios or checkboxes offer, in order; () for other kinds. An option's id is the field's value."""
        ...

    def fields(self, question: Question) -> tuple[str, ...]:
        """The form's field names, the one an error links to first. The question's id, or id-day, id-postcode…"""
        ...

    def feel_type(self, question: Question) -> Type:
        """The type of a given answer. A blank one is null."""
        ...

    def read(self, question: Question, form: Form, lang: Lang, *, on: date) -> Answer | tuple[Problem, ...]:
        """The answer somebody typed, or what they can put right. Tolerant: spaces, hyphens and case are ours to mend.

        `on` is the day: a bound may be today().
        """
        ...

    def check(self, question: Question, answer: Answer, lang: Lang, *, on: date) -> tuple[Problem, ...]:
        """What is wrong with an answer that could be read: too long, out of range. `read` gives these too."""
        ...

    def refill(self, question: Question, answer: Answer) -> dict[str, str | list[str]]:
        """What the form's fields hold when the page is shown again: `read(refill(a)) == a`."""
        ...

    def from_data(self, question: Question, data: Any) -> Answer | Problem:
        """The answer from JSON or YAML (examples, the store, the API). `from_data(to_data(a)) == a`.

        Lenient: an address may be only a postcode, and bounds are not looked at (see `check`).
        """
        ...

    def to_data(self, question: Question, answer: Answer) -> Any:
        """The answer as JSON holds it: text, booleans, lists and mappings; numbers and dates as text."""
        ...

    def show(self, question: Question, answer: Answer, lang: Lang) -> tuple[str, ...]:
        """The answer as lines for the check-answers page, letters and staff. Blank is ()."""
        ...

    def failures(self, question: Question, lang: Lang, *, on: date = CHECKING_DAY) -> tuple[Failure, ...]:
        """Every message `read` can give for this question: checks 16 to 20 read them, and a test holds `read` to it."""
        ...
