"""Tasks of Django's kind, for the tests of the outbox: they must stand in a module that can be imported."""

from typing import Any

from django.tasks import TaskContext, task

from footpath.adapters.records import models

done: list[Any] = []


class NotToday(Exception):
    pass


@task
def remember(what: str, *, times: int = 1) -> list[str]:
    done.append(what)
    return [what] * times


@task(takes_context=True)
def try_three_times(context: TaskContext) -> int:
    if context.attempt < 3:
        raise NotToday
    return context.attempt


@task
async def remember_later(what: str) -> str:
    done.append(what)
    return what


@task(queue_name="together")
def write_down(alias: str, id_: str, fails: bool = False) -> None:
    models.Authority.objects.using(alias).create(id=id_, said="{}")
    if fails:
        raise NotToday
