"""What an upgrade costs: one large service with many local changes, and 400 adaptations of one standard.

    python benchmarks/upgrade.py                 a large service, then 20 adaptations
    python benchmarks/upgrade.py --adaptations 400

Every upgrade here is all that an authority would wait for: the local changes are merged, made to the new version, the
edition compiled, and its examples run where that is said. Nothing is stored.
"""

import argparse
import statistics
import time
from pathlib import Path
from random import Random

from rich.progress import Progress

import footpath
from footpath.definition.changes import (
    Adaptation,
    Add,
    Change,
    Set,
    Tree,
    adapted,
    apply,
    edition_of,
    read_adaptation,
    tree_of_edition,
    upgrade,
)
from footpath.definition.changes.upgrading import merge
from footpath.definition.load import load_file
from footpath.definition.service import Edition
from footpath.journey import run_examples

PERMIT = Path(footpath.__file__).parent / "exemplars/resident_parking_permit"
QUESTIONS, PER_PAGE, LOCAL, ROUNDS = 300, 3, 100, 9


def main() -> None:
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--adaptations", type=int, default=20)
    asked = words.parse_args()
    large()
    many(asked.adaptations)


def large() -> None:
    """300 questions, 100 local changes, and a new version that changes 60 other places."""
    base, new, local = _large()
    merged, whole = [], []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        results, _changes = merge(tree_of_edition(base), tree_of_edition(new), local, version=2)
        merged.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        made = upgrade(base, new, local)
        whole.append(time.perf_counter() - begun)
        assert isinstance(made.edition, Edition), made.edition
        assert not made.open, made.open[:3]
        assert len(results) == LOCAL
    print(f"{QUESTIONS} questions, {LOCAL} local changes:")
    print(f"  merged by id                     {statistics.median(merged) * 1000:6.0f} ms")
    print(f"  merged, made and compiled        {statistics.median(whole) * 1000:6.0f} ms")


def many(count: int) -> None:
    """Adaptations of the parking permit, each carried from version 3 to 4 with its examples run."""
    base, new = load_file(PERMIT / "service.yaml"), load_file(PERMIT / "version_4.yaml")
    assert isinstance(base, Edition), base
    assert isinstance(new, Edition), new
    own = []
    for file in sorted((PERMIT / "adaptations").glob("*.yaml")):
        read = read_adaptation(file.read_text(encoding="utf-8"), file=file.name)
        assert isinstance(read, Adaptation), read
        own.append(read.changes)
    random = Random(1)
    ran = left = 0
    begun = time.perf_counter()
    with Progress() as progress:
        task = progress.add_task(f"{count} adaptations", total=count)
        for number in range(count):
            # No two are the same, so none is answered from what was worked out for another.
            price = Set(path="figures.old_diesel_price.value", to=50, because=f"Authority {number}")
            title = Set(path="summary.en", to=f"Use this service in place {number}.", because="It is ours")
            made = upgrade(base, new, (*own[random.randrange(len(own))], price, title))
            left += len(made.open)
            if isinstance(made.edition, Edition):
                ran += len(run_examples(made.edition))
            progress.advance(task)
    spent = time.perf_counter() - begun
    print(
        f"{count} adaptations: {spent:.1f} s, {spent / count * 1000:.0f} ms each; {ran} examples run, {left} left open"
    )


def _large() -> tuple[Edition, Edition, tuple[Change, ...]]:
    random = Random(7)
    pages: Tree = {}
    for page in range(QUESTIONS // PER_PAGE):
        questions: Tree = {}
        for number in range(PER_PAGE):
            id_ = f"q_{page}_{number}"
            questions[id_] = {
                "ask": f"What is number {page} {number}?",
                "hint": "Like 12",
                "type": "text",
                "longest": 50,
            }
            if number == 1:
                options = {f"o_{each}": f"Answer {each}" for each in range(6)}
                questions[id_] = {"ask": f"Which of {page}?", "type": "choose_one", "options": options}
        pages[f"page_{page}"] = {"title": f"Page {page}", "questions": questions}
    tree: Tree = {
        "footpath": 1,
        "id": "large",
        "version": 1,
        "title": "Apply for many things",
        "owner": "service manager",
        "outcome": "Much is better",
        "pages": pages,
        "rules": {f"r_{n}": f'q_{n}_0 = "yes" or q_{n}_1 = "o_1"' for n in range(QUESTIONS // PER_PAGE)},
        "decide": {"otherwise": "a_team", "outcomes": {"done": {"letter": "It is done."}}},
        "keep": {"answers": "1 year after decision", "drafts": "28 days"},
    }
    local: list[Change] = []
    theirs: list[Change] = []
    for number in range(LOCAL):
        page = number % len(pages)
        at = f"pages.page_{page}.questions"
        match number % 4:
            case 0:
                local.append(Set(path=f"{at}.q_{page}_0.hint", to=f"Ours {number}", because="b"))
            case 1:
                value = {"ask": "What else?", "type": "text", "longest": 9}
                local.append(Add(path=f"{at}.ours_{number}", value=value, after=f"q_{page}_0", because="b"))
            case 2:
                local.append(Add(path=f"{at}.q_{page}_1.options.ours_{number}", value="Ours", after="o_2", because="b"))
            case _:
                options = {f"o_{each}": f"Answer {each}" for each in range(6)} | {"own": "Our own"}
                local.append(Set(path=f"{at}.q_{page}_1.options", to=options, because="b"))
    for _ in range(60):
        page = random.randrange(len(pages))
        theirs.append(Set(path=f"pages.page_{page}.questions.q_{page}_2.ask", to=f"New {_}?", because="b"))
    for page in range(0, len(pages), 4):
        theirs.append(Add(path=f"pages.page_{page}.questions.q_{page}_1.options.new", value="New", because="b"))
    base = edition_of(tree, file="large@1")
    newer = apply({**tree, "version": 2}, theirs)
    assert isinstance(newer, dict), newer
    new = edition_of(newer, file="large@2")
    assert isinstance(base, Edition), base
    assert isinstance(new, Edition), new
    assert isinstance(adapted(base, local), Edition)
    return base, new, tuple(local)


if __name__ == "__main__":
    main()
