"""Check 5: a page asks one thing, or says why it asks more."""

from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import in_each


def find(subject: Subject) -> Iterator[Found]:
    for page in subject.service.pages:
        if len(page.questions) < 2:
            continue
        if not (page.together and page.together.strip()):
            yield Found(
                path=f"pages.{page.id}",
                wrong=f"The page {page.id} asks {len(page.questions)} questions and does not say why they belong "
                "together.",
                mend="Give each its own page, or say why not with `together:`, like: together: These are all on one "
                "document.",
            )
        for path, _, title in in_each(f"pages.{page.id}.title", page.title):
            if title.rstrip().endswith("?"):
                yield Found(
                    path=path,
                    wrong=f"The page asks {len(page.questions)} questions, but its heading is a single one: “{title}”",
                    mend="Make the heading a statement, like: Your vehicle.",
                )


CHECK = Check(
    number="5",
    level="warning",
    says="A page asks one thing; where it asks more, it says why they belong together, under a heading that is a "
    "statement.",
    mend="Split the page, or add `together:` and a heading that is no question.",
    source="GOV.UK Design System, question pages: start with one thing per page",
    find=find,
)
