"""What only a person can mend: messages that could not be sent, and residents who ask us to look again."""

from django.http import HttpRequest, HttpResponse

from footpath.actions.finish_task import finish_task
from footpath.ports import NoSuchCase, StaffTask
from footpath.web.language import SeeOther
from footpath.web.staff.ages import moment
from footpath.web.staff.desk import Desk, at_desk, not_there, staff_page
from footpath.web.staff.said import said
from footpath.web.world import world


@at_desk("see_tasks")
def tasks(request: HttpRequest, desk: Desk) -> HttpResponse:
    waiting = [task for task in world().records.tasks(desk.authority.id) if task.done is None]
    return staff_page(
        request,
        desk,
        "staff/tasks.jinja",
        said=said(request),
        sum=f"{len(waiting)} {'needs' if len(waiting) == 1 else 'need'} you.",
        tasks=[_line(desk, task) for task in waiting],
        queue=f"{desk.path}/queue",
    )


def _line(desk: Desk, task: StaffTask) -> dict[str, object]:
    reference = _reference(desk, task.case) if task.case else ""
    return {
        "says": task.says,
        "reference": reference,
        "href": f"{desk.path}/cases/{reference}" if reference else "",
        "exact": task.at.isoformat(),
        "when": moment(task.at),
        "action": f"{desk.path}/tasks/{task.id}" if desk.may("finish_task") else "",
    }


def _reference(desk: Desk, case: str) -> str:
    """Empty for a draft: its link could not be sent, and still nobody may look into it."""
    try:
        row = world().records.case(desk.authority.id, case)
    except NoSuchCase:
        return ""
    return row.reference if row.submitted else ""


@at_desk("finish_task", methods=("POST",))
def finish(request: HttpRequest, desk: Desk, task: str) -> HttpResponse:
    if all(each.id != task for each in world().records.tasks(desk.authority.id)):
        return not_there(request, desk)
    finish_task(world(), authority=desk.authority.id, task=task)
    return SeeOther(f"{desk.path}/tasks?done=task")
