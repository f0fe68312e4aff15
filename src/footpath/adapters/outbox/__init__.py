"""The outbox: what must happen outside, put with the case, and carried out by a worker."""

from footpath.adapters.outbox.outbox import DatabaseOutbox as DatabaseOutbox
from footpath.adapters.outbox.worker import Worker as Worker
from footpath.adapters.outbox.worker import work as work
