"""Check 6: no two pages of a journey have the same heading."""

from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import headings, in_each
from footpath.checks.wording import squeezed

# The product's own pages come into every journey.
_OURS = {
    "en": {"check your answers": "the page where answers are checked"},
    "cy": {"gwiriwch eich atebion": "the page where answers are checked"},
}


def find(subject: Subject) -> Iterator[Found]:
    service = subject.service
    seen: dict[tuple[str, str], str] = {
        (lang, heading): said for lang, ours in _OURS.items() for heading, said in ours.items()
    }
    shown = [(path, path.split(".")[1], words) for path, words in headings(service)]
    shown += [(f"exits.{e.id}.title", e.id, e.title) for e in service.exits if e.title is not None]
    for path, where, words in shown:
        for place, lang, text in in_each(path, words):
            before = seen.setdefault((lang, squeezed(text)), where)
            if before != where:
                yield Found(
                    path=place,
                    wrong=f"The heading “{text}” is already that of {before}.",
                    mend="Say what is different about this page, so that people know that they have moved on.",
                )
    for page in service.pages:
        if len(page.questions) != 1:
            continue
        only = page.questions[0]
        for place, lang, text in in_each(f"pages.{page.id}.title", page.title):
            if only.ask.has(lang) and squeezed(text) == squeezed(only.ask.in_(lang)):
                yield Found(
                    path=place,
                    wrong=f"The page’s title is the same as its question: “{text}”",
                    mend="Make the title a short statement, like: Your vehicle. It heads the section when answers "
                    "are checked.",
                    level="warning",
                )


CHECK = Check(
    number="6",
    level="error",
    says="Each page’s heading is its own, and not that of the section it stands in.",
    mend="Reword one of the headings.",
    source="GOV.UK Design System, question pages: do not use the same page heading across multiple pages",
    find=find,
)
