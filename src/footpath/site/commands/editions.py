"""Who runs what, and how far it is from its standard."""

from typing import Any

from footpath.site.commands.lookup import JsonFlag, Refused, console, print_json, refuse, said_plainly, world


def editions(*, service: str | None = None, json_: JsonFlag = False) -> int:
    """Who runs which version of which standard, how far from it, and what hides there.

    Parameters
    ----------
    service
        One standard. Left out, all of them.
    json_
        Print JSON: `adaptations`, `recurring` changes that belong in the standard, and what was `tried` on each.
    """
    from footpath.actions.recurring import recurring
    from footpath.actions.tried_on import tried_on
    from footpath.journey import run_examples
    from footpath.site.commands.trials import trial_data, trial_lines

    try:
        here = world()
        kept = here.standards.adaptations(service=service)
        newest = {each.service: each.version for each in here.standards.versions(service)}
        rows: list[dict[str, Any]] = []
        with said_plainly():
            for each in kept:
                edition = None if each.edition is None else here.editions.edition(each.edition)
                ran = () if edition is None else run_examples(edition)
                rows.append(
                    {
                        "authority": each.authority,
                        "service": each.service,
                        "version": each.version,
                        "newest": newest.get(each.service, each.version),
                        "edition": each.edition,
                        "changes": len(each.changes),
                        "masked_fixes": [change.path for change in each.changes if change.kept_over is not None],
                        "failing_examples": [example.name for example in ran if not example.passed],
                    }
                )
    except Refused as refused:
        return refuse(refused, json_=json_)
    again = recurring(here, kept)
    tried = {name: tried_on(here, service=name) for name in sorted({each.service for each in kept})}
    if json_:
        print_json(
            {
                "adaptations": rows,
                "recurring": [
                    {"service": each.service, "path": each.path, "authorities": each.authorities} for each in again
                ],
                "tried": [trial_data(each, service=name) for name, trials in tried.items() for each in trials],
            }
        )
        return 0
    out = console()
    if not rows:
        out.print("Nobody has adopted a standard here. `footpath adopt` does it.")
        return 0
    lines = [("Authority", "Standard", "Newest", "Edition", "Changes", "Masked fixes", "Failing examples")]
    for row in rows:
        lines.append(
            (
                row["authority"],
                f"{row['service']}@{row['version']}",
                str(row["newest"]),
                (row["edition"] or "not published")[:13],
                str(row["changes"]),
                str(len(row["masked_fixes"])),
                str(len(row["failing_examples"])),
            )
        )
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    for line in lines:
        out.print("  ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)).rstrip())
    for row in rows:
        for path in row["masked_fixes"]:
            out.print(f"Masked fix in {row['authority']}: {path}")
        for name in row["failing_examples"]:
            out.print(f"Failing example in {row['authority']}: {name}")
    for one in again:
        out.print(f"{len(one.authorities)} authorities make the same change, so it may belong in the standard: ")
        out.print(f"  {one.path} ({', '.join(one.authorities)})")
    for name, trials in tried.items():
        for trial in trials:
            out.print()
            out.print("\n".join(trial_lines(trial, service=name)))
    return 0
