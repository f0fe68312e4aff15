"""A made-up service that asks a question of every kind, and how Asha answers it."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from footpath.definition.load import load_service
from footpath.definition.service import Edition
from footpath.questions import KINDS

_SOURCE = """
footpath: 1
id: every_kind
version: 1
title: {en: Request one of everything, cy: Gofyn am un o bopeth}
owner: test manager
outcome: Every kind of question is seen
law: Made-up Act 2020 s.1
minutes: 9
summary: {en: It asks a question of every kind, cy: Mae’n gofyn cwestiwn o bob math}
needs: [{en: some time, cy: rhywfaint o amser}]
pages:
  text: {title: {en: A line, cy: Llinell}, questions: {line: {ask: {en: What is your job?, cy: Beth yw eich swydd?}, type: text, why: {en: We like to know, cy: Hoffem wybod}}}}
  long_text: {title: {en: Lines, cy: Llinellau}, questions: {lines: {ask: {en: What happened?, cy: Beth ddigwyddodd?}, type: long_text, longest: 300, why: {en: We read it, cy: Byddwn yn ei ddarllen}}}}
  whole: {title: {en: A count, cy: Nifer}, questions: {children: {ask: {en: How many children do you have?, cy: Sawl plentyn sydd gennych?}, type: whole_number, why: {en: It counts, cy: Mae’n cyfrif}}}}
  number: {title: {en: A number, cy: Rhif}, questions: {metres: {ask: {en: How long is it in metres?, cy: Beth yw ei hyd mewn metrau?}, type: number, why: {en: It counts, cy: Mae’n cyfrif}}}}
  money: {title: {en: Money, cy: Arian}, questions: {rent: {ask: {en: How much is your rent?, cy: Faint yw eich rhent?}, type: money, why: {en: It counts, cy: Mae’n cyfrif}}}}
  date: {title: {en: A day, cy: Diwrnod}, questions: {born: {ask: {en: What is your date of birth?, cy: Beth yw eich dyddiad geni?}, type: date, why: {en: It counts, cy: Mae’n cyfrif}}}}
  month: {title: {en: A month, cy: Mis}, questions: {moved: {ask: {en: Which month did you move?, cy: Ym mha fis y gwnaethoch symud?}, type: month, why: {en: It counts, cy: Mae’n cyfrif}}}}
  yes: {title: {en: Yes or no, cy: Ie neu na}, questions: {here: {ask: {en: Do you live here?, cy: Ydych chi’n byw yma?}, type: yes_no, why: {en: It counts, cy: Mae’n cyfrif}}}}
  one_of: {title: {en: One, cy: Un}, questions: {fruit: {ask: {en: Which fruit do you like?, cy: Pa ffrwyth ydych chi’n ei hoffi?}, type: choose_one, options: {apple: {en: Apple, cy: Afal}, pear: {en: Pear, cy: Gellygen}, none: {label: {en: None of these, cy: Dim un o’r rhain}, apart: true}}, why: {en: It counts, cy: Mae’n cyfrif}}}}
  apart: {title: {en: Some, cy: Rhai}, questions: {days: {ask: {en: Which days can you come?, cy: Pa ddyddiau allwch chi ddod?}, type: choose_many, options: {mon: {en: Monday, cy: Dydd Llun}, tue: {en: Tuesday, cy: Dydd Mawrth}, none: {label: {en: None of these, cy: Dim un o’r rhain}, apart: true}}, why: {en: It counts, cy: Mae’n cyfrif}}}}
  name: {title: {en: Name, cy: Enw}, questions: {who: {ask: {en: What is your name?, cy: Beth yw eich enw?}, type: name, why: {en: It counts, cy: Mae’n cyfrif}}}}
  email: {title: {en: Email, cy: E-bost}, questions: {mail: {ask: {en: What is your email address?, cy: Beth yw eich cyfeiriad e-bost?}, type: email, optional: true, why: {en: We write to you, cy: Byddwn yn ysgrifennu atoch}}}}
  phone: {title: {en: Phone, cy: Ffôn}, questions: {call: {ask: {en: What is your phone number?, cy: Beth yw eich rhif ffôn?}, type: phone, why: {en: We call, cy: Byddwn yn ffonio}}}}
  address: {title: {en: Address, cy: Cyfeiriad}, questions: {home: {ask: {en: What is your address?, cy: Beth yw eich cyfeiriad?}, hint: {en: Where you live now, cy: Ble rydych yn byw nawr}, type: address, why: {en: It counts, cy: Mae’n cyfrif}}}}
  postcode: {title: {en: Postcode, cy: Cod post}, questions: {code: {ask: {en: What is the postcode of your work?, cy: Beth yw cod post eich gwaith?}, type: postcode, why: {en: It counts, cy: Mae’n cyfrif}}}}
  ni: {title: {en: NI, cy: YG}, questions: {ni: {ask: {en: What is your National Insurance number?, cy: Beth yw eich rhif Yswiriant Gwladol?}, type: national_insurance_number, why: {en: It counts, cy: Mae’n cyfrif}}}}
  car: {title: {en: Car, cy: Car}, questions: {plate: {ask: {en: What is your registration number?, cy: Beth yw eich rhif cofrestru?}, type: vehicle_registration, why: {en: It counts, cy: Mae’n cyfrif}}}}
  bank: {title: {en: Bank, cy: Banc}, questions: {bank: {ask: {en: What are your bank details?, cy: Beth yw eich manylion banc?}, type: bank_account, why: {en: We pay you, cy: Byddwn yn eich talu}}}}
  file: {title: {en: A file, cy: Ffeil}, questions: {photo: {ask: {en: Upload a photo, cy: Lanlwythwch lun}, type: file, accept: [jpg, png], largest_megabytes: 1, otherwise: {en: Or bring it to us, cy: Neu dewch ag ef atom}, why: {en: We look at it, cy: Byddwn yn edrych arno}}}}
  things: {title: {en: Your pets, cy: Eich anifeiliaid}, questions: {pets: {ask: {en: Which pets do you have?, cy: Pa anifeiliaid sydd gennych?}, type: repeat, one: {en: animal, cy: anifail}, at_least: 0, at_most: 2, why: {en: It counts, cy: Mae’n cyfrif}, questions: {pet: {ask: {en: What is it called?, cy: Beth yw ei enw?}, type: text}}}}}
  together:
    title: {en: Some together, cy: Rhai gyda’i gilydd}
    together: They are all about one parcel
    guidance: {en: "They are **all** about [one parcel](/parcel).", cy: "Maent i gyd am [un parsel](/parcel)."}
    questions:
      colours: {ask: {en: Which colours is it?, cy: Pa liwiau ydyw?}, type: choose_many, options: {red: {en: Red, cy: Coch}, green: {en: Green, cy: Gwyrdd}, blue: {en: Blue, cy: Glas}}, exhaustive: true, why: {en: It counts, cy: Mae’n cyfrif}}
      size: {ask: {en: What size is it?, cy: Beth yw ei faint?}, type: choose_one, options: {small: {en: Small, cy: Bach}, large: {en: Large, cy: Mawr}}, exhaustive: true, why: {en: It counts, cy: Mae’n cyfrif}}
      story: {ask: {en: What is its story?, cy: Beth yw ei stori?}, type: long_text, why: {en: It counts, cy: Mae’n cyfrif}}
      weight: {ask: {en: What does it weigh?, cy: Beth yw ei bwysau?}, type: number, why: {en: It counts, cy: Mae’n cyfrif}}
  promise: {title: {en: Promise, cy: Addewid}, questions: {promise: {ask: {en: Is it all true?, cy: A yw’r cyfan yn wir?}, type: declaration, says: {en: "I promise that:\\n\\n- it is true\\n- it is mine", cy: "Rwy’n addo:\\n\\n- ei fod yn wir\\n- mai fi biau"}, why: {en: It counts, cy: Mae’n cyfrif}}}}
decide:
  otherwise: team
  outcomes:
    done: {letter: {en: It is done., cy: Mae wedi’i wneud.}}
keep: {answers: 1 year after decision, drafts: 7 days}
"""


def _loaded() -> Edition:
    loaded = load_service(_SOURCE, file="every_kind.yaml")
    assert isinstance(loaded, Edition), "\n".join(map(str, loaded))
    return loaded


EVERY_KIND = _loaded()

assert {question.kind for page in EVERY_KIND.service.pages for question in page.questions} == set(KINDS)


def every_kind_answers() -> dict[str, Mapping[str, Any]]:
    return {
        "text": {"line": "Baker"},
        "long-text": {"lines": "One\nTwo"},
        "whole": {"children": "2"},
        "number": {"metres": "2.5"},
        "money": {"rent": "£750"},
        "date": {"born-day": "27", "born-month": "3", "born-year": "1985"},
        "month": {"moved-month": "3", "moved-year": "2020"},
        "yes": {"here": "yes"},
        "one-of": {"fruit": "pear"},
        "apart": {"days": ["mon", "tue"]},
        "name": {"who": "Asha Patel"},
        "email": {"mail": "asha@example.com"},
        "phone": {"call": "01632 960 001"},
        "address": {"home-line-1": "1 High Street", "home-town": "Barset", "home-postcode": "OX1 1AA"},
        "postcode": {"code": "ox1 1ab"},
        "ni": {"ni": "AB 12 34 56 C"},
        "car": {"plate": "ab12cde"},
        "bank": {"bank-name": "A Patel", "bank-sort-code": "30-94-30", "bank-account-number": "12345678"},
        "file": {"photo": SimpleUploadedFile("me.jpg", b"\xff\xd8\xff one picture")},
        "things": {"pets-another": "no"},
        "together": {"colours": ["red"], "size": "small", "story": "Long", "weight": "3"},
        "promise": {"promise": "yes"},
    }
