"""The `footpath` command: one line for each thing it can do, each loaded only when it is asked for."""

import os
import sys

import cyclopts

from footpath.site.commands import evidence as evidence_commands

COMMANDS = {
    # On definitions: no database, no settings.
    "new": ("definitions:new", "Write a small good service to start from."),
    "check": ("definitions:check", "Check definitions and adaptations, and run their examples."),
    "schema": ("definitions:schema", "Print the JSON Schema of the definition format, for editors."),
    "find": ("population:find", "Ask a service's rules of many people at once, from a file of columns."),
    "rehearse": ("rehearse:rehearse", "Try a mandate and small steps on made-up councils, before real ones."),
    "answer": ("definitions:answer", "Walk a service with given answers, without a server."),
    # On changes: of files alone, or of what is stored.
    "compare": ("compare:compare", "Say what differs between two definitions, and how heavy each change is."),
    "upgrade": ("upgrade:upgrade", "Carry an adaptation to a newer version of its standard."),
    "promote": ("promote:promote", "Make a proposal to a standard's owner out of local changes."),
    # On an installation.
    "migrate": ("installation:migrate", "Create or update the database's tables."),
    "authority": ("installation:authority", "Add or update authorities from a YAML file."),
    "publish": ("publish:publish", "Offer a definition to residents, or a standard to authorities."),
    "adopt": ("publish:adopt", "Adopt a standard for an authority, to change what is different there."),
    "editions": ("editions:editions", "Who runs which version of which standard, and how far from it."),
    "staff": ("installation:staff", "Add a member of staff, or change what they may do."),
    "serve": ("installation:serve", "Serve the pages."),
    "work": ("installation:work", "Send what is in the outbox: email, and what else must happen outside."),
    "keep": ("installation:keep", "Erase what has been kept long enough, as each service's `keep` says."),
    "audit": ("installation:audit", "Fold every journal, compare it with the records, and check the chains."),
    "simulate": ("simulate:simulate", "Let made-up people use a service, and live through a step."),
    "demo": ("demo:demo", "A made-up county to try."),
}

app = cyclopts.App(
    name="footpath",
    help="A common transactional platform for public services, changed by small, tested steps.",
    version="0.1.0",
    help_format="plaintext",
)
for _name, (_where, _says) in COMMANDS.items():
    app.command(f"footpath.site.commands.{_where}", name=_name, help=_says)

rules = cyclopts.App(name="rules", help="The rule language by itself: evaluate, import, and run a conformance kit.")
rules.command("footpath.site.commands.rules:run", name="run", help="Evaluate a DMN model with given inputs.")
rules.command("footpath.site.commands.rules:kit", name="kit", help="Run the cases of a DMN conformance kit.")
rules.command("footpath.site.commands.dmn:import_model", name="import", help="Turn a DMN model into rules.")
rules.command("footpath.site.commands.dmn:export_rules", name="export", help="Write a service's rules as a DMN model.")
app.command(rules)

# Its words come from a module that loads nothing until it is asked for.
evidence = cyclopts.App(name="evidence", help="Say what the outcomes of two versions tell; plan how long it takes.")
evidence.default(evidence_commands.evidence)
evidence.command(evidence_commands.plan, name="plan")
app.command(evidence)

step = cyclopts.App(name="step", help="Small changes under test: propose, approve, stop, decide, and count.")
step.command("footpath.site.commands.steps:register", name="register", help="Register a step from its file.")
step.command("footpath.site.commands.steps:approve", name="approve", help="Approve a step, as the registration names.")
step.command("footpath.site.commands.steps:list_", name="list", help="List the steps tried in an authority.")
step.command("footpath.site.commands.steps:show", name="show", help="Show how a step stands.")
step.command("footpath.site.commands.steps:pause", name="pause", help="Pull the stop cord.")
step.command("footpath.site.commands.steps:resume", name="resume", help="Carry on with a paused step.")
step.command("footpath.site.commands.steps:decide", name="decide", help="Keep a step, or put it back.")
step.command("footpath.site.commands.steps:withdraw", name="withdraw", help="Take a step back.")
step.command("footpath.site.commands.steps:confirm", name="confirm", help="Confirm that the machine stopped a step.")
step.command("footpath.site.commands.steps:read", name="read", help="Count the outcomes that have matured.")
step.command("footpath.site.commands.steps:schema", name="schema", help="Print the JSON Schema of a step's file.")
step.command("footpath.site.commands.steps:outcomes", name="outcomes", help="Print a step's outcomes as CSV.")
app.command(step)

doing = cyclopts.App(name="doing", help="How services do: count what cases came to, show where people stop.")
doing.command("footpath.site.commands.doing:count", name="count", help="Count what has happened since the last time.")
doing.command("footpath.site.commands.doing:show", name="show", help="Show the measures, and where people stop.")
app.command(doing)

pack = cyclopts.App(name="pack", help="Evidence that travels: tell what came of a step, use what others found.")
pack.command("footpath.site.commands.packs:key", name="key", help="Show this installation's public key.")
pack.command("footpath.site.commands.packs:trust", name="trust", help="Trust a public key for one authority.")
pack.command("footpath.site.commands.packs:export", name="export", help="Print the signed evidence pack of a step.")
pack.command("footpath.site.commands.packs:read", name="read", help="Check a pack, and say what it claims.")
pack.command("footpath.site.commands.packs:import_", name="import", help="Adopt and fit, test here first, or not here.")
pack.command("footpath.site.commands.packs:tried", name="tried", help="Who tried what on a standard, how it went.")
pack.command("footpath.site.commands.packs:schema", name="schema", help="Print the JSON Schema of a pack.")
app.command(pack)


NO_TABLES = (
    "The database does not have the tables of this version yet: `footpath migrate` makes them. To look round in a "
    "made-up county first: `footpath demo`."
)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "footpath.site.settings")
    try:
        app()
    except BrokenPipeError:  # the reader of our output, like `head`, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as raised:
        says = _of_the_installation(raised)
        if not says:
            raise
        print(says, file=sys.stderr)
        sys.exit(2)


def _of_the_installation(raised: Exception) -> str:
    """What to do about settings, or a database, that are not as they must be; empty for an error of ours."""
    name, first = f"{type(raised).__module__}.{type(raised).__name__}", str(raised).partition("\n")[0]
    if name == "django.core.exceptions.ImproperlyConfigured":
        return first
    if name in ("django.db.utils.OperationalError", "django.db.utils.ProgrammingError"):
        # By names, so that a command that needs no database need not load one to say what went wrong.
        if any(words in first for words in ("no such table", "no such column", "does not exist")):
            return NO_TABLES
        if name.endswith("OperationalError"):
            return f"The database cannot be used: {first}."
    return ""


if __name__ == "__main__":
    main()
