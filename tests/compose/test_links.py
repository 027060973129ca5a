from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.compose import links
from handouts.errors import ContentInvalid, Place
from handouts.source.words import Words


@pytest.mark.parametrize(
    ("number", "country", "target"),
    [
        ("01632 960 123", "GB", "tel:+44-1632-960123"),
        ("+44 1632 960123", "US", "tel:+44-1632-960123"),
        ("(01632) 960-123", "GB", "tel:+44-1632-960123"),
        ("800-555-0199", "US", "tel:+1-800-555-0199"),
        ("999", "GB", "tel:999"),
        ("911", "US", "tel:911"),
        ("112", "PL", "tel:112"),
        ("116 123", "GB", "tel:116123"),
    ],
)
def test_numbers_are_dialled_as_rfc_3966_has_them(number: str, country: str, target: str) -> None:
    assert links.telephone(number, country) == target


def test_what_is_no_number_is_a_problem_with_its_place() -> None:
    with pytest.raises(ContentInvalid, match=r'clinics\.yaml:3:12: "call us" is not a telephone number in GB'):
        links.telephone(Words("call us", Place("clinics.yaml", 3, 12)), "GB")


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("alder.example", "https://alder.example"),
        ("http://alder.example/a", "http://alder.example/a"),
        ("HTTPS://alder.example", "https://alder.example"),
        ("alder.example/zażółć", "https://alder.example/za%C5%BC%C3%B3%C5%82%C4%87"),
        ("żółw.example", "https://xn--w-uga1v8h.example"),
        ("alder.example/a%20b?c=d&e=f#g", "https://alder.example/a%20b?c=d&e=f#g"),
    ],
)
def test_sites_become_uris(address: str, target: str) -> None:
    assert links.web(address) == target


@given(st.from_regex(r"https?://[a-z0-9.-]+(/[A-Za-z0-9._~/-]*)?(\?[A-Za-z0-9._~=&-]+)?", fullmatch=True))
def test_an_address_that_needs_nothing_is_what_taking_it_apart_would_give(address: str) -> None:
    assert links.web(address) == address == urlunsplit(urlsplit(address))


def test_mail_addresses_become_uris() -> None:
    assert links.mail("hello+skin@alder.example") == "mailto:hello+skin@alder.example"
    assert links.mail("a%b@alder.example") == "mailto:a%25b@alder.example"


def test_the_booking_link_is_filled_in() -> None:
    link = "https://a.example/b?t={treatment}&c={clinic}"
    assert links.booking(link, treatment="micro-needling", clinic="a") == "https://a.example/b?t=micro-needling&c=a"


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("https://a.example/b?t={treatment}", "https://a.example/b"),
        ("https://a.example/b?t={treatment}&c={clinic}#new", "https://a.example/b?c=a#new"),
        ("https://a.example/b/{treatment}", "https://a.example/b"),
        ("https://a.example/b/{treatment}/new", "https://a.example/b/new"),
        ("https://{treatment}.a.example/b#t={treatment}", "https://a.example/b"),
        ("https://a.example/b?c={clinic}", "https://a.example/b?c=a"),
    ],
)
def test_for_several_treatments_the_booking_page_is_opened_as_such(link: str, target: str) -> None:
    assert links.booking(link, treatment=None, clinic="a") == target


@given(st.text(max_size=20), st.text(max_size=20))
def test_whatever_is_filled_in_cannot_break_out_of_its_place(treatment: str, clinic: str) -> None:
    link = links.booking("https://a.example/b?t={treatment}&c={clinic}&z=1", treatment=treatment, clinic=clinic)
    assert link.isascii()
    assert link.startswith("https://a.example/b?t=")
    assert link.count("&") == 2
    assert link.count("?") == 1
