"""What the outbox has given up on becomes a task for staff, in plain words."""

from footpath.casework.letters import HOW_WAS_IT
from footpath.ports import Intent, NoSuchCase, StaffTask, World

_ABOUT = {
    "submitted": "that we have their application",
    "paid": "that their payment arrived",
    "asked": "that we need more from them",
    "decided": "that we have decided",
    "staff": "that you have written to them",
    "link": "their link",
}


def dead_letter(world: World, intent: Intent, *, why: str) -> None:
    """One task for one intent, however often it is given up. `why` is for staff to read; addresses stay out of it.

    That somebody could not be asked how it was is nobody's work: there is nothing they would miss.
    """
    id_ = f"given-up:{intent.key}"
    with world.together():
        if _about(world, intent) == HOW_WAS_IT:
            return
        if any(task.id == id_ for task in world.records.tasks(intent.authority)):
            return
        case = intent.args.get("case")
        world.records.add_task(
            StaffTask(
                id=id_,
                authority=intent.authority,
                case=case if isinstance(case, str) else None,
                says=_says(world, intent, why),
                at=world.clock.now(),
                done=None,
            )
        )


def _says(world: World, intent: Intent, why: str) -> str:
    if intent.kind != "email":
        return f"Something could not be done ({intent.kind}): {why} Ask whoever runs Footpath for you to look at it."
    case = str(intent.args["case"])
    try:
        reference = world.records.case(intent.authority, case).reference
    except NoSuchCase:
        reference = "a case that is gone"
    told = _ABOUT.get(_about(world, intent), "something about it")
    return (
        f"The email for {reference} that tells the resident {told} could not be sent. {why} "
        "Phone them or write to them. The message is on their page too."
    )


def _about(world: World, intent: Intent) -> str:
    """What the message of an email is about; empty for anything else, and where it was erased."""
    if intent.kind != "email":
        return ""
    held = world.records.messages(intent.authority, str(intent.args["case"]))
    return next((message.about for message in held if message.id == intent.args["message"]), "")
