"""All tables of Footpath. Every one that an authority's people own begins its key with the authority.

What a resident or a caseworker wrote, and so what erasing takes away, is in Case.data and Case.salt, and in
Message, Note, Asking, Decision, Word and File. Journal, Outbox, Offer and StaffTask hold ids, hashes, times and actors.
Texts that are data (answers, an event) are kept as JSON in plain text columns: PostgreSQL's own JSON type would
refuse the character U+0000 and forget the order of keys, and no query looks inside.
"""

from typing import Any, ClassVar, Final

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db.models import (
    RESTRICT,
    BigIntegerField,
    BooleanField,
    CharField,
    CompositePrimaryKey,
    DateField,
    DateTimeField,
    ForeignKey,
    Index,
    IntegerField,
    Model,
    PositiveIntegerField,
    Q,
    SmallIntegerField,
    TextField,
    UniqueConstraint,
)

from footpath.casework.state import Stage

# Stages in which somebody still has to do something: what a queue shows. A draft is its author's alone.
OPEN: Final[tuple[Stage, ...]] = ("to_pay", "checking", "waiting")
_IS_OPEN = Q(open_since__isnull=False)


def an_id(**options: Any) -> "CharField[str, str]":
    """An id, a key or a hash."""
    return CharField(max_length=128, **options)


class Authority(Model):
    id = an_id(primary_key=True)
    said = TextField()  # ports.Authority, as JSON


class EditionRow(Model):
    """A definition that was published somewhere, named by its content: never changed, never removed."""

    hash = an_id(primary_key=True)
    service = an_id()
    version = IntegerField()
    title = TextField()  # in each language, as JSON: lists of services need no compiled edition
    file = TextField()
    source = TextField()

    class Meta:
        indexes: ClassVar = [Index(fields=["service", "version"], name="edition_of_service")]


class Offer(Model):
    """From when on an authority offers an edition of a service, who decided so and why. The last one stands."""

    pk = CompositePrimaryKey("authority", "service", "number")
    authority = an_id()
    service = an_id()
    number = PositiveIntegerField()
    edition = an_id()
    at = DateTimeField()
    by = an_id()
    because = TextField()


class StandardRow(Model):
    """A version of a standard, for every authority to adopt: never changed, never removed."""

    pk = CompositePrimaryKey("service", "version")
    service = an_id()
    version = PositiveIntegerField()
    edition = an_id()
    changes = TextField()  # why it is not the version before, as JSON
    by = an_id()
    because = TextField()
    at = DateTimeField()


class Adaptation(Model):
    """What an authority changed of a standard, at each publication. The last one stands."""

    pk = CompositePrimaryKey("authority", "service", "seq")
    authority = an_id()
    service = an_id()
    seq = PositiveIntegerField()
    version = PositiveIntegerField()
    changes = TextField()
    edition = an_id(null=True)
    by = an_id()
    because = TextField()
    at = DateTimeField()

    class Meta:
        indexes: ClassVar = [Index(fields=["authority", "edition"], name="adaptation_edition")]


class DraftRow(Model):
    """Changes that somebody is working on: one draft for each service of an authority."""

    pk = CompositePrimaryKey("authority", "service")
    authority = an_id()
    service = an_id()
    version = PositiveIntegerField()
    changes = TextField()
    seq = PositiveIntegerField()
    published = PositiveIntegerField()
    to = PositiveIntegerField(null=True)
    decisions = TextField(default="[]")
    by = an_id()
    at = DateTimeField()


class StaffManager(BaseUserManager["Staff"]):
    def create_user(self, id: str, *, name: str, password: str | None) -> "Staff":  # noqa: A002, Django's word
        staff = self.model(id=id, name=name)
        staff.set_password(password)
        staff.save(using=self._db)
        return staff


class Staff(AbstractBaseUser):
    """Somebody who works for an authority. The journal names them by `id`, which never changes."""

    id = an_id(primary_key=True)
    name = CharField(max_length=200)
    is_active = BooleanField(default=True)

    objects: ClassVar[StaffManager] = StaffManager()

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]


class Role(Model):
    """What somebody may do for one authority. casework/roles.py says what that is."""

    pk = CompositePrimaryKey("authority", "staff", "role")
    authority = an_id()
    staff = ForeignKey(Staff, on_delete=RESTRICT, related_name="roles")
    role = an_id()


class Case(Model):
    pk = CompositePrimaryKey("authority", "id")
    authority = an_id()
    id = an_id()
    reference = an_id()
    service = an_id()
    edition = an_id()
    lang = CharField(max_length=8)
    channel = an_id()
    stage = an_id()
    seq = PositiveIntegerField()
    head = an_id()
    data = TextField()
    written = TextField()
    answers = an_id(null=True)
    salt = an_id()
    door = an_id()
    taken_by = an_id(null=True)
    charge_pence = BigIntegerField(null=True)
    paid = BooleanField(default=False)
    asking = an_id(null=True)
    decision = an_id(null=True)
    outcome = an_id(null=True)
    started = DateTimeField()
    submitted = DateTimeField(null=True)
    decided = DateTimeField(null=True)
    due = DateField(null=True)
    keep_from = DateTimeField(null=True)
    keep_until = DateField(null=True)
    erased = DateField(null=True)
    open_since = DateTimeField(null=True)  # `submitted`, while the stage is one of OPEN: what queues go by
    asked = DateTimeField(null=True)  # when it was looked at whether to ask how it was, a fortnight after the decision

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["authority", "reference"], name="case_reference")]
        # None of these holds a column that an answer changes, so that an answer writes to the table alone.
        # Each serves one list in its own order. What they are limited to is said as "is not null": SQLite cannot see
        # that an index fits when the query's own limits are values it is only given when it runs.
        indexes: ClassVar = [
            Index(fields=["authority", "open_since", "id"], name="case_open", condition=_IS_OPEN),
            Index(fields=["authority", "stage", "taken_by", "open_since", "id"], name="case_desk", condition=_IS_OPEN),
            Index(
                fields=["authority", "stage", "open_since", "id"],
                name="case_nobody",
                condition=_IS_OPEN & Q(taken_by__isnull=True),
            ),
            Index(fields=["authority", "service", "open_since", "id"], name="case_service", condition=_IS_OPEN),
            # The cases that began on a day, or in a year of the plan: what a service does is counted by it alone.
            Index(fields=["authority", "service", "started", "submitted", "decided"], name="case_begun"),
            Index(fields=["authority", "due", "id"], name="case_due", condition=_IS_OPEN),
            Index(
                fields=["authority", "stage", "submitted", "id"],
                name="case_stage",
                condition=Q(submitted__isnull=False),
            ),
            # What is to be erased. A draft's day moves with every answer, so drafts are found by what never moves.
            Index(fields=["keep_until"], name="case_keep", condition=Q(submitted__isnull=False, erased__isnull=True)),
            Index(fields=["started"], name="case_draft", condition=Q(submitted__isnull=True, erased__isnull=True)),
            # Who is asked how it was.
            Index(fields=["decided"], name="case_to_ask", condition=Q(decided__isnull=False, asked__isnull=True)),
        ]


class Journal(Model):
    """What happened to a case. Rows are added and never changed; hashes make any change seen."""

    pk = CompositePrimaryKey("authority", "case", "seq")
    authority = an_id()
    case = an_id()
    seq = PositiveIntegerField()
    event = TextField()
    key = an_id(null=True)
    before = an_id()
    hash = an_id()

    class Meta:
        constraints: ClassVar = [
            # The same form twice is one entry, whoever sends it and however often.
            UniqueConstraint(fields=["authority", "case", "key"], name="journal_key", condition=Q(key__isnull=False))
        ]


class Message(Model):
    pk = CompositePrimaryKey("authority", "case", "id")
    authority = an_id()
    case = an_id()
    id = an_id()
    number = PositiveIntegerField()  # in the order of writing
    about = an_id()
    way = an_id()
    subject = TextField()
    body = TextField()
    at = DateTimeField()
    by = an_id()
    email = TextField(null=True)
    edition = TextField(default="")  # the hash of what the case ran on; blank for messages from before it was kept


class Note(Model):
    pk = CompositePrimaryKey("authority", "case", "id")
    authority = an_id()
    case = an_id()
    id = an_id()
    number = PositiveIntegerField()
    words = TextField()
    at = DateTimeField()
    by = an_id()


class Asking(Model):
    pk = CompositePrimaryKey("authority", "case", "id")
    authority = an_id()
    case = an_id()
    id = an_id()
    number = PositiveIntegerField()
    questions = TextField()
    words = TextField()
    reply = BooleanField()
    at = DateTimeField()
    by = an_id()
    data = TextField()
    done = DateTimeField(null=True)


class Decision(Model):
    pk = CompositePrimaryKey("authority", "case", "id")
    authority = an_id()
    case = an_id()
    id = an_id()
    number = PositiveIntegerField()
    outcome = an_id()
    reason = TextField()
    findings = TextField()
    edition = an_id()
    by = an_id()
    automatic = BooleanField()
    at = DateTimeField()


class StaffTask(Model):
    """Something only a person can mend."""

    pk = CompositePrimaryKey("authority", "id")
    authority = an_id()
    id = an_id()
    case = an_id(null=True)
    says = TextField()
    at = DateTimeField()
    done = DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [Index(fields=["authority", "at"], name="task_open", condition=Q(done__isnull=True))]


class Word(Model):
    """A word a case can be found by, so that a search reads a few rows and not all of them. Erased with the answers."""

    pk = CompositePrimaryKey("authority", "word", "case")
    authority = an_id()
    word = CharField(max_length=64)
    case = an_id()

    class Meta:
        indexes: ClassVar = [Index(fields=["authority", "case"], name="word_of_case")]


class File(Model):
    """An upload's receipt. The bytes are in the file store; a row that is `gone` waits for its bytes to be removed."""

    pk = CompositePrimaryKey("authority", "id")
    authority = an_id()
    id = an_id()
    case = an_id()
    name = TextField()
    kind = an_id()
    size = BigIntegerField()
    sha256 = an_id()
    at = DateTimeField()
    scan = TextField()
    gone = BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            Index(fields=["authority", "case"], name="file_of_case"),
            Index(fields=["authority", "id"], name="file_gone", condition=Q(gone=True)),
        ]


class Outbox(Model):
    """What must happen outside. docs/decisions/0006-outbox.md says how it comes to happen.

    `due` is when it may be claimed: a claim moves it ahead by the length of the lease, and that is the lease.
    """

    pk = CompositePrimaryKey("authority", "key")
    authority = an_id()  # "-" for a task of the installation itself
    key = an_id()
    lane = an_id()
    kind = an_id()
    args = TextField()
    rank = SmallIntegerField(default=0)  # lower first: django.tasks' priority, turned round
    state = an_id(default="open")  # open, done, dead
    put = DateTimeField()
    due = DateTimeField()
    token = BigIntegerField(default=0)  # of the last claim: whoever holds an older one may not finish
    tries = PositiveIntegerField(default=0)  # claims
    lost = PositiveIntegerField(default=0)  # claims since the last of which anything was heard
    held_by = an_id(null=True)
    workers = TextField(default="[]")  # who claimed it, for django.tasks
    claimed = DateTimeField(null=True)  # first and last
    claimed_last = DateTimeField(null=True)
    ended = DateTimeField(null=True)
    wrong = TextField(default="[]")  # what went wrong, try by try: the kind of error and the places, never its words
    result = TextField(null=True)

    class Meta:
        # Named in SQL of the outbox's own, which says 'open' and 'done' to the letter, as these do.
        indexes: ClassVar = [
            Index(fields=["lane", "authority", "rank", "due"], name="outbox_open", condition=Q(state="open")),
            Index(fields=["due"], name="outbox_due", condition=Q(state="open")),
            Index(fields=["ended"], name="outbox_ended", condition=Q(state="done")),
        ]


class StepRow(Model):
    """A step as its journal leaves it. `authority` is the one whose step it is."""

    pk = CompositePrimaryKey("authority", "step")
    authority = an_id()
    step = an_id()
    service = an_id()
    state = an_id()
    seq = PositiveIntegerField()
    head = an_id()
    registered = DateTimeField()
    said = TextField()  # steps.Step, as JSON, without the salt
    salt = an_id()  # what its chance is made of: known to nobody before it ends


class StepEventRow(Model):
    """What happened to a step. Rows are added and never changed; hashes make any change seen."""

    pk = CompositePrimaryKey("authority", "step", "seq")
    authority = an_id()
    step = an_id()
    seq = PositiveIntegerField()
    event = TextField()
    before = an_id()
    hash = an_id()


class StepPlace(Model):
    """Where a step is tried: its own authority, and others that it names."""

    pk = CompositePrimaryKey("authority", "service", "home", "step")
    authority = an_id()
    service = an_id()
    home = an_id()
    step = an_id()


class Assignment(Model):
    """Which version a case has in a step, and how likely that was: one row, kept for ever."""

    pk = CompositePrimaryKey("authority", "case", "home", "step")
    authority = an_id()
    case = an_id()
    home = an_id()
    step = an_id()
    unit = an_id()
    arm = CharField(max_length=1)
    percent = SmallIntegerField()
    at = DateTimeField()
    edition = an_id()
    exposed = DateTimeField(null=True)
    place = an_id(null=True)
    groups = TextField(default="")  # ids of the step's groups that the case is in, with spaces between
    refused = PositiveIntegerField(default=0)
    failed = PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            Index(fields=["authority", "home", "step", "unit"], name="assignment_unit"),
            Index(
                fields=["home", "step", "exposed", "authority", "case"],
                name="assignment_exposed",
                condition=Q(exposed__isnull=False),
            ),
            Index(fields=["home", "step", "arm", "at"], name="assignment_arm"),
        ]


class Outcome(Model):
    """What a case showed on the day it was counted. It can be made again from journals, and is compared with them."""

    pk = CompositePrimaryKey("authority", "home", "step", "case")
    authority = an_id()
    home = an_id()
    step = an_id()
    case = an_id()
    number = PositiveIntegerField()
    arm = CharField(max_length=1)
    percent = SmallIntegerField()
    exposed = DateTimeField()
    matured = DateTimeField()
    counts = BooleanField()
    said = TextField()  # values by measure, as JSON

    class Meta:
        indexes: ClassVar = [Index(fields=["home", "step", "number"], name="outcome_number")]


class StepCount(Model):
    """How far the outcomes of a step have been counted, and its ledgers."""

    pk = CompositePrimaryKey("authority", "step")
    authority = an_id()
    step = an_id()
    said = TextField()  # ports.Counted, as JSON


class StepSum(Model):
    """How many people a step had in each version up to some moment: what came since is counted when somebody looks."""

    pk = CompositePrimaryKey("authority", "step")
    authority = an_id()
    step = an_id()
    said = TextField()  # ports.Summed, as JSON


class StepPoint(Model):
    """How a measure of a step stood at the end of a day."""

    pk = CompositePrimaryKey("authority", "step", "measure", "day")
    authority = an_id()
    step = an_id()
    measure = an_id()
    day = DateField()
    said = TextField()  # ports.Point, as JSON


class Said(Model):
    """What a resident or a caseworker said of a case when they were asked. `words` are erased with the answers."""

    pk = CompositePrimaryKey("authority", "case", "moment")
    authority = an_id()
    case = an_id()
    moment = an_id()  # sent, decided, or staff
    service = an_id()
    at = DateTimeField()
    chosen = TextField()  # what was chosen, as JSON, without the words
    words = TextField()

    class Meta:
        indexes: ClassVar = [
            Index(fields=["authority", "service", "-at"], name="said_words", condition=~Q(words="")),
        ]


class SentBack(Model):
    """How often words that name somebody were sent back on a day, by what they held: the words were never stored."""

    pk = CompositePrimaryKey("authority", "service", "day", "kind")
    authority = an_id()
    service = an_id()
    day = DateField()
    kind = an_id()
    times = PositiveIntegerField(default=0)


class ObservationRow(Model):
    """A note of two people who watched somebody use a page. It names nobody; its words go on the day `forget`."""

    pk = CompositePrimaryKey("authority", "id")
    authority = an_id()
    id = an_id()
    service = an_id()
    page = an_id()
    month = CharField(max_length=7)
    forget = DateField(null=True)
    said = TextField()  # steps.observing.Observation, as JSON

    class Meta:
        indexes: ClassVar = [
            Index(fields=["authority", "service", "-month"], name="observation_service"),
            Index(fields=["forget"], name="observation_due", condition=Q(forget__isnull=False)),
        ]


class PlanRow(Model):
    """A line of an authority's plan. Rows are added and never changed; hashes make any change seen."""

    pk = CompositePrimaryKey("authority", "seq")
    authority = an_id()
    seq = PositiveIntegerField()
    event = TextField()
    before = an_id()
    hash = an_id()


class PackRow(Model):
    """An evidence pack that came in, and what this authority did with it."""

    pk = CompositePrimaryKey("authority", "pack")
    authority = an_id()
    pack = an_id()
    at = DateTimeField()
    said = TextField()  # steps.receiving.Received, as JSON


class DayCount(Model):
    """What the cases that began on a day have come to. It can be made again from journals."""

    pk = CompositePrimaryKey("authority", "service", "day")
    authority = an_id()
    service = an_id()
    day = DateField()
    mark = TextField()  # doing.days.Mark, as JSON
    said = TextField()  # its cells, as JSON


class Refused(Model):
    """How often an answer was sent back on a day, by question and by what was wrong: about no case and no person."""

    pk = CompositePrimaryKey("authority", "service", "day", "edition", "lang", "page", "question", "kind")
    authority = an_id()
    service = an_id()
    day = DateField()
    edition = an_id()
    lang = CharField(max_length=8)
    page = an_id()
    question = an_id()
    kind = an_id()
    times = PositiveIntegerField(default=1)


class YearCost(Model):
    """What a service costs in a year, as somebody entered it. Rows are added and never changed."""

    pk = CompositePrimaryKey("authority", "service", "seq")
    authority = an_id()
    service = an_id()
    seq = PositiveIntegerField()
    said = TextField()  # doing.cost.Cost, as JSON
