"""What evidence says in the terminal: a sentence first, then the picture, then the table."""

from collections.abc import Sequence
from math import log10

from rich.console import Console
from rich.table import Table

from footpath.evidence import Verdict
from footpath.evidence.planning import Plans
from footpath.evidence.report import Evidence, Look, means_of

_PROPOSED = {
    Verdict.KEEP: "Keep it: the new version is better.",
    Verdict.HARM: "Stop it: people are worse off with the new version.",
    Verdict.NOT_YET: "Not yet: go on. What we have seen does not tell.",
    Verdict.PUT_BACK: "Put it back: the time is over, and we could not tell.",
    Verdict.BROKEN: "Start again: versions were not given out by the recorded chance, so none of this holds.",
}


def odds_words(odds: float) -> str:
    if odds >= 1_000_000:
        return "more than a million to 1"
    if odds >= 10:
        return f"{odds:,.0f} to 1"
    return f"{odds:.1f} to 1" if odds >= 0.1 else "less than 0.1 to 1"


def show(evidence: Evidence) -> None:
    console = Console(highlight=False)
    say = _Saying(console)
    say(_PROPOSED[evidence.verdict])
    say("")
    n, totals = evidence.n, evidence.totals
    if not evidence.places:
        say(f"No outcome has matured yet; {evidence.outcomes:,} are open.")
        return
    unit = _Unit(evidence)
    if evidence.kind == "rare_event":
        say(f"{evidence.measure}: {n['A']:,} happened in version A and {n['B']:,} in version B.")
    else:
        means = {arm: totals[arm] / n[arm] if n[arm] else None for arm in "AB"}
        if evidence.fewer_is_better:
            means = {arm: None if mean is None else 1 - mean for arm, mean in means.items()}
        say(
            f"{evidence.measure}: {unit.mean(means['A'])} with version A ({_people(n['A'])}), "
            f"{unit.mean(means['B'])} with version B ({_people(n['B'])}), in {_places(len(evidence.places))}."
        )
    say(f"The odds that B helps are {odds_words(evidence.odds.benefit)}; that it harms, "
        f"{odds_words(evidence.odds.harm)}. At 20 to 1 a step is kept, or stopped.")  # fmt: skip
    say(unit.interval_sentence())
    if len(evidence.places) > 1:
        say(f"The odds that it matters somewhere, even if not alike everywhere, are "
            f"{odds_words(evidence.odds.places_differ)}.")  # fmt: skip
    say(f"Versions were given out as recorded: the odds against that are {odds_words(evidence.assignment)} "
        "(1,000 to 1 would mean broken).")  # fmt: skip
    for note in _notes(evidence):
        say(note)
    say("")
    for line in odds_picture(evidence.looks):
        say(line)
    say("")
    for line in unit.interval_picture():
        say(line)
    say("")
    # Where nobody watches, as in a file, the table is not squeezed.
    wide = console if console.is_terminal else Console(highlight=False, width=200)
    wide.print(_table(evidence, unit))


class _Saying:
    def __init__(self, console: Console) -> None:
        self.console = console

    def __call__(self, line: str) -> None:
        self.console.print(line, markup=False, soft_wrap=True)


class _Unit:
    """How a measure's numbers are said."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def mean(self, mean: float | None) -> str:
        if mean is None:
            return "nobody"
        return f"{100 * mean:.1f} in a hundred" if self.evidence.kind == "yes_no" else f"{mean:.3f} on average"

    def difference(self, d: float) -> str:
        if self.evidence.kind == "rare_event":
            return f"{d:.2f} times"
        return f"{100 * d:+.1f}" if self.evidence.kind == "yes_no" else f"{d:+.3f}"

    def interval_sentence(self) -> str:
        low, high = self.evidence.interval.low, self.evidence.interval.high
        guess = self.difference(self.evidence.interval.estimate)
        match self.evidence.kind:
            case "yes_no":
                return (
                    f"B adds between {self.difference(low)} and {self.difference(high)} in a hundred; "
                    f"our best guess is {guess}."
                )
            case "rare_event":
                return f"B has between {low:.2f} and {high:.2f} times as many as A; our best guess is {guess}."
            case _:
                return (
                    f"B adds between {self.difference(low)} and {self.difference(high)} on a scale from 0 to 1; "
                    f"our best guess is {guess}."
                )

    def interval_picture(self, width: int = 60) -> list[str]:
        """The interval on a line, with where no difference lies."""
        found = self.evidence.interval
        none = 1.0 if self.evidence.kind == "rare_event" else 0.0
        reach = max(abs(found.low - none), abs(found.high - none), 1e-3) * 1.15
        cells = [" "] * (width + 1)

        def place(d: float) -> int:
            return min(max(round((d - none + reach) / (2 * reach) * width), 0), width)

        for at in range(place(found.low), place(found.high) + 1):
            cells[at] = "─"
        cells[place(none)] = "┼" if cells[place(none)] == "─" else "│"
        cells[place(found.low)], cells[place(found.high)] = "├", "┤"
        cells[place(found.estimate)] = "●"
        marks = [" "] * (width + 1)
        for d in (none, found.low, found.high):
            text = "no difference" if d == none else self.difference(d)
            start = min(max(place(d) - len(text) // 2, 0), width + 1 - len(text))
            if all(mark == " " for mark in marks[max(start - 1, 0) : start + len(text) + 1]):
                marks[start : start + len(text)] = text
        return [
            "What B adds, with the interval that holds at every look",
            "".join(cells).rstrip(),
            "".join(marks).rstrip(),
        ]


def _notes(evidence: Evidence) -> list[str]:
    notes = []
    if evidence.highest:
        for look, odds, now, word in (
            (evidence.highest[0], evidence.highest[0].benefit, evidence.odds.benefit, "helps"),
            (evidence.highest[1], evidence.highest[1].harm, evidence.odds.harm, "harms"),
        ):
            if odds >= 20 > now:
                notes.append(
                    f"On {look.day:%-d %B %Y} the odds that it {word} had reached {odds_words(odds)}: that stands."
                )
    if evidence.open:
        notes.append(f"{evidence.open:,} outcomes have not matured and are not counted.")
    if evidence.repeated:
        notes.append(f"{evidence.repeated:,} were a person's second case or later, and are not counted.")
    if evidence.uneven_windows:
        notes.append(
            "Be careful: outcomes matured after windows of different lengths. Count everybody after the same time, "
            "or a version that is only quicker looks better."
        )
    if evidence.days < 14:
        notes.append(f"It has run for {evidence.days} days; nothing is kept before 14.")
    return notes


def odds_picture(looks: Sequence[Look], width: int = 60, height: int = 9) -> list[str]:
    """Odds for benefit (●) and harm (×), day by day, each step upwards ten times as much or less."""
    if not looks:
        return []
    top = max(2.0, *(log10(max(look.benefit, look.harm, 1e-300)) for look in looks)) * 1.05
    bottom = -1.0
    shown = [looks[round(at * (len(looks) - 1) / max(width - 1, 1))] for at in range(min(width, len(looks)))]
    if len(looks) <= width:
        shown = list(looks)
    rows = [[" "] * len(shown) for _ in range(height)]

    def row(odds: float) -> int:
        level = (min(max(log10(max(odds, 1e-300)), bottom), top) - bottom) / (top - bottom)
        return height - 1 - round(level * (height - 1))

    marked = {row(20.0): "20 to 1", row(1.0): "1 to 1"}
    for at in marked:
        rows[at] = ["·"] * len(shown)
    for column, look in enumerate(shown):
        rows[row(look.harm)][column] = "×"
        rows[row(look.benefit)][column] = "●"
    lines = [f"{marked.get(at, ''):>8} ┤{''.join(cells)}".rstrip() for at, cells in enumerate(rows)]
    first, last = f"{looks[0].day:%-d %b %Y}", f"{looks[-1].day:%-d %b %Y}"
    gap = " " * max(len(shown) - len(first) - len(last), 2)
    return ["Odds over time: ● it helps, × it harms", *lines, f"{'':>10}{first}{gap}{last}"]


def _table(evidence: Evidence, unit: _Unit) -> Table:
    table = Table(title=None, box=None, pad_edge=False)
    for heading in ("authority", "A", "B", "mean A", "mean B", "odds it helps", "it harms", "between", "and"):
        table.add_column(heading, justify="left" if heading == "authority" else "right")
    for place in evidence.places:
        in_a, in_b = place.ledger.by_arm
        mean_a, mean_b = means_of(place.ledger, evidence.fewer_is_better)
        table.add_row(
            place.authority,
            f"{in_a:,}",
            f"{in_b:,}",
            "" if mean_a is None else f"{mean_a:.3f}",
            "" if mean_b is None else f"{mean_b:.3f}",
            _short(place.odds.benefit),
            _short(place.odds.harm),
            unit.difference(place.interval.low),
            unit.difference(place.interval.high),
        )
    return table


def _short(odds: float) -> str:
    if odds >= 1_000_000:
        return "> 1,000,000"
    return f"{odds:,.0f}" if odds >= 10 else f"{odds:.1f}" if odds >= 0.1 else "< 0.1"


def _people(n: int) -> str:
    return "1 person" if n == 1 else f"{n:,} people"


def _places(n: int) -> str:
    return "1 authority" if n == 1 else f"{n:,} authorities"


def show_plans(plans: Sequence[Plans], *, weekly: float, baseline: float, hoped: float, window_weeks: int) -> None:
    say = _Saying(Console(highlight=False))
    together, alone = plans[0], plans[-1]
    said = [f"{_places(one.authorities)}: {_weeks(one)}" for one in ((together,) if together == alone else plans)]
    say(f"With {weekly:g} cases a week in each, from {100 * baseline:g} to {100 * (baseline + hoped):g} in a hundred:")
    for line in said:
        say(line)
    say(
        f"The {window_weeks} weeks in which an outcome matures are in it."
        if window_weeks
        else "Outcomes are taken to be known at once: --window-weeks says how long they take."
    )
    say("")
    say("Share of tries in which we would know")
    for one in plans if together != alone else (together,):
        say(_places(one.authorities))
        for week in (4, 8, 13, 26, 52):
            share = one.known_by(week)
            say(f"  by week {week:>2}  {'█' * round(share * 40):<40} {100 * share:.0f} in a hundred")


def _weeks(one: Plans) -> str:
    if one.median is None:
        return f"you would most likely not know within {one.longest} weeks."
    weeks = "1 week" if one.median == 1 else f"{one.median} weeks"
    return f"you would know in {weeks}, as often sooner as later."
