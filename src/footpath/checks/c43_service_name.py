"""Check 43: a service's name says what people do, beginning with the verb."""

import re
from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import in_each
from footpath.checks.wording import mentions, words

_VERBS = """
add appeal apply appoint arrange ask attend bid book borrow buy calculate cancel challenge change check choose claim
collect comment compare complain confirm contact continue correct declare defer deregister dispute donate download enrol
extend file find follow foster get give go help hire hold inspect join keep learn leave lend let license list look make
manage measure move nominate notify object offer open opt order pay plan prepare propose prove provide query read
reapply receive reclaim recommend record recover refer refund register remove renew rent repair repay replace reply
report request reserve respond return review search see sell send share sign speak start stop submit suggest support
surrender swap take talk tell trace track trade transfer transport try update upgrade use value verify view visit
volunteer vote waive withdraw work write
"""
VERBS = frozenset(_VERBS.split())
_FORM = re.compile(r"\b(?:web ?|e-?)?forms?\b|\bffurflen(?:ni)?\b|\bapplication form\b|\bportal\b", re.IGNORECASE)
_TO_FORM = re.compile(r"\bto form\b", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:department|ministry|directorate|borough|agency|hmrc|dvla|dwp|defra)\b"
    r"|\bcouncils?\b(?! (?:tax|house|home|housing|tenan|property|meeting))",
    re.IGNORECASE,
)


def find(subject: Subject) -> Iterator[Found]:
    title = subject.service.title
    first = next(iter(words(title.en)), "")
    if first not in VERBS:
        yield Found(
            path="title.en",
            wrong=f"The service’s name, “{title.en}”, does not begin with what people do.",
            mend="Begin with a verb, like: Apply for a resident parking permit.",
        )
    for place, lang, text in in_each("title", title):
        if (said := mentions(text, _FORM)) and not mentions(text, _TO_FORM):
            yield Found(
                path=place,
                wrong=f"The service’s name has “{said}” in it.",
                mend="Name the task, not the paper it used to be done on.",
            )
        if lang == "en" and (said := mentions(text, _BODY)):
            yield Found(
                path=place,
                wrong=f"The service’s name has “{said}” in it.",
                mend="Leave out who runs it: the page shows that, and another authority can then use the service too.",
            )


CHECK = Check(
    number="43",
    level="warning",
    says="The service’s name begins with a verb that says what people do, without “form” and without who runs it.",
    mend="Reword `title:`, like: Apply for a resident parking permit.",
    source="GOV.UK Service Manual, naming your service",
    find=find,
)
