"""A small good service to start from."""

import re

from footpath.definition.format import ID, LONGEST_ID

LONGEST_TITLE = 100


def new_service(id_: str, title: str) -> str:
    """The text of a service that passes every check. Raises ValueError where the id or the title will not do."""
    if not re.fullmatch(ID, id_) or len(id_) > LONGEST_ID:
        raise ValueError(
            f"{id_} is not an id. Use small letters, digits and underscores, beginning with a letter, "
            f"at most {LONGEST_ID}, like report_a_pothole."
        )
    title = " ".join(title.split())
    if not title or len(title) > LONGEST_TITLE or not title.isprintable():
        raise ValueError(f"A title is a line of at most {LONGEST_TITLE} characters, like Report a pothole.")
    return _TEXT.replace("«id»", id_).replace("«title»", _quoted(title))


def _quoted(text: str) -> str:
    """In single quotes, where nothing in a line has a meaning of its own."""
    return "'" + text.replace("'", "''") + "'"


_TEXT = """\
# A small service to start from: change what is asked, and say it in your own words.
# Look at it while you write:  footpath check «id».yaml
footpath: 1
id: «id»
version: 1
title: «title»
owner: service manager # the role that answers for it
outcome: Problems in our streets are put right soon
law: Localism Act 2011 s.1
minutes: 3
summary: Use this service to tell us about a problem in a street. It is not for emergencies.

pages:
  danger:
    title: Danger
    questions:
      danger:
        ask: Is anybody in danger now?
        type: yes_no
        why: If somebody is in danger, you need help faster than we can give it.
  problem:
    title: The problem
    together: Both are about the same thing # more than one question a page needs its reason
    questions:
      kind:
        ask: What is the problem?
        type: choose_one
        options:
          road: A hole in the road
          light: A street light that does not work
          other: Something else
        why: We send it to the right team.
      description:
        ask: What does the problem look like?
        type: long_text
        longest: 1000
        why: The team knows what to bring.
        used_for: The team that goes there reads it
  place:
    title: Where it is
    questions:
      place:
        ask: Where is the problem?
        hint: Like outside 12 High Street
        type: text
        longest: 200
        example: outside 12 High Street
        why: The team knows where to go.
        used_for: The team goes there
  email:
    title: Your email address
    questions:
      email:
        ask: What is your email address?
        type: email
        optional: true
        why: We use it to tell you what we did. You can leave it blank.

rules: # FEEL: docs/reference/rules.md
  urgent: kind = "road"

exits:
  in_danger:
    when: danger
    title: Call 999
    say: You need help at once because somebody is in danger.
    next: Call 999. If you cannot speak, text 999 or use [relay](https://www.relayuk.bt.com).

decide:
  otherwise: street_team
  working_days: 5
  outcomes:
    done:
      title: We have put it right
      letter: Thank you for telling us. {{ if urgent then "We made the road safe." else "We have put it right." }}
    not_ours:
      title: We cannot put it right
      letter: We cannot put it right because {{ reason }}.

tell:
  to: email
  submitted:
    subject: You told us about a problem
    say: Thank you for telling us. We will look at it within 5 working days.
  decided:
    subject: What we did about the problem
    say: Use the link to see what we did.

after:
  say: We will look at it within 5 working days.

keep: {answers: 1 year after decision, drafts: 28 days}

examples: # your own tests: footpath check runs them
  - name: a hole in the road
    on: 2026-05-01
    answers:
      danger: false
      kind: road
      description: A deep hole in the middle
      place: outside 12 High Street
      email: asha@example.com
    expect: {urgent: true, outcome: street_team, exit: null}
  - name: a street light
    on: 2026-05-01
    answers: {danger: false, kind: light, description: It is dark, place: by the library, email: null}
    expect: {urgent: false, page: check}
  - name: somebody is in danger
    on: 2026-05-01
    answers: {danger: true}
    expect: {exit: in_danger}
"""
