"""The sentences of a question's errors, in English and Welsh, with the question's own words worked in.

A kind keeps its sentences as `Words` with places to fill. English: {thing} (“your date of birth”), {Thing} (“Date of
birth”), {Answer} (“Your answer about what happened”), {clause} (“you live here”). Welsh: {thing} (“eich dyddiad geni”),
{i_thing} (“i’ch dyddiad geni”), {clause} (“ydych yn byw yma”). In both, {label} is the question as it stands.
"""

from collections.abc import Mapping
from functools import lru_cache

from footpath.questions.question import Failure, Question
from footpath.questions.wording import english, welsh
from footpath.values import Lang, Problem, Words

__all__ = ["EMPTY", "SELECT", "TOO_LONG", "english", "failure", "label_of", "problem", "say", "welsh"]

type Facts = Mapping[str, object]
NO_FACTS: Facts = {}

EMPTY = Words("Enter {thing}", "Nodwch {thing}")
SELECT = Words("Select {thing}", "Dewiswch {thing}")
TOO_LONG = Words("{Answer} must be {most} characters or less", "Rhaid {i_thing} fod yn {most} nod neu lai")


def say(question: Question, state: str, template: Words, lang: Lang, facts: Facts = NO_FACTS) -> str:
    """The message of a failing state: the author's own words where there are any, else the template filled."""
    own = question.errors.get(state)
    if own is not None and own.has(lang):
        return own.in_(lang)
    known = {name: fact.in_(lang) if isinstance(fact, Words) else fact for name, fact in facts.items()}
    return template.in_(lang).format_map({**_parts(label_of(question, lang), lang), **known})


def problem(question: Question, at: str, state: str, template: Words, lang: Lang, facts: Facts = NO_FACTS) -> Problem:
    return Problem(at, say(question, state, template, lang, facts))


def failure(
    question: Question,
    state: str,
    template: Words,
    lang: Lang,
    facts: Facts = NO_FACTS,
    *,
    label: Words | None = None,
) -> Failure:
    return Failure(
        state=state,
        says=say(question, state, template, lang, facts),
        label=label.in_(lang) if label else label_of(question, lang),
    )


def label_of(question: Question, lang: Lang) -> str:
    return question.ask.in_(lang)


@lru_cache(maxsize=4096)
def _parts(ask: str, lang: Lang) -> Mapping[str, str]:
    label = " ".join(ask.split())
    if lang == "cy":
        return {"label": label, "thing": welsh.thing(ask), "i_thing": welsh.after_i(ask), "clause": welsh.clause(ask)}
    return {
        "label": label,
        "thing": english.thing(ask),
        "Thing": english.subject(ask),
        "Answer": english.answer(ask),
        "clause": english.clause(ask),
    }
