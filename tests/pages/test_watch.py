"""Ben and Cara are in the market, where there is no connection: what they write down arrives, once, and all of it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Page, expect

from footpath.steps.screening import screen
from tests.pages.conftest import AXE, violations
from tests.pages.stages import opened as opened

pytestmark = pytest.mark.browser

type Open = Callable[..., Page]
type CheckAxe = Callable[..., None]

WATCH = "/staff/barset-north/watch/"
NOTES = "/staff/barset-north/services/missed-bin/observations"
PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
READY = "You can use this page without a connection."


def ready(page: Page) -> Page:
    page.goto(WATCH)
    expect(page.get_by_text(READY)).to_be_visible()
    return page


def write(page: Page, did: str, **other: str) -> None:
    page.get_by_label("We read it out, and they said yes").check()
    choose_page(page)
    page.get_by_label("What they wanted to do").fill("Report a bin")
    page.get_by_label("What they did").fill(did)
    for label, words in other.items():
        page.get_by_label(label.replace("_", " ")).fill(words)
    page.get_by_label("Alone").check()
    page.get_by_label("Phone", exact=True).check()
    page.get_by_label("Market").check()
    page.get_by_label("Who talks").fill("BO")
    page.get_by_label("Who writes").fill("CE")


def choose_page(page: Page) -> None:
    wanted = page.locator("#where option[value^='missed_bin/']").nth(1).get_attribute("value")
    page.get_by_label("Which page").select_option(wanted)


def keep(page: Page) -> None:
    page.get_by_role("button", name="Keep the note").click()


def stored(page: Page) -> str:
    """Everything that the browser holds for this page, as text."""
    return str(
        page.evaluate(
            """async () => {
              const open = indexedDB.open(JSON.parse(document.getElementById('watch').dataset.words).store)
              const base = await new Promise(done => { open.onsuccess = () => done(open.result) })
              const all = name => new Promise(done => {
                const asked = base.transaction(name).objectStore(name).getAll()
                asked.onsuccess = () => done(asked.result)
              })
              return JSON.stringify([await all('notes'), await all('drafts'), {...localStorage}])
            }"""
        )
    )


def count(page: Page, words: str) -> int:
    page.goto(NOTES)
    return page.get_by_text(words, exact=True).count()


def test_two_notes_written_without_a_connection_arrive_once(opened: Open) -> None:
    page = ready(opened("ben", **PHONE))
    page.context.set_offline(True)
    write(page, "Looked for the colour in the market")
    keep(page)
    expect(page.get_by_text("1 note waits on this phone to be sent.")).to_be_visible()
    write(page, "Turned back in the market")
    keep(page)
    expect(page.get_by_text("2 notes wait on this phone to be sent.")).to_be_visible()

    page.reload()
    expect(page.get_by_role("heading", name="Watch somebody use a page")).to_be_visible()
    expect(page.get_by_text("2 notes wait on this phone to be sent.")).to_be_visible()

    page.context.set_offline(False)
    expect(page.get_by_text("No note waits to be sent.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("No note waits to be sent.")).to_be_visible()
    assert count(page, "Looked for the colour in the market") == 1
    assert count(page, "Turned back in the market") == 1


def test_without_its_worker_the_page_does_not_open_without_a_connection(opened: Open) -> None:
    """The control: were the reload above answered by anything but the worker, this would pass too."""
    page = opened("ben", **PHONE, service_workers="block")
    page.goto(WATCH)
    page.context.set_offline(True)

    with pytest.raises(Error):
        page.reload()


def test_a_note_whose_answer_was_lost_is_sent_again_and_is_one(opened: Open) -> None:
    page = ready(opened("ben", **PHONE))
    lost = []

    def lose(route: object) -> None:
        if route.request.method == "POST" and not lost:  # type: ignore[attr-defined]
            lost.append(route.fetch())  # type: ignore[attr-defined]  # the server has it, and the phone never hears
            route.abort()  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    page.context.route(f"**{WATCH}", lose)
    write(page, "Lost on the way and sent again")
    keep(page)
    expect(page.get_by_text("The rest could not be sent now, and nothing is lost.")).to_be_visible()
    expect(page.get_by_text("1 note waits on this phone to be sent.")).to_be_visible()
    assert len(lost) == 1
    page.get_by_role("button", name="Send them now").click()
    expect(page.get_by_text("No note waits to be sent.")).to_be_visible()
    assert count(page, "Lost on the way and sent again") == 1


def test_what_identifies_somebody_is_refused_before_it_is_stored(opened: Open, check_axe: CheckAxe) -> None:
    page = ready(opened("ben", **PHONE))
    write(page, "Read her number out: 07700 900123", What_they_said="Ask asha@example.org")
    page.wait_for_timeout(600)  # longer than a draft waits to be kept

    before = stored(page)
    keep(page)

    expect(page.get_by_role("alert")).to_contain_text("“What they did” holds a phone number: “07700 900123”.")
    expect(page.get_by_role("alert")).to_contain_text("“What they said” holds an email address: “asha@example.org”.")
    assert page.get_by_label("What they did").input_value() == "Read her number out: 07700 900123"
    assert "Report a bin" in before, "the control: what names nobody is kept while it is being written"
    for text in (before, stored(page)):
        assert "07700" not in text
        assert "asha@" not in text
    check_axe(page, widths=(320,))
    page.get_by_label("What they did").fill("Read a number out")
    page.get_by_label("What they said").fill("Nothing")
    keep(page)
    expect(page.get_by_text("No note waits to be sent.")).to_be_visible()


EXAMPLES = (
    "AB 12 34 56 C", "ab123456c", "943 476 5919", "943 476 5918", "asha@example.org", "07700 900123",
    "(020) 7946 0018", "+44 (0)20 7946 0018", "OX1 1AA", "sw1a2aa", "OX1", "27/3/1961", "27/3/61", "27 March 1961",
    "27 Mawrth 1961", "1961-03-27", "4111 1111 1111 1111", "4111 1111 1111 1112", "It took 25 minutes in 2026",
    "Reference FP-7K4-2QM", "I paid £88.50", "943 476 5919 and OX1 1AA and asha@example.org",
)  # fmt: skip


def test_the_browser_finds_what_the_server_finds(opened: Open) -> None:
    page = ready(opened("ben", **PHONE))
    found = page.evaluate(
        "async examples => { const { screen } = await import(document.getElementById('watch').src)\n"
        "return examples.map(text => screen(text).map(({ kind, words }) => [kind, words])) }",
        list(EXAMPLES),
    )

    assert found == [[[f.kind, text[f.start : f.end].strip()] for f in screen(text)] for text in EXAMPLES]
    assert any(found), "the control: some of these are found"


def test_what_was_being_written_is_there_after_the_phone_was_put_away(opened: Open) -> None:
    page = ready(opened("ben", **PHONE))
    write(page, "Half a note in the rain")
    last_typed = '"second":"CE"'
    for _ in range(50):
        if last_typed in stored(page):
            break
        page.wait_for_timeout(100)
    assert last_typed in stored(page)
    page.context.set_offline(True)
    page.reload()

    expect(page.get_by_label("What they did")).to_have_value("Half a note in the rain")
    expect(page.get_by_label("Market")).to_be_checked()


def test_a_note_can_be_changed_or_thrown_away_while_it_waits(opened: Open) -> None:
    page = ready(opened("ben", **PHONE))
    page.context.set_offline(True)
    write(page, "First words in the square")
    keep(page)
    page.get_by_role("button", name="Change it").click()
    page.get_by_label("What they did").fill("Better words in the square")
    keep(page)
    expect(page.get_by_text("1 note waits on this phone to be sent.")).to_be_visible()
    write(page, "She said no after all")
    keep(page)
    page.get_by_role("button", name="Throw it away").nth(1).click()
    page.get_by_role("button", name="Throw it away for good").click()
    expect(page.get_by_text("1 note waits on this phone to be sent.")).to_be_visible()

    page.context.set_offline(False)
    expect(page.get_by_text("No note waits to be sent.")).to_be_visible()
    assert count(page, "Better words in the square") == 1
    assert count(page, "First words in the square") == 0
    assert count(page, "She said no after all") == 0


def test_whoever_was_signed_out_meanwhile_loses_nothing(opened: Open) -> None:
    page = ready(opened("ben", **PHONE))
    page.context.set_offline(True)
    write(page, "Written before the session ended")
    keep(page)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.context.set_offline(False)
    expect(page.get_by_role("link", name="Sign in to send your notes")).to_be_visible()
    expect(page.get_by_text("1 note waits on this phone to be sent.")).to_be_visible()

    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.goto(WATCH)
    expect(page.get_by_text("No note waits to be sent.")).to_be_visible()
    assert count(page, "Written before the session ended") == 1


def test_without_a_script_the_same_form_is_sent_at_once(opened: Open) -> None:
    page = opened("ben", **PHONE, java_script_enabled=False)
    page.goto(WATCH)
    write(page, "Sent at once without a script")
    keep(page)

    expect(page.get_by_text("The note is kept.")).to_be_visible()
    assert count(page, "Sent at once without a script") == 1


def test_the_pages_have_no_barrier_on_a_phone(opened: Open, check_axe: CheckAxe) -> None:
    page = ready(opened("ben", **PHONE))
    check_axe(page, widths=(320,))
    keep(page)
    expect(page.get_by_role("alert")).to_contain_text("Read the words out")
    check_axe(page, widths=(320,))
    page.context.set_offline(True)
    write(page, "A note that waits while axe looks")
    keep(page)
    expect(page.get_by_role("button", name="Throw it away")).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    check_axe(page, widths=(320,))
    page.context.set_offline(False)
    expect(page.get_by_text("No note waits to be sent.")).to_be_visible()
    page.goto(NOTES)
    check_axe(page)


def test_a_barrier_on_this_page_would_be_found(opened: Open, axe_source: str) -> None:
    """The control: without its label the choice of page is a barrier, and axe says so."""
    page = ready(opened("ben", **PHONE))
    page.evaluate("document.querySelector('label[for=where]').remove()")

    assert any("select-name" in each for each in violations(page, axe_source))


# --- the plan, which Cara's colleagues read on a phone too

PLAN = "/staff/barset-north/plan"


def plan_an_outcome(page: Page, sentence: str) -> None:
    page.goto(f"{PLAN}/outcomes/new")
    page.get_by_label("What will people be able to do?").fill(sentence)
    page.get_by_role("checkbox").first.check()
    page.get_by_label("How satisfied people are, from 0 to 100").check()
    page.get_by_label("What is the figure now?").fill("61.5")
    page.get_by_label("Where does that figure come from?").fill("Our survey of May")
    for number, aim in enumerate(("64", "68", "72", "76", "80"), 1):
        page.get_by_label(f"Year {number}", exact=True).fill(aim)
    page.get_by_label("Groups to watch").fill("people who apply on paper")
    page.get_by_label("Why").fill("The council decided it")
    page.get_by_role("button", name="Plan it").click()


def test_an_outcome_is_planned_without_a_script_and_a_means_is_refused(opened: Open) -> None:
    page = opened("cara", **PHONE, java_script_enabled=False)
    plan_an_outcome(page, "Residents have a digital platform")
    expect(page.get_by_role("alert")).to_contain_text("Take out “digital”")
    page.get_by_label("What will people be able to do?").fill("Everybody can report a missed bin by any way they like")
    page.get_by_role("button", name="Plan it").click()

    expect(page.get_by_text("It is planned, and your reason is on record.")).to_be_visible()
    expect(page.get_by_role("heading", name="Everybody can report a missed bin by any way they like")).to_be_visible()


def test_the_plan_has_no_barrier(opened: Open, check_axe: CheckAxe) -> None:
    page = opened("cara")
    page.goto(f"{PLAN}/outcomes/new")
    check_axe(page)
    page.get_by_role("button", name="Plan it").click()
    check_axe(page)
    plan_an_outcome(page, "Nobody waits more than three days for a decision")
    expect(page.get_by_text("It is planned, and your reason is on record.")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    check_axe(page)
    page.evaluate("document.querySelector('svg.app-chart title').remove()")
    assert any("svg-img-alt" in each for each in violations(page, _axe())), "the control: a picture without words"


def _axe() -> str:
    return AXE.read_text()
