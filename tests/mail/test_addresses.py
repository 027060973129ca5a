"""A hundred and twenty texts that are, or are not, one mail address."""

from __future__ import annotations

import email.headerregistry

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.mail.addresses import Address, Fault, near_miss, read_address

_LABEL_63 = "a" * 63

GOOD = {
    text: text
    for text in (
        "anna@example.org",
        "Anna.Smith@example.org",
        "anna+leaflet@example.org",
        "anna_smith@example.co.uk",
        "anna-smith@mail.example.org",
        "o'brien@example.org",
        "1anna@example.org",
        "a@b.co",
        "=1+1@b.test",
        "+anna@example.org",
        "{a}~b@example.org",
        "a/b=c?d&e#f$g*h^i`j@example.org",
        "a@1and1.example",
        "a@3com.com",
        "a@ab--cd.example",
        "a@xn--bcher-kva.example",
        "A" * 64 + "@example.org",
        f"a@{_LABEL_63}.example.org",
        f"a@{'.'.join(['b' * 60] * 4)}.example",
    )
} | {
    "anna@EXAMPLE.Org": "anna@example.org",
    "anna@bücher.example": "anna@xn--bcher-kva.example",
    "anna@BÜCHER.example": "anna@xn--bcher-kva.example",
    "anna@bu\u0308cher.example": "anna@xn--bcher-kva.example",
    "anna@straße.example": "anna@xn--strae-oqa.example",
    "anna@пример.рф": "anna@xn--e1afmkfd.xn--p1ai",
    "anna@例え.テスト": "anna@xn--r8jz45g.xn--zckzah",
    "anna@مثال.إختبار": "anna@xn--mgbh0fb.xn--kgbechtv",
}

BAD = {
    "": "no address",
    "mailto:anna@example.org": "mailto:",
    "MAILTO:anna@example.org": "mailto:",
    "a@b.test, c@d.test": "more than one",
    "a@b.test,c@d.test": "more than one",
    "a@b.test; c@d.test": "more than one",
    "a@b.test;c@d.test": "more than one",
    "a@b.test c@d.test": "more than one",
    "a@b.test/c@d.test": "more than one",
    "a@@b.test": "more than one",
    "a@b@c.test": "more than one",
    '"a@b"@c.test': "more than one",
    "a,b@c.test": "more than one",
    "a@b.test,": "more than one",
    "list:a@b.test;": "more than one",
    "Anna <anna@example.org>": "angle brackets",
    "<anna@example.org>": "angle brackets",
    "<anna@example.org": "angle brackets",
    "anna@example.org>": "angle brackets",
    '"anna"@example.org': "Quotes",
    '"anna smith"@example.org': "Quotes",
    "anna(work)@example.org": "brackets",
    "anna@example.org (work)": "brackets",
    "alice@example.org)bob": "brackets",
    "an\\na@example.org": "backslashes",
    "anna@[192.0.2.1]": "in brackets",
    "anna@[IPv6:2001:db8::1]": "in brackets",
    " anna@example.org": "space",
    "anna@example.org ": "space",
    "anna smith@example.org": "space",
    "anna@ex ample.org": "space",
    "anna @example.org": "space",
    "anna\u00a0@example.org": "space",
    "anna\u3000@example.org": "space",
    "anna@example.org\n": "U+000A",
    "anna@example.org\r\nBcc: eve@evil.test": "U+000D",
    "anna@example.org\nBcc: eve@evil.test": "U+000A",
    "anna@example.org\x00": "U+0000",
    "anna\t@example.org": "U+0009",
    "anna@example.org\x0b": "U+000B",
    "anna@example.org\x0c": "U+000C",
    "anna@example.org\x1b[2J": "U+001B",
    "anna@example.org\x7f": "U+007F",
    "anna@example.org\x85": "U+0085",
    "\u200banna@example.org": "U+200B",
    "an\u200dna@example.org": "U+200D",
    "an\u00adna@example.org": "U+00AD",
    "\ufeffanna@example.org": "U+FEFF",
    "\u202eanna@example.org": "U+202E",
    "anna@example.org\u2028": "U+2028",
    "anna@example.org\u2029": "U+2029",
    "anna@\ud800.org": "U+D800",
    "anna@\uffff.org": "U+FFFF",
    "\U000e0041anna@example.org": "U+E0041",
    "anna": "no @",
    "anna.example.org": "no @",
    "n/a": "no @",
    "none": "no @",
    "-": "no @",
    "@": "nothing before",
    "@example.org": "nothing before",
    "anna@": "nothing after",
    "=?utf-8?q?anna?=@example.org": '"=?"',
    "anna=?x@example.org": '"=?"',
    "anna@=?utf-8?q?evil?=.org": '"=?"',
    "ännä@example.org": "without accents",
    "анна@example.org": "without accents",
    "\u0430nna@example.org": "without accents",
    "😀@example.org": "without accents",
    ".anna@example.org": "dot before the @",
    "anna.@example.org": "dot before the @",
    "an..na@example.org": "dot before the @",
    ".@example.org": "dot before the @",
    "-anna@example.org": "first sign",
    "-oQx@example.org": "first sign",
    "/etc/passwd@example.org": "first sign",
    "'anna@example.org'": "first sign",
    "anna%evil.test@example.org": "cannot be used",
    "evil.test!anna@example.org": "cannot be used",
    "|sh@example.org": "cannot be used",
    "an:na@example.org": "cannot be used",
    "a" * 65 + "@example.org": "at most 64",
    "anna@example": "no dot",
    "anna@localhost": "no dot",
    "anna@.example.org": "dot after the @",
    "anna@example..org": "dot after the @",
    "anna@example.org.": "dot after the @",
    "anna@example\u3002org": "dot after the @",
    "anna@example\uff0eorg": "dot after the @",
    "anna@example\uff61org": "dot after the @",
    "anna@exa_mple.org": "sign that no domain",
    "anna@example.org:25": "sign that no domain",
    "anna@-example.org": "sign that no domain",
    "anna@example-.org": "sign that no domain",
    "anna@exam!ple.org": "sign that no domain",
    "anna@example.org?bcc=eve": "sign that no domain",
    f"a@{_LABEL_63}a.org": "63 characters",
    "anna@192.0.2.1": "not with a number",
    "anna@example.123": "not with a number",
    "anna@☃.example": "letter that no domain",
    "anna@\uff45xample.org": "letter that no domain",
    "anna@ex\u0430mple._é.org": "letter that no domain",
    "anna@é" + "a" * 63 + ".org": "letter that no domain",
    "anna@xn--a.example": "stands for no letters",
    "anna@xn--.example": "no domain can have",
    f"a@{'.'.join(['b' * 62] * 4)}.example": "at most 254",
}


def test_there_are_enough_texts() -> None:
    assert len(GOOD) + len(BAD) >= 120


@pytest.mark.parametrize("text", GOOD)
def test_one_address_is_taken(text: str) -> None:
    address = read_address(text)
    assert isinstance(address, Address)
    assert address.spec == GOOD[text]
    assert address.spec.isascii()
    assert read_address(address.spec) == address
    assert email.headerregistry.Address(addr_spec=address.spec).addr_spec == address.spec, "others read it the same"


@pytest.mark.parametrize("text", BAD)
def test_anything_else_is_refused_with_the_reason(text: str) -> None:
    fault = read_address(text)
    assert isinstance(fault, Fault)
    assert BAD[text] in fault.sentence
    for part in ("anna", "example", "evil"):
        assert part not in fault.sentence.replace("clinic.example", ""), "a reason says nothing of whom it is about"


def test_a_domain_in_other_letters_is_shown_both_ways() -> None:
    address = read_address("anna@bücher.example")
    assert isinstance(address, Address)
    assert address.shown == "anna@bücher.example (anna@xn--bcher-kva.example)"
    plain = read_address("anna@example.org")
    assert isinstance(plain, Address)
    assert plain.shown == plain.readable == "anna@example.org"


def test_the_same_address_in_another_case_is_the_same() -> None:
    one, other = read_address("Anna@Example.org"), read_address("anna@EXAMPLE.ORG")
    assert isinstance(one, Address)
    assert isinstance(other, Address)
    assert one.folded == other.folded
    assert one.spec == "Anna@example.org", "what was typed before the @ stays"


@given(st.text(alphabet=st.sampled_from("aZ09.@-_ \t\r\n,;:<>\"'()[]\\=?%!|éß\u200b\u202e\u0430"), max_size=30))
def test_what_is_taken_is_one_mailbox_to_any_reader(text: str) -> None:
    address = read_address(text)
    if isinstance(address, Address):
        assert address.spec.count("@") == 1
        assert not set(address.spec) & set(' \t\r\n,;:<>"()[]\\%!|')
        assert "=?" not in address.spec


@pytest.mark.parametrize(
    ("domain", "meant"),
    [
        ("gmial.com", "gmail.com"),
        ("gmai.com", "gmail.com"),
        ("gmaill.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmail.cm", "gmail.com"),
        ("gmail.comm", "gmail.com"),
        ("hotmial.com", "hotmail.com"),
        ("yahoo.co.ku", "yahoo.co.uk"),
        ("outlok.com", "outlook.com"),
        ("gmail.com", None),
        ("ymail.com", None),
        ("mail.com", None),
        ("example.org", None),
        ("gmxil.cxm", None),
        ("gmail.com.au", None),
        ("we.de", None),
    ],
)
def test_slips_of_well_known_domains_are_noticed(domain: str, meant: str | None) -> None:
    assert near_miss(domain) == meant


def _distance_is_one(one: str, other: str) -> bool:
    """All that one slip can make of a word, tried out."""
    letters = set(one + other)
    made = {one[:at] + one[at + 1 :] for at in range(len(one))}
    made |= {one[:at] + letter + one[at:] for at in range(len(one) + 1) for letter in letters}
    made |= {one[:at] + letter + one[at + 1 :] for at in range(len(one)) for letter in letters}
    made |= {one[:at] + one[at : at + 2][::-1] + one[at + 2 :] for at in range(len(one))}
    return other in made - {one}


@settings(max_examples=500)
@given(st.text("gmailc.o", min_size=0, max_size=4), st.integers(0, 9), st.integers(0, 9))
def test_a_slip_is_what_one_slip_can_make(put: str, start: int, end: int) -> None:
    typed = "gmail.com"[:start] + put + "gmail.com"[end:]
    if typed not in {"gmail.com", "mail.com", "ymail.com", "email.com", "gmail.co"}:
        assert (near_miss(typed) == "gmail.com") == _distance_is_one(typed, "gmail.com")


@pytest.mark.parametrize(("length", "fits"), [(254, True), (255, False)])
def test_the_longest_address(length: int, fits: bool) -> None:  # noqa: FBT001 - a case
    domain = ".".join(["b" * 62, "b" * 62, "b" * 59, "org"])
    text = f"{'a' * (length - 1 - len(domain))}@{domain}"
    assert len(text) == length
    assert isinstance(read_address(text), Address) == fits
