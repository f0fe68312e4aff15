"""Which action carries out each kind of intent in the outbox."""

from collections.abc import Callable, Mapping

from footpath.actions.send_message import send_message
from footpath.ports import Intent, World

type Handler = Callable[[World, Intent], None]
"""Raises CannotSend when trying again is no use; after anything else it is tried again."""

HANDLERS: Mapping[str, Handler] = {
    "email": send_message,
}
