"""A question becomes part of a sentence, in English and in Welsh, or is quoted whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.questions.wording import english, welsh


@pytest.mark.parametrize(
    ("ask", "thing"),
    [
        ("What is your vehicle’s registration number?", "your vehicle’s registration number"),
        ("What’s your email address?", "your email address"),
        ("What does it run on?", "what it runs on"),
        ("What are its CO2 emissions in grams per kilometre?", "its CO2 emissions in grams per kilometre"),
        ("How many permits does your household hold now?", "how many permits your household holds now"),
        ("How much did the repair cost?", "how much the repair cost"),
        ("How long have you lived there?", "how long you have lived there"),
        ("When did you move in?", "when you moved in"),
        ("When was your bin due to be collected?", "when your bin was due to be collected"),
        ("Which bin was missed?", "which bin was missed"),
        ("Which street is the bin on?", "which street the bin is on"),
        ("Where is the bin?", "where the bin is"),
        ("Where do you live?", "where you live"),
        ("What is wrong with the bin?", "what is wrong with the bin"),
        ("What is the bin made of?", "what the bin is made of"),
        ("What council tax band is your home in?", "what council tax band your home is in"),
        ("What did the crew say?", "what the crew said"),
        ("Who lives with you?", "who lives with you"),
        ("If you have a car, what is its colour?", "its colour"),
        ("Date of birth", "date of birth"),
        ("National Insurance number", "National Insurance number"),
        ("V5C document reference", "V5C document reference"),
        ("Tell us what happened", "what happened"),
        ("Describe the problem", "a description of the problem"),
        ("Describe what happened", "what happened"),
        ("Upload a photo of the bin", "a photo of the bin"),
        ("Your name (optional)", "your name"),
        ("Is anyone else at home?", "your answer to “Is anyone else at home?”"),
        ("What does the tax bill show?", "what the tax bill shows"),
        ("What does the old widget frobnicate?", "your answer to “What does the old widget frobnicate?”"),
    ],
)
def test_what_stands_after_enter(ask: str, thing: str) -> None:
    assert english.thing(ask) == thing


@pytest.mark.parametrize(
    ("ask", "subject"),
    [
        ("What is your date of birth?", "Date of birth"),
        ("What is your vehicle’s registration number?", "Your vehicle’s registration number"),
        ("How many permits do you hold?", "The number of permits you hold"),
        ("How many of your bins do you want back?", "The number of your bins you want back"),
        ("How many of your bins were missed?", "How many of your bins were missed"),
        ("How many people live with you?", "How many people live with you"),
        ("How many are there?", "How many there are"),
        ("When did you move in?", "The date you moved in"),
        ("What day was your bin missed?", "The day your bin was missed"),
        ("Describe the problem", "Description of the problem"),
    ],
)
def test_what_begins_a_sentence(ask: str, subject: str) -> None:
    assert english.subject(ask) == subject


def test_what_somebody_says_in_their_own_words_is_their_answer() -> None:
    assert english.answer("What happened?") == "Your answer about what happened"
    assert english.answer("What is your full name?") == "Full name"


@pytest.mark.parametrize(
    ("ask", "clause"),
    [
        ("Do you live in Barset?", "you live in Barset"),
        ("Does your household own a car?", "your household owns a car"),
        ("Does anyone else live with you?", "anyone else lives with you"),
        ("Do you or your partner get Universal Credit?", "you or your partner get Universal Credit"),
        ("Did you put your bin out by 7am?", "you put your bin out by 7am"),
        ("Did anything else happen?", "anything else happened"),
        ("Are you over 18?", "you are over 18"),
        ("Is the bin still outside?", "the bin is still outside"),
        ("Is the lid of the bin shut?", "the lid of the bin is shut"),
        ("Is this your main home?", "this is your main home"),
        ("Is your home a main residence?", "your home is a main residence"),
        ("Has the car been modified?", "the car has been modified"),
        ("Have you reported this before?", "you have reported this before"),
        ("Can we call you?", "we can call you"),
        ("Are there other adults?", "there are other adults"),
        ("Is Barset North your authority?", "the answer to “Is Barset North your authority?” is yes"),
        ("Insulin", "the answer to “Insulin” is yes"),
    ],
)
def test_what_stands_after_select_yes_if(ask: str, clause: str) -> None:
    assert english.clause(ask) == clause


@pytest.mark.parametrize(
    ("ask", "thing", "after_i"),
    [
        ("Beth yw eich cyfeiriad?", "eich cyfeiriad", "i’ch cyfeiriad"),
        ("Beth yw rhif cofrestru eich cerbyd?", "rif cofrestru eich cerbyd", "i rif cofrestru eich cerbyd"),
        ("Beth yw’r rheswm?", "y rheswm", "i’r rheswm"),
        ("Beth yw’r ardal?", "yr ardal", "i’r ardal"),
        ("Dyddiad geni", "ddyddiad geni", "i ddyddiad geni"),
        ("Tref neu ddinas", "dref neu ddinas", "i dref neu ddinas"),
        ("Cod post", "god post", "i god post"),
        ("Llun", "lun", "i lun"),
        ("Chwaer", "chwaer", "i chwaer"),
        ("Lanlwythwch lun o’r bin", "lun o’r bin", "i lun o’r bin"),
        ("Ar beth mae’n rhedeg?", "ar beth mae’n rhedeg", "i’ch ateb i “Ar beth mae’n rhedeg?”"),
        ("Ydych chi’n byw yma?", "eich ateb i “Ydych chi’n byw yma?”", "i’ch ateb i “Ydych chi’n byw yma?”"),
    ],
)
def test_welsh_softens_what_follows(ask: str, thing: str, after_i: str) -> None:
    assert welsh.thing(ask) == thing
    assert welsh.after_i(ask) == after_i


@pytest.mark.parametrize(
    ("ask", "clause"),
    [
        ("A fyddwch yn parcio?", "byddwch yn parcio"),
        ("A gafodd y bin ei golli?", "cafodd y bin ei golli"),
        ("Ai chi yw’r perchennog?", "mai dyna eich ateb i “Ai chi yw’r perchennog?”"),
    ],
)
def test_what_stands_after_os(ask: str, clause: str) -> None:
    assert welsh.clause(ask) == clause


_LIKELY = "what which how many is are do does did the your bin car of on you when and or , ? A I’ “” - 7am"
_WORDS = st.lists(st.sampled_from(_LIKELY.split()), max_size=9).map(" ".join)


@settings(max_examples=300)
@given(ask=st.one_of(_WORDS, st.text(max_size=40)))
def test_any_text_becomes_words_without_a_fault(ask: str) -> None:
    for part in (english.thing, english.subject, english.clause, welsh.thing, welsh.after_i, welsh.clause):
        assert isinstance(part(ask), str)
