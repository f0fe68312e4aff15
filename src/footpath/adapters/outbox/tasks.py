"""Django's tasks as intents: what is kept of one, how it is run, and the result that Django's API shows."""

from datetime import datetime
from typing import Any, Final

import msgspec
from django.tasks import Task, TaskContext, TaskResult, TaskResultStatus
from django.tasks.base import TaskError
from django.tasks.exceptions import TaskResultDoesNotExist
from django.tasks.signals import task_finished
from django.tasks.signals import task_started as started_signal
from django.utils.json import normalize_json
from django.utils.module_loading import import_string

from footpath.adapters.outbox.outbox import Claimed, Held, Lane
from footpath.ports import World

TASK: Final = "task"
TOGETHER: Final = "together"
"""The queue for tasks that only write to our own records: they and the mark that they are done are one transaction,
so that they happen exactly once. They must be short, and call nobody."""

QUEUES: Final[dict[str, Lane]] = {
    "default": "interactive",
    "interactive": "interactive",
    "batch": "batch",
    "peers": "peers",
    TOGETHER: "interactive",
}


class _Call(msgspec.Struct, frozen=True, kw_only=True):
    """What an intent of a task holds."""

    task: str  # where to import it from
    args: list[Any]
    kwargs: dict[str, Any]
    queue: str
    priority: int
    backend: str
    run_after: datetime | None = None


def call_of(task: "Task[..., Any]", args: Any, kwargs: Any) -> dict[str, Any]:
    """A task and its arguments as JSON holds them. Raises TypeError for what JSON cannot hold."""
    said: dict[str, Any] = {
        "task": task.module_path,
        "args": normalize_json(list(args)),
        "kwargs": normalize_json(dict(kwargs)),
        "queue": task.queue_name,
        "priority": task.priority,
        "backend": task.backend,
        "run_after": task.run_after,
    }
    return said


def inside(held: Claimed) -> bool:
    """Whether its effects are in our own records alone."""
    return held.kind == TASK and held.args.get("queue") == TOGETHER


def run_task(world: World, held: Claimed) -> Any:
    result = _while_running(held)
    task, call = result.task, msgspec.convert(held.args, _Call)
    if task.takes_context:
        return normalize_json(task.call(TaskContext(task_result=result), *call.args, **call.kwargs))
    return normalize_json(task.call(*call.args, **call.kwargs))


def task_started(held: Claimed) -> None:
    if held.kind == TASK:
        result = _while_running(held)
        started_signal.send(sender=type(result.task.get_backend()), task_result=result)


def task_ended(held: Claimed, *, given_up: bool = False) -> None:
    """Told to Django when there will be no other try."""
    if held.kind == TASK:
        status = TaskResultStatus.FAILED if given_up else TaskResultStatus.SUCCESSFUL
        result = _while_running(held, status=status)
        task_finished.send(sender=type(result.task.get_backend()), task_result=result)


def result_of(id_: str, held: Held | None) -> "TaskResult[..., Any]":
    """Raises TaskResultDoesNotExist."""
    if held is None:
        raise TaskResultDoesNotExist(id_)
    status = {
        "open": TaskResultStatus.RUNNING if held.running else TaskResultStatus.READY,
        "done": TaskResultStatus.SUCCESSFUL,
        "dead": TaskResultStatus.FAILED,
    }[held.state]
    result = _result(
        id_,
        msgspec.convert(held.args, _Call),
        status,
        put=held.put,
        first=held.first,
        last=held.last,
        ended=held.ended,
        wrong=held.wrong,
        workers=held.workers,
    )
    object.__setattr__(result, "_return_value", held.result)  # as Django's own backends set it
    return result


def _while_running(held: Claimed, *, status: TaskResultStatus = TaskResultStatus.RUNNING) -> "TaskResult[..., Any]":
    call = msgspec.convert(held.args, _Call)
    return _result(
        held.key,
        call,
        status,
        put=held.put,
        first=held.first,
        last=held.last,
        ended=None,
        wrong=held.wrong,
        workers=held.workers,
    )


def _result(
    id_: str,
    call: _Call,
    status: TaskResultStatus,
    *,
    put: datetime,
    first: datetime | None,
    last: datetime | None,
    ended: datetime | None,
    wrong: Any,
    workers: Any,
) -> "TaskResult[..., Any]":
    task: Task[..., Any] = import_string(call.task).using(
        priority=call.priority, queue_name=call.queue, backend=call.backend, run_after=call.run_after
    )
    return TaskResult(
        task=task,
        id=id_,
        status=status,
        enqueued_at=put,
        started_at=first,
        finished_at=ended,
        last_attempted_at=last,
        args=call.args,
        kwargs=call.kwargs,
        backend=call.backend,
        errors=[TaskError(exception_class_path=lines[0], traceback="\n".join(lines)) for lines in wrong],
        worker_ids=list(workers),
    )
