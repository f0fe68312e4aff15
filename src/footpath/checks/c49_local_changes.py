"""Check 49: local changes leave what is fixed alone, say why, and hide nothing newer that the standard says."""

from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.definition.changes import Spot, find, named, same, tree_of_edition


def find_in(subject: Subject) -> Iterator[Found]:
    if subject.standard is None:
        return
    ours, theirs = tree_of_edition(subject.edition), tree_of_edition(subject.standard)
    for path, mark in subject.standard.service.marks.items():
        if mark.fixed is None:
            continue
        here, there = find(ours, path), find(theirs, path)
        assert isinstance(there, Spot), f"{path} carries a mark, so it is there"
        if not isinstance(here, Spot) or not here.present or not same(here.value, there.value, ordered=False):
            yield Found(path=path, wrong=f"{path} is fixed by the standard, and it is another here: {mark.fixed}.")
    for change in subject.changes:
        if not change.because.strip():
            yield Found(path=change.path, wrong=f"The change at {change.path} does not say why.")
        if change.kept_over is not None:
            yield Found(
                path=change.path,
                wrong=f"The local text hides what the standard says since version {change.kept_over}: "
                f"{named(change.path)}.",
                mend="Look at both. Take the standard’s, or say at the next upgrade that you have looked.",
                level="warning",
            )


CHECK = Check(
    number="49",
    level="error",
    says="Local changes leave what is fixed alone, say why, and hide nothing newer that the standard says.",
    mend="Take the change out, or give its reason in because:.",
    source="The owner of a standard answers for what the law fixes; a reason is what makes a change one that can be "
    "looked at again.",
    find=find_in,
)
