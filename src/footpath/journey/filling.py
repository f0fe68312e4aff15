"""What a browser sends for answers that are given as data."""

from collections.abc import Mapping, Sequence
from typing import Any

from footpath.questions import KINDS, Question
from footpath.questions.question import Form
from footpath.values import Problem


class NotAnAnswer(Exception):
    """Data that no answer to this question is made of. It says which question, and why."""


def form_of(questions: Sequence[Question], answers: Mapping[str, Any]) -> Form:
    """Of the questions of one page, or of one item of a repeat. Raises NotAnAnswer."""
    form: dict[str, list[str]] = {}
    for question in questions:
        kind = KINDS[question.kind]
        answer = kind.from_data(question, answers.get(question.id))
        if isinstance(answer, Problem):
            raise NotAnAnswer(f"{question.id}: {answer.says}")
        for field, typed in kind.refill(question, answer).items():
            form[field] = [typed] if isinstance(typed, str) else typed
    return form
