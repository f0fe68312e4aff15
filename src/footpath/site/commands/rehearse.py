"""The command that tries ways of changing services on made-up councils."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from cyclopts import Parameter

from footpath.site.commands.bars import bar

if TYPE_CHECKING:
    from footpath.evidence.rehearsing import Assumptions, Flip, Result


def rehearse(
    *,
    volumes: Path | None = None,
    authorities: int | None = None,
    tau: float | None = None,
    rho: float | None = None,
    build_weeks: int | None = None,
    overrun: float | None = None,
    adoption: float | None = None,
    baseline: float | None = None,
    baseline_apart: float | None = None,
    effect: float | None = None,
    effect_apart: float | None = None,
    parts: int | None = None,
    designs: int | None = None,
    years: int | None = None,
    review_weeks: int | None = None,
    pilot_weeks: int | None = None,
    step_weeks: int | None = None,
    make_weeks: int | None = None,
    watch_weeks: int | None = None,
    cohort: int | None = None,
    hoped: float | None = None,
    cost_per_design: float | None = None,
    cost_per_test: float | None = None,
    worlds: int = 12,
    seed: int = 1,
    flips: bool = True,
    json_: Annotated[bool, Parameter(name="--json")] = False,
) -> int:
    """Try a mandate and small steps on made-up councils, with your own volumes and beliefs.

    Parameters
    ----------
    volumes
        A .csv file with the columns authority and weekly: your own cases a week.
    authorities
        How many authorities there are, when no volumes are given.
    tau
        How far a design's effect lies apart between places, in log odds: 0 alike, 0.3 very different.
    rho
        How well designers know beforehand what works: 0 guess, 1 certain.
    build_weeks
        Weeks a mandate takes to build.
    overrun
        How many times as long it takes in the end.
    adoption
        Weeks, on average, until another authority takes up what was kept.
    baseline
        Share of people who finish now.
    baseline_apart
        How far authorities lie apart now, in log odds.
    effect
        What a design does on average, in log odds: most do nothing.
    effect_apart
        How far designs lie apart, in log odds.
    parts
        Parts of the service that could be designed anew.
    designs
        Designs that somebody could think of for each part.
    years
        For how long.
    review_weeks
        Weeks between reviews of a mandated part.
    pilot_weeks
        Weeks a mandate is piloted as one package.
    step_weeks
        Weeks after which a step that does not tell is put back.
    make_weeks
        Weeks to make a step ready.
    watch_weeks
        Weeks an adopting authority watches, half and half.
    cohort
        Authorities that try a step together.
    hoped
        The effect registered for every step, in log odds.
    cost_per_design
        Pounds for one design.
    cost_per_test
        Pounds for one authority's run of a step.
    worlds
        How many worlds are made up, the same for every policy.
    seed
        Where chance starts, so that the same is said twice.
    flips
        Look for the assumption that changes the answer. --no-flips leaves it out.
    json_
        Print JSON: best, whether the next is too close to tell apart, policies, assumptions and flips.
    """
    from footpath.evidence.rehearsing import ASSUMED, Assumptions, assumptions_said, find_flips, too_close
    from footpath.evidence.rehearsing import rehearse as rehearse_policies

    given = {name: value for name, value in locals().items() if name in Assumptions.__struct_fields__}
    chosen: dict[str, Any] = {name: value for name, value in given.items() if value is not None and name != "volumes"}
    if volumes is not None:
        if authorities is not None:
            return _refuse("Give --volumes or --authorities: the file says how many there are.")
        read = _read(volumes)
        if isinstance(read, str):
            return _refuse(read)
        chosen |= {"volumes": read, "authorities": len(read)}
    if not 1 <= worlds <= 1_000:
        return _refuse(f"worlds is {worlds}: from 1 to 1,000.")
    try:
        assumed = msgspec.convert({**msgspec.to_builtins(ASSUMED), **chosen}, Assumptions)
    except msgspec.ValidationError as beyond:
        return _refuse(_in_words(str(beyond), chosen))
    with bar("Rehearsing", worlds) as tell:
        results = rehearse_policies(assumed, worlds=worlds, seed=seed, tell=tell)
    best, second = sorted(results, key=lambda result: -result.extra.mean)[:2]
    near = too_close(best, second)
    rivals = tuple(dict.fromkeys((best.policy, "mandate", "alone", "fitted")))
    found: tuple[Flip, ...] = ()
    if flips:
        with bar("Which assumption changes the answer", 22) as tell:
            found = find_flips(
                assumed, best=_best_of(results, rivals), policies=rivals, worlds=min(worlds, 4), seed=seed, tell=tell
            )
    if json_:
        said = {
            "best": best.policy,
            "too_close": near,
            "worlds": worlds,
            "seed": seed,
            "policies": {result.policy: msgspec.to_builtins(result) for result in results},
            "assumptions": msgspec.to_builtins(assumed),
            "assumptions_in_words": [f"{meaning}: {value}" if value else meaning for meaning, value in
                                     assumptions_said(assumed)],
            "flips": msgspec.to_builtins(found) if flips else None,
        }  # fmt: skip
        print(json.dumps(said, indent=2, ensure_ascii=False))
    else:
        _show(assumed, results, (best, second), found if flips else None, near=near, worlds=worlds, seed=seed)
    return 0


def _best_of(results: "tuple[Result, ...]", policies: tuple[str, ...]) -> str:
    return max((one for one in results if one.policy in policies), key=lambda result: result.extra.mean).policy


def _refuse(why: str) -> int:
    print(why, file=sys.stderr)
    return 1


def _in_words(said: str, chosen: dict[str, Any]) -> str:
    """What msgspec says of a number out of bounds, as a sentence about the option."""
    what, _, where = said.partition(" - at `$.")
    name = where.rstrip("`")
    option = "--" + name.replace("_", "-")
    bounds = what.removeprefix("Expected ").removeprefix("`").replace("`", "")
    bounds = bounds.removeprefix("float ").removeprefix("int ")
    return f"{option} is {chosen.get(name)!r}. It must be a number {bounds}."


def _read(path: Path) -> tuple[float, ...] | str:
    from footpath.evidence.rehearsing.volumes_file import read_volumes
    from footpath.values import Fault

    try:
        with path.open(encoding="utf-8", newline="") as lines:
            found = read_volumes(lines, name=str(path))
    except FileNotFoundError:
        return f"{path}: there is no such file."
    except UnicodeDecodeError as wrong:
        return f"{path}: byte {wrong.start + 1:,} is not UTF-8. Save the file as CSV in UTF-8."
    except OSError as wrong:
        return f"{path}: this cannot be read: {wrong.strerror}."
    faults = [one for one in found if isinstance(one, Fault)]
    if faults:
        return "\n".join(map(str, faults))
    return tuple(one for one in found if isinstance(one, float))


def _show(
    assumed: "Assumptions",
    results: "tuple[Result, ...]",
    first: "tuple[Result, Result]",
    flips: "tuple[Flip, ...] | None",
    *,
    near: bool,
    worlds: int,
    seed: int,
) -> None:
    from rich.console import Console
    from rich.table import Table

    from footpath.evidence.rehearsing import assumptions_said
    from footpath.evidence.rehearsing.assumptions import MEANINGS
    from footpath.evidence.rehearsing.flips import TRIED

    console = Console(highlight=False)

    def say(line: str = "") -> None:
        console.print(line, markup=False, soft_wrap=True)

    best, second = first
    mandate = next(one for one in results if one.policy == "mandate")
    say(
        f"Under these assumptions, best is: {best.title.lower()}. Over {assumed.years} years, {best.extra.mean:.0f} "
        "more people of every thousand finish than if nothing were done."
    )
    say(f"Next is: {second.title.lower()}, with {second.extra.mean:.0f}. A mandate comes to {mandate.extra.mean:.0f}, "
        f"and in its worst quarter to {mandate.worst_quarter.mean:+.0f}.")  # fmt: skip
    if near:
        say(f"The two are too close to tell apart in {worlds} worlds: --worlds {worlds * 5} tells more.")
    say()
    say("Extra people of a thousand who finish, quarter by quarter")
    top = max(1.0, *(abs(value) for one in results for value in one.by_quarter))
    for one in results:
        say(f"  {one.title:<52} {_spark(one.by_quarter, top)} {one.by_quarter[-1]:+.0f}")
    say("  ▾ is a quarter in which people were worse off")
    say()
    table = Table(box=None, pad_edge=False)
    table.add_column("policy", no_wrap=True)
    heads = ("all years", "1 in 10 below", "1 in 10 above", "first year", "last year", "worst quarter", "served worse",
             "places worse at end", "designs", "tests")  # fmt: skip
    for head in heads:
        table.add_column(head, justify="right")
    if assumed.cost_per_design or assumed.cost_per_test:
        table.add_column("cost", justify="right")
    for one in results:
        cells = [
            f"{one.extra.mean:.0f}", f"{one.extra.p10:.0f}", f"{one.extra.p90:.0f}", f"{one.first_year.mean:.0f}",
            f"{one.last_year.mean:.0f}", f"{one.worst_quarter.mean:+.0f}", f"{100 * one.served_worse.mean:.0f} %",
            f"{100 * one.worse_at_end.mean:.0f} %", f"{one.built.mean:,.0f}", f"{one.tests.mean:,.0f}",
        ]  # fmt: skip
        if assumed.cost_per_design or assumed.cost_per_test:
            cells.append(f"£{one.cost.mean:,.0f}")
        table.add_row(one.title, *cells)
    Console(highlight=False, width=max(console.width, 170)).print(table)
    if flips is not None:
        say()
        say(f"Which assumption, changed by itself, changes the answer, as far as {min(worlds, 4)} worlds tell")
        titles = {one.policy: one.title.lower() for one in results}
        for flip in flips:
            meaning = MEANINGS[flip.assumption]
            if flip.at is None:
                tried = TRIED[flip.assumption]
                say(f"  {meaning}: nothing from {min(tried):g} to {max(tried):g} changes it. It is {flip.value:g}.")
            else:
                say(f"  {meaning}: were it {flip.at:g} instead of {flip.value:g}, best would be: {titles[flip.best]}.")
    say()
    say(f"What is assumed, in {worlds} made-up worlds (seed {seed}), the same for every policy")
    for meaning, value in assumptions_said(assumed):
        say(f"  {meaning}: {value}" if value else f"  {meaning}")


def _spark(values: tuple[float, ...], top: float) -> str:
    """One character for each quarter, eight heights; ▾ where it is below nothing."""
    marks = "▁▂▃▄▅▆▇█"
    return "".join("▾" if value < -0.5 else marks[min(max(round(value / top * 7), 0), 7)] for value in values)
