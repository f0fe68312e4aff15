"""A person's full name, in one box: every letter of every language, and no rules about what a name is."""

from typing import ClassVar

from footpath.questions.question import Input, Question
from footpath.questions.text import Text


class Name(Text):
    personal: ClassVar[bool] = True
    # Room for every name in full. Nobody should be told that their name is too long.
    longest: ClassVar[int] = 300

    def inputs(self, question: Question) -> tuple[Input, ...]:
        return (Input(field=question.id, autocomplete="name", spellcheck=False),)
