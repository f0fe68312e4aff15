"""The command that says what the outcomes of two versions tell."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
from cyclopts import Parameter

from footpath.site.commands.bars import bar

if TYPE_CHECKING:
    from footpath.evidence import Promise
    from footpath.evidence.outcomes_file import OutcomesFile
    from footpath.values import Fault


def evidence(
    outcomes: Path,
    *,
    hoped: str | None = None,
    measure: str | None = None,
    kind: str | None = None,
    planned: int | None = None,
    step: Path | None = None,
    fewer_is_better: bool = False,
    on: date | None = None,
    json_: Annotated[bool, Parameter(name="--json")] = False,
) -> int:
    """Say what the outcomes of two versions tell: odds, an interval, each authority, and what to do.

    Parameters
    ----------
    outcomes
        A .csv file with the columns unit, authority, arm (A or B), probability (of B, when the person entered),
        entered, matured (empty while open), measure and value (0 or 1, yes or no, or a score from 0 to 1).
    hoped
        The effect hoped for when the step was registered, in the measure's own unit: 0.06, or 6%, is six in a
        hundred more. It says where to look first; the odds are fair whatever it is.
    measure
        Which measure to look at, when the file has several.
    kind
        yes_no, score, rank or rare_event. Left out, yes_no when every value is 0 or 1, else score.
    planned
        The cases registered as planned, in all authorities together: a third of the stake then plays for that end,
        and finds more small effects there. For yes/no.
    step
        What `footpath step show STEP --authority AUTHORITY --json` printed: all that was registered then stands for
        the options above, and the odds are those of the step's page.
    fewer_is_better
        For a measure of something unwanted, like contacts or errors.
    on
        Leave out what matured after this day, like 2026-05-01.
    json_
        Print JSON: odds_benefit, odds_harm, odds_places_differ, interval, estimate, n, by_authority,
        assignment_check, verdict and more.
    """
    from footpath.evidence import KINDS
    from footpath.evidence.report import as_json, kind_of, weigh_outcomes

    if kind is not None and kind not in KINDS:
        return _refuse(f"There is no kind {kind}. There are: {', '.join(KINDS)}.")
    effect = _effect(hoped) if hoped is not None else None
    if isinstance(effect, str):
        return _refuse(effect)
    promise = None
    if step is not None:
        if hoped is not None or kind is not None or planned is not None or fewer_is_better:
            return _refuse("With --step, what was registered stands: leave out hoped, kind, planned, fewer-is-better.")
        found = _promise(step)
        if isinstance(found, str):
            return _refuse(found)
        if measure not in (None, found.measure):
            return _refuse(f"The step is judged by {found.measure}, and not by {measure}.")
        promise, measure, kind = found, found.measure, found.kind
    file = _read(outcomes, measure)
    if isinstance(file, str):
        return _refuse(file)
    if isinstance(file, tuple):
        return _refuse_faults(file, json_=json_)
    if kind in ("yes_no", "rare_event") and any(one.value not in (None, 0, 1) for one in file.outcomes):
        return _refuse(f"{outcomes}: values of {file.measure} lie between 0 and 1. Its kind is score or rank.")
    if planned is not None and not (planned > 0 and (kind or kind_of(file.outcomes)) == "yes_no"):
        return _refuse("--planned is a number of cases above 0, for a yes/no measure.")
    with bar("Counting", len(file.outcomes)) as tell:
        weighed = weigh_outcomes(
            file.outcomes,
            kind=kind,
            hoped=effect,
            planned=planned,
            promise=promise,
            fewer_is_better=fewer_is_better,
            on=on,
            tell=tell,
        )
    if json_:
        print(json.dumps(as_json(weighed), indent=2, ensure_ascii=False))
    else:
        from footpath.site.commands.evidence_words import show

        show(weighed)
    return 0


def plan(
    *,
    weekly: float,
    hoped: str,
    baseline: float = 0.6,
    authorities: int = 1,
    window_weeks: int = 0,
    worlds: int = 400,
    seed: int = 1,
    json_: Annotated[bool, Parameter(name="--json")] = False,
) -> int:
    """Say in how many weeks you would know, together and alone, by trying it many times.

    Parameters
    ----------
    weekly
        Cases a week in one authority.
    hoped
        The effect hoped for: 0.06, or 6%, is six in a hundred more.
    baseline
        The share it is now, like 0.6.
    authorities
        How many authorities try it together.
    window_weeks
        Weeks until an outcome matures, like 4 for 28 days. They come on top.
    worlds
        How often it is tried. 400 is sure to about 2 in a hundred.
    seed
        Where chance starts, so that the same is said twice.
    json_
        Print JSON: together and alone, each with weeks and the share of tries that ended in time.
    """
    from footpath.evidence.planning import Plans, weeks_to_know

    effect = _effect(hoped)
    if isinstance(effect, str):
        return _refuse(effect)
    if not 0 < baseline < 1 or baseline + effect >= 1:
        return _refuse("The baseline, and the baseline with what is hoped for, are shares above 0 and below 1.")
    if not 0 <= window_weeks <= 52:
        return _refuse("window-weeks is 0 to 52.")
    if not 0.1 <= weekly <= 20_000 or not 1 <= authorities <= 400 or not 20 <= worlds <= 20_000:
        return _refuse("weekly is 0.1 to 20,000, authorities 1 to 400 and worlds 20 to 20,000.")
    found: list[Plans] = []
    sizes = sorted({authorities, 1}, reverse=True)
    for size in sizes:
        with bar("Trying it out", worlds) as tell:
            found.append(
                weeks_to_know(
                    weekly=weekly,
                    authorities=size,
                    baseline=baseline,
                    hoped=effect,
                    window_weeks=window_weeks,
                    worlds=worlds,
                    seed=seed,
                    tell=tell,
                )
            )
    if json_:
        print(
            json.dumps({"together": msgspec.to_builtins(found[0]), "alone": msgspec.to_builtins(found[-1])}, indent=2)
        )
    else:
        from footpath.site.commands.evidence_words import show_plans

        show_plans(found, weekly=weekly, baseline=baseline, hoped=effect, window_weeks=window_weeks)
    return 0


def _promise(path: Path) -> "Promise | str":
    """What was registered of a step, or what is wrong with the file that should say it."""
    from footpath.evidence import Promise

    try:
        said: Promise = msgspec.convert(msgspec.json.decode(path.read_bytes())["registered"], Promise)
        return said
    except OSError as wrong:
        return f"{path}: this cannot be read: {wrong.strerror}."
    except (msgspec.MsgspecError, UnicodeDecodeError, KeyError, TypeError) as odd:
        why = "it has no registered" if isinstance(odd, KeyError) else str(odd)
        return f"{path} is not what `footpath step show --json` prints of a step: {why}."


def _effect(said: str) -> float | str:
    """The effect hoped for, or what is wrong with it."""
    text = said.strip().removeprefix("+")
    try:
        effect = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        effect = float("nan")
    if effect == 0:
        return "The effect hoped for is 0. A step hopes for something: say the least change that would be worth it."
    if -1 < effect < 0:
        return (
            f"The effect hoped for is {said}. Say it as a number above 0; "
            "where fewer is better, say so with --fewer-is-better."
        )
    if not 0 < effect < 1:
        return f"The effect hoped for is {said!r}. Write a share above 0 and below 1, like 0.06 or 6%."
    return effect


def _read(path: Path, measure: str | None) -> "OutcomesFile | tuple[Fault, ...] | str":
    from footpath.evidence.outcomes_file import read_outcomes

    try:
        size = path.stat().st_size
        with path.open(encoding="utf-8", newline="") as lines, bar("Reading", max(size // 60, 1)) as tell:
            return read_outcomes(lines, name=str(path), measure=measure, tell=tell)
    except IsADirectoryError:
        return f"{path} is a folder. Name the .csv file in it."
    except FileNotFoundError:
        return f"{path}: there is no such file."
    except UnicodeDecodeError as wrong:
        return f"{path}: byte {wrong.start + 1:,} is not UTF-8. Save the file as CSV in UTF-8."
    except OSError as wrong:
        return f"{path}: this cannot be read: {wrong.strerror}."


def _refuse(why: str) -> int:
    print(why, file=sys.stderr)
    return 1


def _refuse_faults(faults: "tuple[Fault, ...]", *, json_: bool) -> int:
    if json_:
        print(json.dumps({"faults": msgspec.to_builtins(faults)}, indent=2, ensure_ascii=False))
    print(*faults, sep="\n", file=sys.stderr)
    return 1
