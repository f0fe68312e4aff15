"""Made-up services, each one valid, and made-up changes to them: as many as a law wants to be tried on.

They are drawn from a few numbers and not choice by choice: two thousand of each law would otherwise take minutes. The
numbers are small where Hypothesis shrinks them, and so are the services.
"""

from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import strategies as st

from footpath.definition.changes import Add, Change, Move, Remove, Set, Tree, apply
from footpath.definition.changes.tree import copied, same
from footpath.definition.changes.writing import written
from footpath.definition.content import hash_of

WORDS = ("home", "car", "zone", "price", "colour", "fuel", "proof", "name", "street", "bin", "garden", "school", "club")
TEXTS = ("Where do you live?", "It’s on the V5C: page 2", "No", "null", "12", "true", "a # b", "Ŵy", " ", "- x", "[a]")
FILES = ("pdf", "jpg", "png", "heic")
KINDS = ("text", "whole_number", "choose_one", "choose_many", "yes_no", "date", "file", "repeat", "email")


def texts(random: Random) -> Any:
    """A text, in one language or two; some that YAML would take for something else."""
    english = f"{random.choice(TEXTS)}{random.randrange(100)}" if random.random() < 0.9 else f"Say\nit {TEXTS[0]}\n"
    return {"en": english, "cy": f"Cymraeg {english}"} if random.random() < 0.3 else english


def question(random: Random, id_: str, *, deep: bool = True) -> dict[str, Any]:
    kind = random.choice(KINDS if deep else KINDS[:-2])
    made: dict[str, Any] = {"ask": texts(random), "type": kind}
    if random.random() < 0.5:
        made["hint"] = texts(random)
    if random.random() < 0.3:
        made["optional"] = random.random() < 0.5
    match kind:
        case "text":
            made["longest"] = random.randrange(10, 500)
        case "whole_number":
            made["between"] = [random.choice((0, 1, None)), random.choice((10, 100, None))]
        case "choose_one" | "choose_many":
            made["options"] = {
                f"{id_}_{n}": texts(random)
                if random.random() < 0.7
                else {"label": texts(random), "hint": texts(random)}
                for n in range(random.randrange(1, 5))
            }
        case "file":
            made["accept"] = random.sample(FILES, random.randrange(1, 4))
        case "repeat":
            inner = {
                f"{id_}_in_{n}": question(random, f"{id_}_in_{n}", deep=False) for n in range(random.choice((1, 2)))
            }
            made |= {"one": "thing", "questions": inner, "at_most": random.randrange(1, 9)}
    return made


def service(seed: int, size: int) -> Tree:
    """A service of about so many pages: valid, with rules, figures, lists, exits and examples."""
    random = Random(seed)
    pages: dict[str, Any] = {}
    asked: list[tuple[str, str]] = []
    names = list(WORDS)
    random.shuffle(names)
    for place, name in enumerate(names[: max(1, size)]):
        many = random.choice((1, 1, 2, 3))
        held = {f"{name}_q{n}": question(random, f"{name}_q{n}") for n in range(many)}
        if any(each["type"] == "repeat" for each in held.values()) and len(held) > 1:
            held = {id_: each for id_, each in held.items() if each["type"] != "repeat"} or {
                f"{name}_q0": question(random, f"{name}_q0", deep=False)
            }
        pages[f"page_{name}"] = {"title": texts(random), "questions": held}
        if place and random.random() < 0.2:
            pages[f"page_{name}"]["when"] = "ready"
        asked += [(id_, each["type"]) for id_, each in held.items()]
    figures: dict[str, Any] = {
        "rate": Decimal(f"{random.randrange(1000)}.{random.randrange(100):02d}"),
        "cost": [
            {"from": f"20{year}-04-01", "value": Decimal(random.randrange(9000)) / 100}
            for year in random.sample(range(20, 30), random.randrange(1, 4))
        ],
    }
    if random.random() < 0.5:
        figures["cost"] = {"dated": figures["cost"], "source": "A decision"}
    zones: Any = random.sample(["OX1 1AA", "OX1 1AB", "OX2 6AA", "1.5", "no", "OX9"], random.randrange(1, 5))
    lists: dict[str, Any] = {"zones": zones if random.random() < 0.5 else {"values": zones, "source": "A map"}}
    outcomes = {f"outcome_{n}": {"letter": texts(random)} for n in range(random.randrange(1, 4))}
    made: Tree = {
        "footpath": 1,
        "id": "made_up",
        "version": 1,
        "title": texts(random),
        "owner": "somebody",
        "outcome": "Something is better",
        "needs": [texts(random) for _ in range(random.randrange(3))],
        "figures": figures,
        "lists": lists,
        "pages": pages,
        "rules": {
            "ready": f"rate > {random.randrange(50)}",
            "total": "rate + cost",
            "band": {"table": {"hit": "first", "given": ["rate"], "rows": [["< 10", 1], ["-", 2, "the rest"]]}},
        },
        "exits": {f"exit_{n}": {"when": "rate > 900", "say": texts(random)} for n in range(random.randrange(1, 3))},
        "charge": {"amount": "total", "for": texts(random)},
        "decide": {
            "automatically": [
                {"when": f"rate < {n}", "outcome": "outcome_0", "because": texts(random)}
                for n in range(random.randrange(3))
            ],
            "otherwise": "some_team",
            "outcomes": outcomes,
        },
        "keep": {"answers": "6 years after decision", "drafts": "28 days"},
        "examples": [{"name": f"no. {n}", "answers": {}, "expect": {"ready": n}} for n in range(random.randrange(3))],
    }
    if not made["needs"]:
        del made["needs"]
    return made


def changes(tree: Tree, seed: int, count: int, *, tag: str = "x") -> tuple[Change, ...]:
    """So many changes that can be made one after another. `tag` is in every id that is new."""
    random = Random(seed)
    made: list[Change] = []
    now = copied(tree)
    for number in range(count * 3):
        if len(made) == count:
            break
        change = _change(now, random, f"{tag}{number}")
        if change is None:
            continue
        # Moves are tried together with all before them, because they may not go in a circle.
        moves = isinstance(change, Move)
        after = apply(tree, (*made, change)) if moves else apply(now, (change,), copy=False)
        if not isinstance(after, tuple):
            made.append(change)
            now = after
    return tuple(made)


def _change(tree: Tree, random: Random, tag: str) -> Change | None:
    because = f"Because {tag}"
    page_id, page = random.choice(list(tree["pages"].items()))
    questions = page["questions"]
    id_, asked = random.choice(list(questions.items()))
    at = f"pages.{page_id}.questions.{id_}"
    others = [each for each in questions if each != id_]
    match random.randrange(16):
        case 0:
            return Set(path=f"{at}.{random.choice(('ask', 'hint', 'why'))}", to=texts(random), because=because)
        case 1:
            return Set(path=f"pages.{page_id}.title", to=texts(random), because=because)
        case 2:
            anchor = random.choice((None, id_))
            value = question(random, f"q_{tag}", deep=False)
            return Add(path=f"pages.{page_id}.questions.q_{tag}", value=value, after=anchor, because=because)
        case 3:
            return Remove(path=at, because=because) if others else None
        case 4:
            return Move(path=at, after=random.choice(others), because=because) if others else None
        case 5:
            siblings = [each for each in tree["pages"] if each != page_id]
            if not siblings:
                return None
            beside = random.choice(siblings)
            if random.random() < 0.5:
                return Move(path=f"pages.{page_id}", before=beside, because=because)
            return Move(path=f"pages.{page_id}", after=beside, because=because)
        case 6:
            held = {f"q_{tag}": question(random, f"q_{tag}")}
            anchor = random.choice((None, page_id))
            value = {"title": texts(random), "questions": held}
            return Add(path=f"pages.page_{tag}", value=value, after=anchor, because=because)
        case 7:
            return Remove(path=f"pages.{page_id}", because=because) if len(tree["pages"]) > 1 else None
        case 8 if "options" in asked:
            option = random.choice(list(asked["options"]))
            if random.random() < 0.3 and len(asked["options"]) > 1:
                return Remove(path=f"{at}.options.{option}", because=because)
            if random.random() < 0.5:
                return Set(path=f"{at}.options.{option}", to=texts(random), because=because)
            return Add(path=f"{at}.options.o_{tag}", value=texts(random), after=option, because=because)
        case 8 | 9 if "accept" in asked:
            kept = [each for each in FILES if each not in asked["accept"]]
            return Add(path=f"{at}.accept.{kept[0]}", value=kept[0], because=because) if kept else None
        case 10:
            return Set(path="figures.rate", to=Decimal(random.randrange(10_000)) / 100, because=because)
        case 11:
            return Add(path=f"lists.zones.Z{tag}", value=f"Z{tag}", because=because)
        case 12:
            outcome = random.choice(list(tree["decide"]["outcomes"]))
            if random.random() < 0.5:
                return Set(path=f"decide.outcomes.{outcome}.letter", to=texts(random), because=because)
            return Add(path=f"decide.outcomes.o_{tag}", value={"letter": texts(random)}, because=because)
        case 13:
            return Set(path="rules.ready", to=f"rate > {random.randrange(99)}", because=because)
        case 14:
            return Add(path=f"figures.f_{tag}", value=random.randrange(99), because=because)
        case 15:
            value = {"name": f"no. {tag}", "answers": {}, "expect": {}}
            return Add(path=f"examples.no. {tag}", value=value, because=because)
        case _:
            return Set(path=f"{at}.ask", to=texts(random), because=because)
    return None


def name_of(tree: Tree) -> str:
    """The hash of what a tree says."""
    return hash_of(written(tree)[1])


def alike(a: Tree, b: Tree) -> bool:
    """Whether two trees have one name. Nearly always they are the same to the letter, which costs a tenth to see."""
    return same(a, b) or name_of(a) == name_of(b)


def around(tree: Tree, changes: Sequence[Change]) -> Tree:
    """What of a service the changes need, and no more: a file of twenty lines is as good as one of a hundred."""
    roots = {change.path.split(".")[0] for change in changes}
    pages = {change.path.split(".")[1] for change in changes if change.path.startswith("pages.")}
    kept = {key: each for key, each in tree.items() if key in roots or not isinstance(each, dict | list)}
    if "pages" in kept:
        kept["pages"] = {id_: page for id_, page in tree["pages"].items() if id_ in pages}
    made: Tree = copied(kept)
    return made


seeds = st.integers(0, 2**20)
sizes = st.integers(1, 4)
MOST = 8
counts = st.integers(0, MOST)
trees = st.builds(service, seeds, sizes)


@st.composite
def changed(draw: st.DrawFn, lists: int = 1) -> tuple[Tree, Sequence[tuple[Change, ...]]]:
    """A service, and so many lists of changes to it."""
    tree = service(draw(seeds), draw(sizes))
    return tree, [changes(tree, draw(seeds), draw(counts), tag="abcdef"[n]) for n in range(lists)]


@st.composite
def versions(draw: st.DrawFn, count: int, most: int = MOST) -> tuple[list[Tree], tuple[Change, ...]]:
    """A standard in so many versions, and local changes to the first; at most `most` from one to the next."""
    counts = st.integers(0, most)
    first = service(draw(seeds), draw(sizes))
    local = changes(first, draw(seeds), draw(counts), tag="x")
    made = [first]
    for number in range(count - 1):
        steps = changes(made[-1], draw(seeds), draw(counts), tag="stuvw"[number])
        after = apply(made[-1], steps, marks=False)
        assert not isinstance(after, tuple), after
        made.append({**after, "version": number + 2})
    return made, local
