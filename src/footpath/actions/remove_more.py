"""The resident takes one away of a list that they were asked for."""

from footpath import journey
from footpath.actions.give_more_page import answers_so_far, open_asking, with_given
from footpath.actions.results import NoSuchPage, Went
from footpath.actions.turn import Turn
from footpath.casework.asking import asked_edition
from footpath.ports import World


def remove_more(world: World, *, authority: str, case: str, asking: str, page: str, item: int, items: int) -> Went:
    """Back to the list. `items` is how many it showed: when it has others by now, nothing is removed, because
    number 2 may be another one, and a second press would take away the next."""
    with world.together():
        turn = Turn(world, world.records.case(authority, case))
        asked = open_asking(turn, asking)
        asked_page = asked_edition(turn.edition, asked.questions).service.page(page)
        if asked_page is None:
            raise NoSuchPage
        answers = answers_so_far(turn.edition, turn.row, asked)
        held = answers.get(asked_page.questions[0].id)
        if isinstance(held, list) and len(held) == items:
            took = journey.remove_item(turn.edition, page, item, answers=answers)
            if took is None:
                raise NoSuchPage
            world.records.save_asking(authority, case, with_given(turn, asked, took, on=world.clock.today()))
        return Went(where=journey.AskAt(page=page), row=turn.row)
