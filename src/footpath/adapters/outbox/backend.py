"""Django's tasks, run from the outbox: `@task` code is the standard one, and any other backend can take its place."""

from typing import Any, cast
from uuid import uuid4

from django.tasks import Task, TaskResult
from django.tasks.backends.base import BaseTaskBackend
from django.tasks.signals import task_enqueued

from footpath.adapters.outbox.outbox import INSTALLATION, DatabaseOutbox
from footpath.adapters.outbox.tasks import QUEUES, TASK, call_of, result_of
from footpath.ports import Intent


class OutboxBackend(BaseTaskBackend):
    """Enqueued in the transaction that is open, if one is: then it happens if, and only if, that is committed."""

    supports_defer = True
    supports_async_task = True
    supports_get_result = True
    supports_priority = True

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, {"QUEUES": list(QUEUES), **params})
        self.outbox = DatabaseOutbox(self.options.get("DATABASE", "default"))

    def enqueue[**P, R](self, task: "Task[P, R]", args: Any, kwargs: Any) -> "TaskResult[P, R]":
        self.validate_task(task)
        id_ = uuid4().hex
        intent = Intent(
            authority=INSTALLATION,
            key=id_,
            kind=TASK,
            args=call_of(task, args, kwargs),
            lane=QUEUES[task.queue_name],
        )
        self.outbox.put_task(intent, rank=-task.priority, not_before=task.run_after)
        result = cast("TaskResult[P, R]", self.get_result(id_))
        task_enqueued.send(sender=type(self), task_result=result)
        return result

    def get_result(self, result_id: str) -> "TaskResult[..., Any]":
        return result_of(result_id, self.outbox.held(INSTALLATION, result_id))
