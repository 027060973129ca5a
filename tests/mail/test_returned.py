from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.mail.addresses import Address, read_address
from handouts.mail.recipients import Wanted, read_recipients
from handouts.mail.records import Entry
from handouts.mail.returned import returned
from handouts.mail.states import State
from handouts.mail.table import SEPARATORS

FAILED = Entry(
    key="0" * 32,
    batch="2026-11-23-1",
    line=7,
    message_id="<x@alder.example>",
    address="anna@example.org",
    content=b"",
    digest="",
    state=State.FAILED,
    tries=1,
    not_before=0.0,
    code=550,
    reply="5.1.1 no such user",
    at=0.0,
)


def rows(data: bytes, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator, strict=True))


def test_a_failed_row_comes_back_with_the_reason() -> None:
    data = returned([FAILED])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert rows(data) == [
        ["row", "email", "state", "reason"],
        ["7", "anna@example.org", "failed", "550 5.1.1 no such user"],
    ]


@pytest.mark.parametrize(
    ("code", "reply", "address", "reason"),
    [
        (None, None, "anna@example.org", ""),
        (None, "withdrawn before it was sent", "anna@example.org", "withdrawn before it was sent"),
        (550, "550 no", "anna@example.org", "550 no"),
        (550, None, "anna@example.org", "550"),
        (550, "<anna@example.org> is unknown", "anna@example.org", "550 <[address]> is unknown"),
        (550, "no", None, "550 no; the address was forgotten"),
        (None, "=1+1", "anna@example.org", "'=1+1"),
        (None, "two\r\nlines", "anna@example.org", "two lines"),
        (None, 'he said "no", twice', "anna@example.org", 'he said "no", twice'),
    ],
)
def test_the_reason_is_words_on_one_line(code: int | None, reply: str | None, address: str | None, reason: str) -> None:
    (_, row) = rows(returned([replace(FAILED, code=code, reply=reply, address=address)]))
    assert row[3] == reason


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t=", "\r=", " =", "\n+", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
)
@pytest.mark.parametrize("rest", ["cmd|' /C calc'!A0", "HYPERLINK(1)", "2+3"])
def test_no_cell_is_a_formula(start: str, rest: str) -> None:
    data = returned([replace(FAILED, reply=start + rest, code=None, address=start.strip() + "x@example.org")])
    for row in rows(data):
        for cell in row:
            assert cell[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"}


@given(
    st.lists(
        st.text("abAB019#$&*+/=?^_`{}~-.'", min_size=1, max_size=9),
        min_size=1,
        max_size=5,
        unique_by=str.casefold,
    ),
    st.sampled_from(SEPARATORS),
)
def test_the_list_can_be_read_in_again(names: list[str], separator: str) -> None:
    found = [read_address(f"{name}@example.org") for name in names]
    addresses = [each.spec for each in found if isinstance(each, Address)]
    data = returned([replace(FAILED, address=each) for each in addresses], separator)
    if addresses:
        again = read_recipients(data, "failed.csv", Wanted())
        assert [each.address.spec for each in again.rows] == addresses
        assert again.separator == separator
