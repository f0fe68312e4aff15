"""Each check passes a good definition, and names the place in a bad one."""

# ruff: noqa: E501  (a table: each row is one text before and after)

import pytest

from footpath.checks import CHECKS
from tests.checks.mending import BASE, Case, changed, found_by

WASTE = "title: {en: Join the garden waste collection, cy: Ymuno â’r casgliad gwastraff gardd}"
ADDRESS = "ask: {en: What is your address?, cy: Beth yw eich cyfeiriad?}"
BINS = "ask: {en: How many bins do you want?, cy: Sawl bin ydych chi eisiau?}"
BINS_HINT = "hint: {en: Like 2, cy: Fel 2}"
BINS_WHY = "        why: {en: Each bin is paid for, cy: Mae pob bin yn cael ei dalu amdano}"
BIRTHDAY = "hint: {en: Like 27 3 2026, cy: Fel 27 3 2026}"
BENEFIT = "ask: {en: Which benefit do you get?, cy: Pa fudd-dal ydych chi’n ei gael?}"
NONE = "none: {label: {en: None of these, cy: Dim un o’r rhain}, apart: true}"
EMAIL_WHY = "\n        why: {en: So that we can tell you when your bin comes, cy: Er mwyn dweud pryd y daw eich bin}"
FILE = "accept: [pdf, jpg]"
HELP = "ask: {en: Do you need help to put your bins out?, cy: Oes angen help arnoch i roi eich biniau allan?}"
AFTER = "after: {say: {en: We will bring your bins within 10 working days., cy: Byddwn yn dod â’ch biniau o fewn 10 diwrnod gwaith.}}"
RULES = 'price: if benefit = "none" then yearly_price * bins else yearly_price * bins / 2'
ENDS = "when: not(in_our_area)"


def asks(text: str) -> tuple[tuple[str, str], ...]:
    """Another question in the place of the one about bins."""
    return ((BINS, f"ask: {text}"),)


def errors(text: str) -> tuple[tuple[str, str], ...]:
    """The bins question with messages of the author's own."""
    return ((BINS_HINT, f"{BINS_HINT}\n        errors: {text}"),)


FAIL: dict[str, tuple[Case, ...]] = {
    "1": (
        Case("no why", (("      bins:\n        ask", "      ⌖bins:\n        ask"), (BINS_WHY + "\n", ""))),
        Case(
            "personal data without a law",
            (
                ("law: Environmental Protection Act 1990 s.45\n", ""),
                ("      home:\n        ask", "      ⌖home:\n        ask"),
                ("      full_name:\n        ask", "      ⌖full_name:\n        ask"),
                ("      email:\n        ask", "      ⌖email:\n        ask"),
                ("      proof:\n        ask", "      ⌖proof:\n        ask"),
            ),
        ),
    ),
    "2": (
        Case("nobody uses it", (("      start:\n        ask", "      ⌖start:\n        ask"), ("\n        used_for: The collection round is planned with it", ""))),
        Case("no rule left that looks at it", (("      people:\n        ask", "      ⌖people:\n        ask"), ("if people = null then 2 else if people > 4 then bins_allowed else 3", "bins_allowed"))),
    ),
    "5": (
        Case("two questions and no reason", (("  children:\n", "  ⌖children:\n"), ("    together: Both are about who lives with you\n", ""))),
        Case("a question for a heading", (("{en: People in your home, cy: Pobl yn eich cartref}", "{en: ⌖Who lives with you?, cy: ⌖Pwy sy’n byw gyda chi?}"),)),
    ),
    "6": (
        Case("one question twice", ((BENEFIT, "ask: {en: ⌖What is your address?, cy: Pa fudd-dal ydych chi’n ei gael?}"),)),
        Case("the same but for case and spaces, in Welsh", ((BENEFIT, "ask: {en: Which benefit do you get?, cy: ⌖'BETH yw  eich cyfeiriad'}"),)),
        Case("our own page’s heading", (("{en: People in your home, cy: Pobl yn eich cartref}", "{en: ⌖Check your answers, cy: ⌖Gwiriwch eich atebion}"),)),
        Case("a title that is its question", (("title: {en: Your bins, cy: Eich biniau}", "title: {en: ⌖How many bins do you want?, cy: Eich biniau}"),)),
    ),
    "9": (
        Case("the word in the label", asks("{en: ⌖How many bins do you want (optional)?, cy: Sawl bin ydych chi eisiau?}")),
        Case("the Welsh word", asks("{en: How many bins do you want?, cy: ⌖Sawl bin ydych chi eisiau? (dewisol)}")),
        Case("an asterisk", asks("{en: ⌖How many bins do you want? *, cy: Sawl bin ydych chi eisiau?}")),
        Case("an asterisk in a hint", ((BINS_HINT, "hint: {en: ⌖Like 2 *, cy: Fel 2}"),)),
        Case("a middle name", (("ask: {en: What is your full name?, cy: Beth yw eich enw llawn?}\n        type: name", "ask: {en: What is your middle name?, cy: Beth yw eich enw canol?}\n        type: name\n        optional: ⌖true"),)),
    ),
    "10": (
        Case("no way out", (("\n          " + NONE, ""), ("      benefit:\n        ask", "      ⌖benefit:\n        ask"))),
        Case("no way out of checkboxes", (("\n          " + NONE, ""), ("      benefit:\n        ask", "      ⌖benefit:\n        ask"), ("type: choose_one", "type: choose_many"), ('when: benefit != "none"', 'when: count(benefit) > 0'), (RULES, "price: if count(benefit) = 0 then yearly_price * bins else 24"))),
    ),
    "11": (
        Case("an option that is no answer", (("          credit: {label", "          choose: {label: {en: ⌖Please select, cy: ⌖Dewiswch}}\n          credit: {label"),)),
        Case("an option that calls itself chosen", (("{en: Universal Credit, cy: Credyd Cynhwysol}", "{en: ⌖Universal Credit (default), cy: Credyd Cynhwysol}"),)),
        Case("a box to untick", ((HELP, "ask: {en: ⌖Untick this if your bins need no help, cy: Oes angen help arnoch i roi eich biniau allan?}"),)),
    ),
    "12": (
        Case("all that apply, with radios", ((BENEFIT, BENEFIT + "\n        hint: {en: ⌖Select all that apply, cy: Dewiswch}"),)),
        Case("one only, with checkboxes", ((BENEFIT, "ask: {en: ⌖Select one benefit, cy: Pa fudd-dal?}"), ("type: choose_one", "type: choose_many"), ('when: benefit != "none"', 'when: count(benefit) > 0'), (RULES, "price: if count(benefit) = 0 then yearly_price * bins else 24"))),
        Case("more options than fit", (("        options:\n", "        ⌖options:\n" + "".join(f"          b{n}: Benefit {n}\n" for n in range(20))),)),
        Case("yes and no", ((HELP + "\n        type: yes_no", HELP + "\n        type: choose_one\n        exhaustive: true\n        ⌖options: {a: 'Yes', b: 'No'}"),)),
        Case("one option", ((HELP + "\n        type: yes_no", HELP + "\n        type: choose_one\n        exhaustive: true\n        ⌖options: {a: I need help}"),)),
    ),
    "13": (
        Case("a full stop", ((BINS_HINT, "hint: {en: ⌖Like 2., cy: ⌖Fel 2.}"),)),
        Case("two sentences", ((BINS_HINT, "hint: {en: ⌖Like 2. Each is paid for, cy: Fel 2}"),)),
        Case("a link", ((BINS_HINT, "hint: {en: ⌖'See [our bins](/bins)', cy: Fel 2}"),)),
        Case("too long", ((BINS_HINT, f"hint: {{en: ⌖{' '.join(['bins'] * 26)}, cy: Fel 2}}"),)),
        Case("an option’s hint", ((NONE, "none: {label: {en: None of these, cy: Dim un o’r rhain}, apart: true, hint: {en: ⌖You pay in full., cy: Chi’n talu}}"),)),
    ),
    "14": (
        Case("a colon", asks("{en: ⌖'Bins you want:', cy: Sawl bin ydych chi eisiau?}")),
        Case("title case", asks("{en: ⌖How Many Garden Bins Would You Like?, cy: Sawl bin ydych chi eisiau?}")),
        Case("capitals", asks("{en: ⌖HOW MANY BINS, cy: ⌖SAWL BIN YDYCH CHI EISIAU}")),
        Case("a small letter", asks("{en: ⌖bins you want, cy: Sawl bin ydych chi eisiau?}")),
        Case("nothing written yet", asks("{en: ⌖TODO bins, cy: Sawl bin ydych chi eisiau?}")),
        Case("a page that nobody named", (("title: {en: Your bins, cy: Eich biniau}", "title: {en: ⌖New page, cy: Eich biniau}"),)),
    ),
    "16": (
        Case("two the same", errors("{empty: Enter how many bins you want, not_a_number: ⌖Enter how many bins you want}")),
        Case("two the same but for a full stop", errors("{not_whole: ⌖Bins must be a whole number, not_a_number: Bins must be a whole number.}")),
    ),
    "17": (
        Case("nothing of the question", errors("{empty: ⌖Enter a figure}")),
        Case("nothing in Welsh", errors("{empty: {en: Enter how many bins you want, cy: ⌖Nodwch rywbeth}}")),
    ),
    "18": (
        Case("please", errors("{empty: ⌖Please enter how many bins you want}")),
        Case("invalid", errors("{not_a_number: ⌖Invalid number of bins}")),
        Case("annilys", errors("{not_a_number: {en: The number of bins must be a number, cy: ⌖Nifer annilys o finiau}}")),
    ),
    "19": (
        Case("no verb", errors("{empty: ⌖Number of bins is missing}")),
        Case("another shape for a range", errors("{out_of_range: ⌖Choose between 1 and 9 bins}")),
        Case("a date that is not real", ((BIRTHDAY, BIRTHDAY + "\n        errors: {not_a_date: ⌖Start date is no date}"),)),
        Case("a date without its month", ((BIRTHDAY, BIRTHDAY + "\n        errors: {no_month: ⌖Start is missing its month}"),)),
    ),
    "20": (
        Case("another example in the error", errors("{not_a_number: ⌖'How many bins must be a number, like 7'}")),
        Case("the hint is not the example", ((BINS_HINT, "hint: {en: ⌖Like 3, cy: ⌖Fel 3}"),)),
    ),
    "21": (
        Case("no way on", ((ENDS, ENDS), ('    next: {en: "See [other ways to compost](/compost).", cy: "Gweler [ffyrdd eraill](/compost)."}\n', ""), ("  not_here:", "  ⌖not_here:"))),
        Case("you cannot apply", errors("{out_of_range: ⌖Bins must be between 1 and 9 and you cannot apply for more}")),
        Case("not eligible", errors("{out_of_range: ⌖'Bins must be between 1 and 9, or you are not eligible'}")),
    ),
    "27": (
        Case("a day that could be a month", ((BIRTHDAY, "hint: {en: ⌖Like 7 3 2026, cy: Fel 27 3 2026}"),)),
        Case("a month of two digits", ((BIRTHDAY, "hint: {en: ⌖Like 27 11 2026, cy: ⌖Fel 27 12 2026}"),)),
        Case("two digits of a year", ((BIRTHDAY, "hint: {en: ⌖Like 27/3/26, cy: Fel 27 3 2026}"),)),
        Case("a mask", ((BIRTHDAY, "hint: {en: ⌖DD/MM/YYYY, cy: Fel 27 3 2026}"),)),
        Case("no such day", ((BIRTHDAY, "hint: {en: ⌖Like 31 4 2026, cy: Fel 27 3 2026}"),)),
        Case("not within its own ends", ((BIRTHDAY, "hint: {en: ⌖Like 27 3 2026, cy: Fel 27 4 2027}\n        between: [2027-01-01, 2028-01-01]"),)),
        Case("a date in one box", (("ask: {en: What is your full name?, cy: Beth yw eich enw llawn?}\n        type: name", "ask: {en: What is your date of birth?, cy: Beth yw eich enw llawn?}\n        type: ⌖text"),)),
    ),
    "29": (
        Case("an email without a word", (("      email:\n        ask", "      ⌖email:\n        ask"), (EMAIL_WHY, ""))),
        Case("an abbreviation", (("ask: {en: What is your full name?, cy: Beth yw eich enw llawn?}\n        type: name", "ask: {en: ⌖What is your NI number?, cy: Beth yw eich enw llawn?}\n        type: national_insurance_number"),)),
        Case("proof of who you are", (("ask: {en: What is your full name?, cy: Beth yw eich enw llawn?}\n        type: name\n        why: {en: It goes on your permit, cy: Mae’n mynd ar eich trwydded}", "ask: {en: What is your National Insurance number?, cy: Beth yw eich enw llawn?}\n        type: national_insurance_number\n        why: {en: ⌖To confirm your identity, cy: Mae’n mynd ar eich trwydded}"),)),
        Case("gender as free text", (("      full_name:\n        ask: {en: What is your full name?, cy: Beth yw eich enw llawn?}\n        type: name", "      ⌖full_name:\n        ask: {en: What is your gender?, cy: Beth yw eich enw llawn?}\n        type: ⌖text"),)),
    ),
    "32": (
        Case("no minutes", (("footpath: 1", "⌖footpath: 1"), ("minutes: 4\n", ""))),
        Case("an hour", (("minutes: 4", "minutes: ⌖60"),)),
        Case("a document nobody was told of", (("needs:\n  - {en: Proof of your benefit if you get one, cy: Prawf o’ch budd-dal os ydych yn cael un}\n", ""), ("      proof:\n        ask", "      ⌖proof:\n        ask"))),
        Case("a document nobody asks for", (("needs:\n  - {en: Proof of your benefit if you get one, cy: Prawf o’ch budd-dal os ydych yn cael un}", "needs:\n  - ⌖A photo of your bin"), ("type: file\n        accept: [pdf, jpg]\n        largest_megabytes: 10", "type: text"), ("        otherwise: {en: Or bring it to the library, cy: Neu dewch ag ef i’r llyfrgell}\n", ""), ("proof: letter.pdf", "proof: a letter"))),
    ),
    "33": (
        Case("the name first", (("pages:\n", "pages:\n  who:\n    title: Who you are\n    questions:\n      who: {ask: What are you called?, type: name, why: It is printed, used_for: The label}\n"), ("      home:\n        ask", "      ⌖home:\n        ask"))),
        Case("a document first", (("pages:\n", "pages:\n  tree:\n    title: Your tree\n    questions:\n      tree: {ask: Upload a photo of your tree, type: file, why: We look at it, used_for: The crew}\n"), ("      home:\n        ask", "      ⌖home:\n        ask"))),
        Case("a card number", (("      full_name:\n        ask: {en: What is your full name?, cy: Beth yw eich enw llawn?}\n        type: name", "      ⌖full_name:\n        ask: {en: What is your card number?, cy: Beth yw eich enw llawn?}\n        type: text"),)),
    ),
    "34": (
        Case("a page whose condition contradicts itself", (('when: benefit != "none"', 'when: ⌖benefit != "none" and benefit = "none"'),)),
        Case("a page for answers that cannot be given", (("    title: {en: Your name, cy: Eich enw}", "    title: {en: Your name, cy: Eich enw}\n    when: ⌖bins > 9"),)),
        Case("a page only for those who have come to an exit", (("    title: {en: Your name, cy: Eich enw}", "    title: {en: Your name, cy: Eich enw}\n    when: ⌖not(in_our_area)"),)),
        Case("a page that waits for itself", (("    title: {en: Your name, cy: Eich enw}", "    title: {en: Your name, cy: Eich enw}\n    when: ⌖full_name != null"),)),
        Case("two pages that wait for each other", (("    title: {en: Your name, cy: Eich enw}", "    title: {en: Your name, cy: Eich enw}\n    when: ⌖email != null"), ("    title: {en: Your email address, cy: Eich cyfeiriad e-bost}", "    title: {en: Your email address, cy: Eich cyfeiriad e-bost}\n    when: full_name = null"))),
        Case("a page that waits for a later one", (("    title: {en: Your bins, cy: Eich biniau}", "    title: {en: Your bins, cy: Eich biniau}\n    when: ⌖help"),)),
        Case("a condition that looks ahead with one eye", (("    title: {en: Your bins, cy: Eich biniau}", "    title: {en: Your bins, cy: Eich biniau}\n    when: ⌖in_our_area or help"),)),
        Case("an exit for everybody", ((ENDS, "when: ⌖in_our_area or not(in_our_area)"),)),
        Case("an exit for nobody", ((ENDS, "when: ⌖bins > 9"),)),
    ),
    "37": (
        Case("not when", ((AFTER, "after: {say: {en: ⌖We will bring your bins to you., cy: Byddwn yn dod â’ch biniau o fewn 10 diwrnod.}}"),)),
        Case("not what", ((AFTER, "after: {say: {en: ⌖Thank you., cy: ⌖Diolch.}}"),)),
        Case("not when, in Welsh", ((AFTER, "after: {say: {en: We will bring your bins within 10 days., cy: ⌖Byddwn yn dod â’ch biniau atoch.}}"),)),
    ),
    "41": (
        Case("no kinds of file", (("        accept: [pdf, jpg]\n", ""), ("      proof:\n        ask", "      ⌖proof:\n        ask"))),
        Case("no size and no other way", (("        largest_megabytes: 10\n", ""), ("        otherwise: {en: Or bring it to the library, cy: Neu dewch ag ef i’r llyfrgell}\n", ""), ("      proof:\n        ask", "      ⌖⌖proof:\n        ask"))),
    ),
    "43": (
        Case("no verb", ((WASTE, "title: {en: ⌖Garden waste collection, cy: Ymuno}"),)),
        Case("a form", ((WASTE, "title: {en: ⌖Apply with this form, cy: ⌖Ffurflen gwastraff}"),)),
        Case("who runs it", ((WASTE, "title: {en: ⌖Ask Barset Council for a bin, cy: Ymuno}"),)),
    ),
    "48": (
        Case("a blank answer in arithmetic", (("if people = null then 2 else if people > 4 then bins_allowed else 3", "⌖people + 1"),)),
        Case("a blank answer in a condition", (("    title: {en: Your name, cy: Eich enw}", "    title: {en: Your name, cy: Eich enw}\n    when: ⌖people > 3"),)),
        Case("a page that was not shown", (("    title: {en: Your name, cy: Eich enw}", "    title: {en: Your name, cy: Eich enw}\n    when: bins > 1"), (RULES, "price: ⌖yearly_price * bins + string length(full_name)"))),
        Case("an if that cannot tell", (("if people = null then 2 else if people > 4", "⌖if people > 4"),)),
        Case("in an email", (('say: {en: "Your reference is {{ reference }}."', 'say: {en: ⌖"There are {{ people + 1 }} of you."'),)),
        Case("in a letter", (('letter: {en: "Your {{ bins }} bins are on their way."', 'letter: {en: ⌖"Your {{ people * 2 }} bins are on their way."'),)),
    ),
    "50": (
        Case("a page on no way", (("  - name: three bins for three people, at half the price\n    answers: {home: {postcode: OX1 1AA}, bins: 3, start: 2026-09-27, benefit: credit, proof: letter.pdf, people: 3, help: false, full_name: Asha Patel, email: asha@example.com}\n    expect: {price: 72, outcome: joined}\n", ""), ("  proof:\n    title", "  ⌖proof:\n    title"), ("{when: bins <= most_bins", "{when: ⌖bins <= most_bins"))),
        Case("an exit nobody came to", (("  - name: somebody outside our area\n    answers: {home: {postcode: LD1 9ZZ}}\n    expect: {exit: not_here}\n", ""), ("  not_here:", "  ⌖not_here:"))),
        Case("an edge nobody stands on", (("people: 4, help: true", "people: 5, help: true"), ("most_bins: 3}", "most_bins: 4}"), ("  most_bins: if", "  most_bins: ⌖if"))),
        Case("an example that fails", (("expect: {price: 96, outcome: joined}", "expect: {price: ⌖95, outcome: joined}"),)),
    ),
}  # fmt: skip

PASS: dict[str, tuple[Case, ...]] = {
    "1": (Case("a basis of its own", (("law: Environmental Protection Act 1990 s.45\n", "law: Environmental Protection Act 1990 s.45\n"),)),),
    "6": (Case("a question and a title that are near", (("title: {en: Your bins, cy: Eich biniau}", "title: {en: The bins you want, cy: Eich biniau}"),)),),
    "9": (Case("options, and opting", asks("{en: How many bins would you opt for?, cy: Sawl bin ydych chi eisiau?}")),),
    "10": (Case("exhaustive", (("\n          " + NONE, ""), ("type: choose_one", "type: choose_one\n        exhaustive: true"))),),
    "13": (
        Case("an abbreviation and a decimal", ((BINS_HINT, "hint: {en: 'e.g. 2.5 tonnes on St. Giles', cy: Fel 2}"),)),
        Case("a question", ((BINS_HINT, "hint: {en: Not sure?, cy: Fel 2}"),)),
    ),
    "14": (
        Case("names", asks("{en: What is your National Insurance number?, cy: Sawl bin?}")),
        Case("a benefit’s name", asks("{en: Do you get Council Tax Reduction or Pension Credit now?, cy: Sawl bin?}")),
        Case("letters that are a name", asks("{en: What is on your V5C from the DVLA?, cy: Sawl bin?}")),
    ),
    "18": (Case("the question’s own word", (("{en: Do you need help to put your bins out?", "{en: Do you have a valid reason for help with your bins?"),)),),
    "20": (Case("an example with other spaces", (("example: \"2\"", "example: \"2\""),)),),
    "27": (Case("another way to write it", ((BIRTHDAY, "hint: {en: 'For example, 31/3/2026', cy: Fel 27 3 2026}"),)),),
    "34": (Case("a page for few", (("    title: {en: Your name, cy: Eich enw}", "    title: {en: Your name, cy: Eich enw}\n    when: bins = 9 and benefit = \"pension\" and help and people = 20"),)),),
    "37": (
        Case("the team’s usual time", ((AFTER + "\n", ""),)),
        Case("in words", ((AFTER, "after: {say: {en: We will write to you in two weeks., cy: Byddwn yn ysgrifennu o fewn pythefnos.}}"),)),
    ),
    "43": (Case("to form a group, council tax", ((WASTE, "title: {en: Apply to form a group that checks council tax, cy: Ymuno}"),)),),
    "48": (
        Case("a false side decides", (("    title: {en: Your name, cy: Eich enw}", "    title: {en: Your name, cy: Eich enw}\n    when: people != null and people > 3"),)),
        Case("a page not shown, guarded by the same condition", (("    title: {en: Your name, cy: Eich enw}", "    title: {en: Your name, cy: Eich enw}\n    when: bins > 1"), ("price: if", "price: if bins > 1 and full_name < \"M\" then 1 else if"))),
    ),
}  # fmt: skip


def each(table: dict[str, tuple[Case, ...]]) -> list[object]:
    return [
        pytest.param(number, case, id=f"{number}: {case.says}") for number, cases in table.items() for case in cases
    ]


@pytest.mark.parametrize("number", CHECKS)
def test_nothing_is_found_in_a_good_definition(number: str) -> None:
    assert found_by(number, BASE) == []


@pytest.mark.parametrize(("number", "case"), each(PASS))
def test_what_only_looks_like_a_fault_passes(number: str, case: Case) -> None:
    text, _ = changed(*case.edits)

    assert found_by(number, text) == []


@pytest.mark.parametrize(("number", "case"), each(FAIL))
def test_a_fault_is_found_where_it_stands(number: str, case: Case) -> None:
    text, places = changed(*case.edits)

    found = found_by(number, text)

    assert sorted((fault.line, fault.column) for fault in found) == places, [(f.line, f.column, f.wrong) for f in found]
    assert all(fault.wrong and fault.mend for fault in found)
