"""The file of a step, read strictly: every fault with its line, its column and what to do."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import UNSET

from footpath.definition import format as f
from footpath.definition.changes import Place, changes_data, read_changes
from footpath.definition.reading import LEFT_OUT, Group, Reading, TooMany
from footpath.definition.yaml import Entries, Items, Node, Scalar, read
from footpath.steps.classes import class_of_changes
from footpath.steps.groups import KNOWN, known_group
from footpath.steps.groups import Group as Watched
from footpath.steps.measures import MEASURES, STAFF_MEASURES
from footpath.steps.registration import MOST_WEEKS, Registration
from footpath.values import Fault

FORMAT = 1

GROUP = f.ByForm(
    f.Group(
        "group",
        "People whose guardrails are kept apart, by what they answered.",
        (
            f.Key("id", f.Id("group"), "Its name for us.", needed=True),
            f.Key("called", f.TEXT, "Who they are, like people over 65.", needed=True),
            f.Key("question", f.Id("question"), "A question asked before anybody meets what differs.", needed=True),
            f.Key("answers", f.ListOf(f.TEXT, least=1), "The answers that tell who is in it.", needed=True),
        ),
    ),
    value=f.OneOf(tuple(KNOWN)),
)

STEP = f.Group(
    "step",
    "A small change under test: what is hoped for, and what differs.",
    (
        f.Key("step", f.Whole(FORMAT, FORMAT), "The format: 1.", needed=True),
        f.Key("id", f.Id("step"), "Its name for us.", needed=True),
        f.Key("name", f.TEXT, "Its name for people.", needed=True),
        f.Key("service", f.Id("service"), "The service it changes.", needed=True),
        f.Key("we_believe", f.TEXT, "What we believe.", needed=True),
        f.Key("because", f.TEXT, "Why we believe it.", needed=True),
        f.Key("we_will_know_when", f.TEXT, "What we will see when it is true.", needed=True),
        f.Key("outcome", f.TEXT, "The outcome it serves.", needed=True),
        f.Key("proposer", f.TEXT, "Who proposes it, by staff id.", needed=True),
        f.Key("owner", f.TEXT, "Who answers for it, by staff id.", needed=True),
        f.Key("data_protection", f.TEXT, "Who looks at a step of class 2 besides its owner, by staff id."),
        f.Key("legal_basis", f.TEXT, "The law that lets chance decide in a step of class 3."),
        f.Key("authorities", f.ListOf(f.Id("authority"), least=1), "Where it is tried.", needed=True),
        f.Key("measure", f.OneOf(tuple(MEASURES)), "What it is judged by.", needed=True),
        f.Key("hoped_points", f.Constant(), "How many points of 100 better we hope it gets.", needed=True),
        f.Key("guardrails", f.ListOf(f.OneOf(tuple(MEASURES))), "What else must not get worse."),
        f.Key("groups", f.ListOf(GROUP), "Groups of people for whom the guardrails are kept apart."),
        f.Key("staff_measure", f.OneOf(STAFF_MEASURES), "What staff say of it.", needed=True),
        f.Key("may_be_harmed", f.TEXT, "Who could be worse off.", needed=True),
        f.Key("share_percent", f.Whole(1, 99), "How many of 100 new cases get the new version. Left out: 50."),
        f.Key("first_week_percent", f.Whole(1, 99), "How many in the first week, like 10."),
        f.Key("window_days", f.Whole(1, 90), "After how many days an outcome is counted. Left out: 28."),
        f.Key("longest_weeks", f.Whole(2, MOST_WEEKS), f"How long it may run. Left out: {MOST_WEEKS}."),
        f.Key(
            "planned_cases",
            f.Whole(50, 10_000_000),
            "For how many counted cases, in all places, it is planned. Left out: as its forecast says.",
        ),
        f.Key("starts", f.Day(), "The day from which it may run. Left out: as soon as it is approved."),
    ),
)


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A registration as its author wrote it, and where each of its changes stands in the file."""

    registration: Registration
    places: tuple[Place, ...]


def read_step(text: str, *, file: str = "step.yaml") -> Written | tuple[Fault, ...]:
    """What a file promises, or everything that is wrong with it as a file. Whether it may start is asked elsewhere."""
    root = read(text, file=file)
    if isinstance(root, tuple):
        return root
    reading = Reading(file)
    try:
        said = reading.read(_without_changes(root), STEP, "")
        points = LEFT_OUT if said is LEFT_OUT or not isinstance(said, Group) else _points(reading, said)
    except TooMany:
        said = points = LEFT_OUT
    faults = list(reading.faults)
    changes = root.entry("changes") if isinstance(root, Entries) else None
    read_ = () if changes is None else read_changes(text, file=file)
    if isinstance(root, Entries) and changes is None:
        faults.append(_fault(file, root, "This step changes nothing.", "Add changes: with a list of them."))
    faults += [each for each in read_ if isinstance(each, Fault)]
    if faults or said is LEFT_OUT or points is LEFT_OUT:
        return tuple(sorted(faults, key=lambda fault: (fault.line, fault.column)))
    data = tuple(changes_data([each for each in read_ if not isinstance(each, Fault)]))
    registration = Registration(
        id=said["id"],
        name=said["name"],
        service=said["service"],
        we_believe=said["we_believe"],
        because=said["because"],
        we_will_know_when=said["we_will_know_when"],
        outcome=said["outcome"],
        proposer=said["proposer"],
        owner=said["owner"],
        data_protection=said.get("data_protection"),
        legal_basis=said.get("legal_basis"),
        authorities=tuple(said["authorities"]),
        changes=data,
        measure=said["measure"],
        hoped_points=points,
        guardrails=tuple(said.get("guardrails", ())),
        groups=tuple(_group(each) for each in said["groups"]) if said.get("groups") else UNSET,
        staff_measure=said["staff_measure"],
        may_be_harmed=said["may_be_harmed"],
        share_percent=said.get("share_percent", 50),
        first_week_percent=said.get("first_week_percent"),
        window_days=said.get("window_days", 28),
        longest_weeks=said.get("longest_weeks", MOST_WEEKS),
        starts=said.get("starts"),
        planned_cases=said.get("planned_cases", UNSET),
        class_=class_of_changes(data),
    )
    return Written(registration=registration, places=_places(changes.value if changes else root))


def _group(said: Any) -> Watched:
    if isinstance(said, str):
        return known_group(said)
    return Watched(
        id=said["id"], called=said["called"], question=said["question"], answers=tuple(map(str, said["answers"]))
    )


def _without_changes(root: Node) -> Node:
    """Changes have a reader of their own."""
    if not isinstance(root, Entries):
        return root
    return Entries(tuple(entry for entry in root.entries if entry.key != "changes"), root.line, root.column)


def _places(node: Node) -> tuple[Place, ...]:
    items: Sequence[Node] = node.items if isinstance(node, Items) else ()
    return tuple(Place(item.line, item.column) for item in items)


def _points(reading: Reading, said: Group) -> Any:
    points: Any = said.get("hoped_points", LEFT_OUT)
    if points is LEFT_OUT:
        return LEFT_OUT
    if isinstance(points, bool) or not isinstance(points, int | Decimal):
        reading.fault(
            "hoped_points",
            reading.place("hoped_points"),
            "The effect hoped for is no number.",
            "Write how many points of 100 better you hope it gets, like 6.",
        )
        return LEFT_OUT
    return Decimal(points)


def _fault(file: str, at: Scalar | Entries | Items, wrong: str, mend: str) -> Fault:
    return Fault(file=file, line=at.line, column=at.column, path="changes", wrong=wrong, mend=mend)
