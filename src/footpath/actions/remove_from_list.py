"""The resident takes one of a list away again."""

from footpath import journey
from footpath.actions.results import NoSuchPage, Went
from footpath.actions.turn import Turn
from footpath.casework.events import Removed
from footpath.casework.fold import permit
from footpath.casework.journal import commitment
from footpath.ports import World
from footpath.values import Lang


def remove_from_list(
    world: World, *, authority: str, case: str, page: str, item: int, lang: Lang, seen: int, changing: bool = False
) -> Went:
    """Goes back to the list, whatever happened.

    Nothing is removed when the list was changed since it was shown: number 2 may be another one by now, and a second
    press would take away the next.
    """
    with world.together():
        turn = Turn(world, world.records.case(authority, case))
        row, edition = turn.row, turn.edition
        permit(row.stage, Removed)
        if edition.service.page(page) is None:
            raise NoSuchPage
        if row.written.get(page, 0) <= seen:
            answers = journey.decode(edition.service, row.data)
            took = journey.remove_item(edition, page, item, answers=answers)
            if took is None:
                raise NoSuchPage
            given = journey.encode(edition.service, {asked: took.answers[asked] for asked in took.questions})
            data = {**row.data, **given}
            promised = commitment(row.salt, data)
            turn.happens(Removed(at=turn.now, by="resident", page=page, item=item, answers=promised))
            row = turn.write(data=data, lang=lang)
    return Went(where=journey.AskAt(page=page, item=None, changing=changing), row=row)
