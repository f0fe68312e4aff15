"""Format 1 of a definition: every key, what it takes, and what it is for.

The loader, the JSON Schema and the reference page are all made from what stands here.
"""

from collections.abc import Mapping

import msgspec

from footpath.questions import KINDS, KINDS_OF_FILE
from footpath.rules import HITS

FORMAT = 1

ID = r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*"
LONGEST_ID = 60
PERIOD = r"([0-9]{1,4}) (day|week|month|year)s?(?: after (?:the )?decision)?"


class Text(msgspec.Struct, frozen=True):
    """A text for us, in one language: a name, a law, a source."""


class ForPeople(msgspec.Struct, frozen=True):
    """A text that residents read: plain (English), or {en: …, cy: …}. `holds_feel`: {{ rules }} may stand in it."""

    holds_feel: bool = False


class Feel(msgspec.Struct, frozen=True):
    """An expression of the rule language."""


class Id(msgspec.Struct, frozen=True):
    """An id in snake_case. `of` says of what."""

    of: str


class Whole(msgspec.Struct, frozen=True):
    """A whole number between two others, both allowed."""

    least: int
    most: int


class TrueOrFalse(msgspec.Struct, frozen=True):
    """true or false, and nothing else."""


class Day(msgspec.Struct, frozen=True):
    """A date like 2026-05-01."""


class OneOf(msgspec.Struct, frozen=True):
    """One of a few words."""

    words: tuple[str, ...]


class Period(msgspec.Struct, frozen=True):
    """How long something is kept, like 28 days, or 6 years after decision."""


class Bounds(msgspec.Struct, frozen=True):
    """[least, most]: numbers, dates, rules that give one of these, or null where that end is open."""


class Constant(msgspec.Struct, frozen=True):
    """A number, a text, true or false; or a list of them."""

    or_list: bool = False


class Cell(msgspec.Struct, frozen=True):
    """A cell of a table: a rule as text, a number, true, false or null."""


class Row(msgspec.Struct, frozen=True):
    """A row of a table: a test for each column, what it gives, and perhaps a note at the end."""


class Data(msgspec.Struct, frozen=True):
    """Answers, or what is expected of them, by name."""

    of: str


class ListOf(msgspec.Struct, frozen=True):
    """A list."""

    item: "Shape"
    least: int = 0


class ById(msgspec.Struct, frozen=True):
    """A mapping from ids that the author gives; its order is that of the document."""

    of: str
    value: "Shape"


class Group(msgspec.Struct, frozen=True):
    """A mapping with known keys."""

    name: str
    says: str
    keys: tuple["Key", ...]

    def key(self, name: str) -> "Key | None":
        return next((key for key in self.keys if key.name == name), None)


class ByForm(msgspec.Struct, frozen=True):
    """One thing that may be written in several forms: as a value, as a list, or as a mapping."""

    group: Group
    value: "Shape | None" = None
    items: "Shape | None" = None


type Shape = (
    Text
    | ForPeople
    | Feel
    | Id
    | Whole
    | TrueOrFalse
    | Day
    | OneOf
    | Period
    | Bounds
    | Constant
    | Cell
    | Row
    | Data
    | ListOf
    | ById
    | Group
    | ByForm
)


class Key(msgspec.Struct, frozen=True):
    """One key of a group. `says` is read in editors and in the reference."""

    name: str
    takes: Shape
    says: str
    needed: bool = False


TEXT = Text()
WORDS = ForPeople()
WORDS_WITH_RULES = ForPeople(holds_feel=True)
FEEL = Feel()

FIXED = Key("fixed", TEXT, "Why a local change may not touch this: the law or the reason.")
MUST_SET = Key("must_set", TEXT, "What each authority must put here before it publishes the service.")
MARKS = (FIXED, MUST_SET)

DATED = Group(
    "dated",
    "A figure’s value from a day on.",
    (
        Key("from", Day(), "The day from which it holds. Left out: always."),
        Key("value", Constant(or_list=True), "The value.", needed=True),
        Key("source", TEXT, "Where it was read: a law, a decision, a list of charges."),
    ),
)

FIGURE = ByForm(
    Group(
        "figure",
        "A figure with its source, or with its values over time.",
        (
            Key("value", Constant(or_list=True), "The value, where it has only one."),
            Key("source", TEXT, "Where it was read."),
            Key("dated", ListOf(DATED, least=1), "Its values over time: the one in force on the day is used."),
            *MARKS,
        ),
    ),
    value=Constant(),
    items=ListOf(DATED, least=1),
)

LIST = ByForm(
    Group(
        "list",
        "A list with its source.",
        (
            Key("values", ListOf(Constant()), "What is on the list.", needed=True),
            Key("source", TEXT, "Where it was read."),
            *MARKS,
        ),
    ),
    items=ListOf(Constant()),
)

OPTION = ByForm(
    Group(
        "option",
        "One answer of a choice.",
        (
            Key("label", WORDS, "What people see.", needed=True),
            Key("hint", WORDS, "A short sentence under the label."),
            Key("apart", TrueOrFalse(), "true for “None of these”: set apart by “or”, and rules out the others."),
            *MARKS,
        ),
    ),
    value=WORDS,
)

_QUESTION_KEYS = (
    Key("ask", WORDS, "The question, as people see it.", needed=True),
    Key("type", OneOf(tuple(KINDS)), "The kind of question.", needed=True),
    Key("hint", WORDS, "A short sentence under the question, without a full stop."),
    Key("why", WORDS, "Why it is asked. People can open it under the question."),
    Key("optional", TrueOrFalse(), "true when people may leave it blank."),
    Key("basis", TEXT, "The lawful basis for asking, where it is not the service’s law."),
    Key("used_for", TEXT, "What the answer is used for, where no rule shows it."),
    Key(
        "errors",
        ById("errors", WORDS),
        "Your own wording of its error messages, by what failed. The page on kinds of question says what can fail.",
    ),
    Key("options", ById("options", OPTION), "The answers to choose from, by id."),
    Key("exhaustive", TrueOrFalse(), "true when the options are all there are, so no “None of these” is needed."),
    Key("between", Bounds(), "The least and the most, both allowed: numbers, dates, or rules such as today()."),
    Key("longest", Whole(1, 100_000), "The most characters."),
    Key("example", TEXT, "An example: it is shown in the hint and in error messages."),
    Key("accept", ListOf(OneOf(tuple(KINDS_OF_FILE)), least=1), "The kinds of file, like [pdf, jpg, png]."),
    Key("largest_megabytes", Whole(1, 100), "How large a file may be."),
    Key("otherwise", WORDS, "What somebody can do who cannot send a file."),
    Key("says", WORDS, "What a declaration declares."),
)

# A repeat is nested once: its own questions are of any other kind.
ITEM_QUESTION = Group("item question", "One question of a repeat.", (*_QUESTION_KEYS, *MARKS))

QUESTION = Group(
    "question",
    "One question.",
    (
        *_QUESTION_KEYS,
        Key("one", WORDS, "What one thing of a repeat is called, like vehicle."),
        Key("at_least", Whole(0, 100), "The fewest things of a repeat."),
        Key("at_most", Whole(1, 100), "The most things of a repeat."),
        Key("questions", ById("questions", ITEM_QUESTION), "What is asked about each thing of a repeat."),
        *MARKS,
    ),
)

PAGE = Group(
    "page",
    "One screen: one question, or a few that belong together.",
    (
        Key(
            "title", WORDS, "The page’s heading where it holds several questions, and its name on check-answers.", True
        ),
        Key("questions", ById("questions", QUESTION), "What is asked, by id.", needed=True),
        Key("when", FEEL, "A condition: the page is only for people for whom it is true. Left out: for everybody."),
        Key("together", TEXT, "Why there is more than one question on it."),
        Key("guidance", WORDS, "A few lines above the questions."),
        *MARKS,
    ),
)

TABLE = Group(
    "table",
    "A decision table.",
    (
        Key(
            "hit",
            OneOf(HITS),
            "What happens when several rows hold.",
            needed=True,
        ),
        Key("given", ListOf(FEEL, least=1), "What each column looks at: a question, a rule or an expression.", True),
        Key("gives", ListOf(Id("output"), least=1), "The names of what it gives, where it gives more than one thing."),
        Key("rows", ListOf(Row(), least=1), "The rows: a test for each column, then what it gives, then a note.", True),
    ),
)

RULE = ByForm(
    Group(
        "rule",
        "A rule as a decision table, or with marks.",
        (
            Key("table", TABLE, "A decision table."),
            Key("is", FEEL, "An expression, where the rule carries a mark too."),
            *MARKS,
        ),
    ),
    value=FEEL,
)

EXIT = Group(
    "exit",
    "Where the service ends for somebody it is not for.",
    (
        Key("when", FEEL, "The condition. The exit is shown as soon as it is certain.", needed=True),
        Key("title", WORDS, "The page’s heading."),
        Key("say", WORDS, "Why they cannot go on.", needed=True),
        Key("next", WORDS, "What they can do instead."),
        *MARKS,
    ),
)

CHARGE = Group(
    "charge",
    "What it costs.",
    (
        Key("amount", FEEL, "A rule that gives pounds. Where it gives null or 0, nothing is charged.", needed=True),
        Key("for", WORDS, "What is paid for, as the receipt says it.", needed=True),
        Key("when", OneOf(("before_submit",)), "When it is paid: before anybody works on it. May be left out."),
    ),
)

AUTOMATIC = Group(
    "automatic decision",
    "An outcome that a rule gives without a person.",
    (
        Key("when", FEEL, "The condition. The first that is true decides.", needed=True),
        Key("outcome", Id("outcome"), "The outcome it gives.", needed=True),
        Key("because", WORDS, "The reason, as people are told it.", needed=True),
    ),
)

OUTCOME = Group(
    "outcome",
    "One way a case can be decided.",
    (
        Key("title", WORDS, "What it is called on pages. Left out: made from the id."),
        Key("letter", WORDS_WITH_RULES, "What the person is told. {{ reason }} is the reason that was given.", True),
        *MARKS,
    ),
)

DECIDE = Group(
    "decide",
    "How a case is decided: by rules first, in order; then by a team.",
    (
        Key("automatically", ListOf(AUTOMATIC), "Decisions that rules may make, in order."),
        Key("otherwise", Id("team"), "The team that decides the rest.", needed=True),
        Key("working_days", Whole(0, 400), "How many working days a decision usually takes."),
        Key("outcomes", ById("outcomes", OUTCOME), "The ways a case can be decided.", needed=True),
    ),
)

NOTICE = Group(
    "notice",
    "An email at an event. The link to the case and the reference are added to it.",
    (
        Key("subject", WORDS_WITH_RULES, "Its subject.", needed=True),
        Key("say", WORDS_WITH_RULES, "Its text. {{ reference }} is the case’s reference.", needed=True),
    ),
)

EVENTS = ("submitted", "paid", "asked", "decided")

TELL = Group(
    "tell",
    "Who is told what happens, by email.",
    (
        Key("to", Id("question"), "The question that asks for the email address.", needed=True),
        Key("submitted", NOTICE, "When the application has been sent."),
        Key("paid", NOTICE, "When it has been paid."),
        Key("asked", NOTICE, "When the team asks for more."),
        Key("decided", NOTICE, "When it has been decided."),
    ),
)

AFTER = Group(
    "after",
    "What the last page says.",
    (Key("say", WORDS_WITH_RULES, "What happens next, and when.", needed=True),),
)

KEEP = Group(
    "keep",
    "How long what people told us is kept.",
    (
        Key("answers", Period(), "From the decision on, like 6 years after decision.", needed=True),
        Key("drafts", Period(), "What was begun and not sent, from its last change on, like 28 days.", needed=True),
    ),
)

CLOSES = Group(
    "closing date",
    "The last day of a service that is not there for ever.",
    (
        Key("on", Day(), "The last day on which somebody can start.", needed=True),
        Key(
            "grace_days",
            Whole(0, 366),
            "How many days after it those who have started can still send. Left out: none, so that day is the last.",
        ),
    ),
)

EXAMPLE = Group(
    "example",
    "A test of your own, run at every check.",
    (
        Key("name", TEXT, "What it shows, in a few words.", needed=True),
        Key("on", Day(), "The day it happens on. Left out: one on which all figures are in force."),
        Key("answers", Data("answers"), "The answers, by the id of the question.", needed=True),
        Key(
            "expect",
            Data("expectations"),
            "What must come of them: rules by name, and outcome, exit, charge or page.",
            needed=True,
        ),
    ),
)

SERVICE = Group(
    "service",
    "What a person can do, from start to end.",
    (
        Key("footpath", Whole(FORMAT, FORMAT), "The format of this file: 1.", needed=True),
        Key("id", Id("service"), "Its id. It never changes.", needed=True),
        Key("version", Whole(1, 1_000_000), "The version of the standard: 1, 2, 3…", needed=True),
        Key("title", WORDS, "What people can do, beginning with a verb.", needed=True),
        Key("owner", TEXT, "The role that answers for it.", needed=True),
        Key("outcome", WORDS, "What is better in the world because of it.", needed=True),
        Key(
            "law", TEXT, "The law it rests on. It is the lawful basis for what is asked, unless a question has its own."
        ),
        Key("minutes", Whole(1, 240), "How many minutes it takes to complete."),
        Key("summary", WORDS, "A sentence or two on the start page."),
        Key("needs", ListOf(WORDS), "What people should have ready."),
        *MARKS,
        Key("figures", ById("figures", FIGURE), "Numbers and texts that rules use, dated, each with its source."),
        Key("lists", ById("lists", LIST), "Lists that rules use."),
        Key("pages", ById("pages", PAGE), "The pages, in order.", needed=True),
        Key("rules", ById("rules", RULE), "Rules, by name."),
        Key("exits", ById("exits", EXIT), "Where the service ends for people it is not for."),
        Key("charge", CHARGE, "What it costs."),
        Key("decide", DECIDE, "How a case is decided.", needed=True),
        Key("tell", TELL, "Emails at events."),
        Key("after", AFTER, "What the last page says happens next."),
        Key("closes", CLOSES, "The last day to start, and to send."),
        Key("keep", KEEP, "How long answers and drafts are kept.", needed=True),
        Key("examples", ListOf(EXAMPLE), "Your own tests."),
    ),
)

# Words with a meaning of their own, by where they may not be ids, and why.
_CHARGE = {"charge": "is what the service costs, and rules can use it by that name"}
RESERVED: Mapping[str, Mapping[str, str]] = {
    "pages": dict.fromkeys(("check", "sent", "save", "not_for_you", "return"), "is an address that every case has"),
    "questions": {
        **_CHARGE,
        **dict.fromkeys(("seen", "key", "remove"), "is a field that every form has"),
        **dict.fromkeys(("reason", "reference"), "has a meaning of its own in letters"),
    },
    "rules": {**_CHARGE, **dict.fromkeys(("outcome", "exit", "page"), "has a meaning of its own in examples")},
    "figures": _CHARGE,
    "lists": _CHARGE,
}
