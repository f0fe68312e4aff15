"""A small whole service for tests to break."""

SMALL = """\
footpath: 1
id: resident_parking_permit
version: 3
title: Apply for a resident parking permit
owner: parking services manager
outcome: People can park near home
figures:
  yearly_price:
    - {from: 2025-04-01, value: 85.00, source: Fees and charges 2025-26}
    - {from: 2026-04-01, value: 88.50, source: Fees and charges 2026-27}
  permits_allowed: 2
lists:
  zone_postcodes: [OX1 1AA, OX1 1AB]
pages:
  home:
    title: Where you live
    questions:
      home:
        ask: What is your address?
        type: address
        why: Permits are for people who live in the zone
  vehicle:
    title: Your vehicle
    when: lives_in_zone
    questions:
      fuel:
        ask: What does it run on?
        type: choose_one
        options: {petrol: Petrol, diesel: {label: Diesel, hint: From before 2015}, other: {en: Other, cy: Arall}}
      co2:
        ask: What are its CO2 emissions?
        type: whole_number
        between: [0, 1000]
        optional: true
        errors: {empty: Enter its CO2 emissions}
  others:
    title: Other vehicles
    questions:
      vehicles:
        ask: Which other vehicles do you have?
        type: repeat
        one: vehicle
        questions:
          made:
            ask: When was it made?
            type: date
            between: [1900-01-01, today()]
  email:
    title: Your email address
    questions:
      email: {ask: What is your email address?, type: email}
rules:
  lives_in_zone: home.postcode in zone_postcodes
  band:
    table:
      hit: first
      given: [co2]
      rows:
        - [null, 3, We take the highest]
        - ["<= 100", 1]
        - ["> 100", 2]
  price: decimal(yearly_price * [0.6, 1, 1.4][band], 2)
exits:
  not_in_zone:
    when: not(lives_in_zone)
    say: You cannot get a permit.
charge: {amount: price, for: Resident parking permit}
decide:
  automatically:
    - {when: count(vehicles) < permits_allowed, outcome: granted, because: A household may hold two}
  otherwise: parking_team
  outcomes:
    granted: {letter: "Your permit costs £{{ price }}."}
    refused:
      letter: |
        We refused your application
        because {{ reason }}.
tell:
  to: email
  submitted: {subject: We have it, say: "Your reference is {{ reference }}."}
after: {say: "You pay £{{ price }}. We decide within 3 days."}
keep: {answers: 6 years after decision, drafts: 28 days}
examples:
  - name: in the zone
    on: 2026-05-01
    answers: {home: {postcode: OX1 1AA}, fuel: petrol, co2: 90}
    expect: {price: 53.10, exit: null}
"""


def changed(old: str, new: str) -> str:
    """The small service with one passage put in place of another."""
    assert SMALL.count(old) == 1, f"{old!r} stands there {SMALL.count(old)} times"
    return SMALL.replace(old, new)
