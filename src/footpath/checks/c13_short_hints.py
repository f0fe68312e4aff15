"""Check 13: a hint is one short sentence, without a full stop or a link."""

import re
from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import hints, in_each
from footpath.checks.wording import mentions, sentences, words

MOST_WORDS = 25  # the longest sentence GOV.UK style allows

_LINK = re.compile(r"\[[^\]]*\]\([^)]*\)|https?://\S+|\bwww\.\S+|<a\b", re.IGNORECASE)


def find(subject: Subject) -> Iterator[Found]:
    for path, hint in hints(subject.service):
        for place, _, text in in_each(path, hint):
            plain = text.strip()
            if said := mentions(plain, _LINK):
                yield Found(
                    path=place,
                    wrong=f"There is a link in the hint: “{said}”. Screen readers read hints as plain text, so "
                    "nobody can follow it.",
                    mend="Move it to the page’s `guidance:`.",
                )
            if "\n" in plain or sentences(plain) > 1:
                yield Found(
                    path=place,
                    wrong="The hint is more than one sentence.",
                    mend="Keep the one that helps most, and move the rest to the page’s `guidance:`.",
                )
            elif plain.endswith("."):
                yield Found(
                    path=place,
                    wrong="The hint ends with a full stop.",
                    mend="Take it off: screen readers run the hint and the label together.",
                )
            if len(words(plain)) > MOST_WORDS:
                yield Found(
                    path=place,
                    wrong=f"The hint has {len(words(plain))} words; {MOST_WORDS} is the most for one short sentence.",
                    mend="Shorten it, or move it to the page’s `guidance:`.",
                )


CHECK = Check(
    number="13",
    level="error",
    says="A hint is one short sentence without a full stop, a line break or a link.",
    mend="Shorten the hint; put long help into the page’s `guidance:`.",
    source="GOV.UK Design System, question pages: hint text",
    find=find,
)
