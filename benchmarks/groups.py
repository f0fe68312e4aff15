"""What it costs to watch a group, and what it finds: made-up lives of a step, the same people with and without.

    .venv/bin/python -m benchmarks.groups        35 seconds of one processor

600 people, one in five of whom are in the group; 65 of 100 finish. In the harmful step 35 of 100 of the group do with
the new version, and everybody else as before. 300 lives each, seeds 0 to 299.
"""

import random
from collections.abc import Sequence
from datetime import timedelta

from tests.steps.promised import MONDAY, NORTH, a_running_step

from footpath.steps.counting import Counting
from footpath.steps.groups import group_of, known_group
from footpath.steps.step import Step

LIVES, PEOPLE = 300, 600
IN_GROUP, FINISHES, HARM = 0.2, 0.65, 0.3


def lived(step: Step, seed: int, *, harm: float) -> tuple[str | None, int]:
    """What stopped it, and at which person."""
    chance, counting = random.Random(seed), Counting(step)
    for number in range(PEOPLE):
        arm, member = "AB"[chance.random() < 0.5], chance.random() < IN_GROUP
        finished = chance.random() < FINISHES - (harm if member and arm == "B" else 0)
        values = {"completed": "1" if finished else "0", "no_errors": str(int(chance.random() < 0.8))}
        if finished:
            values |= {
                "no_contact": str(int(chance.random() < 0.92)),
                "no_complaint": str(int(chance.random() < 0.98)),
                "told_us": str(int(chance.random() < 0.35)),
            }
        crossed = counting.add(
            values,
            authority=NORTH,
            arm=arm,
            percent=50,
            entered=MONDAY + timedelta(hours=number),
            number=number + 1,
            groups=("welsh",) if member and step.registration.watched else (),
        )
        if crossed is not None:
            return crossed.measure, number + 1
    return None, PEOPLE


def row(name: str, step: Step, *, harm: float) -> Sequence[str]:
    ends = [lived(step, seed, harm=harm) for seed in range(LIVES)]
    stopped = [(what, at) for what, at in ends if what is not None]
    by_group = [at for what, at in stopped if group_of(what)]
    at = sorted(at for _, at in stopped)[len(stopped) // 2] if stopped else 0
    return name, f"{len(stopped) / LIVES:.3f}", f"{len(by_group) / LIVES:.3f}", f"{at}"


def main() -> None:
    alone, watching = a_running_step(), a_running_step(groups=(known_group("welsh"),))
    print("| step | group | stopped | by the group’s ledgers | median person at the stop |\n|---|---|---|---|---|")
    for says, harm in (("changes nothing", 0.0), ("harms the group", HARM)):
        for watched, step in (("not watched", alone), ("watched", watching)):
            print("| " + " | ".join(row(f"{says} | {watched}", step, harm=harm)) + " |", flush=True)


if __name__ == "__main__":
    main()
