"""Sixty lists of clients, good and broken: each is read whole, or refused with every row and column and no value."""

from __future__ import annotations

import contextlib
import re
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.content.treatment import PersonalField
from handouts.errors import ContentInvalid, Severity
from handouts.mail.cells import Reader, column
from handouts.mail.recipients import Recipients, Wanted, one_recipient, read_recipients
from handouts.mail.table import ROW_LIMIT, SEPARATORS, SIZE_LIMIT
from handouts.mail.values import CELL_LIMIT


def _fault_of(name: str, value: str) -> str | None:
    return "This is not a date." if name == "appointment" and not value[:1].isdigit() else None


WANTED: Final = Wanted(
    {
        "client_name": PersonalField(kind="text"),
        "note": PersonalField(kind="text", lines=4),
        "appointment": PersonalField(kind="datetime"),
    },
    ("en", "de"),
    _fault_of,
)

#: Names that every encoding of the West can write.
NAMES: Final = ("Zoë", "José")


def read(data: bytes | str, *, encoding: str | None = None, wanted: Wanted = WANTED) -> Recipients:
    return read_recipients(data.encode() if isinstance(data, str) else data, "clients.csv", wanted, encoding=encoding)


def refused(data: bytes | str, *, encoding: str | None = None, wanted: Wanted = WANTED) -> list[str]:
    with pytest.raises(ContentInvalid) as caught:
        read(data, encoding=encoding, wanted=wanted)
    return [str(problem) for problem in caught.value.problems]


def specs(found: Recipients) -> list[str]:
    return [each.address.spec for each in found.rows]


# --- six encodings, four separators


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize(
    ("codec", "option", "told"),
    [
        ("utf-8", None, "utf-8"),
        ("utf-8-sig", None, "utf-8"),
        ("utf-16", None, "utf-16"),
        ("utf-16-be", None, "utf-16"),
        ("cp1252", "cp1252", "cp1252"),
        ("mac-roman", "mac-roman", "mac-roman"),
    ],
)
def test_every_encoding_and_separator_gives_the_same_list(
    codec: str, option: str | None, told: str, separator: str
) -> None:
    rows = [["email", "name", "note"]]
    rows += [[f"client{i}@example.org", name, '"Two, three; four|five"'] for i, name in enumerate(NAMES)]
    text = "\r\n".join(separator.join(row) for row in rows) + "\r\n"
    mark = b"\xfe\xff" if codec == "utf-16-be" else b""
    found = read(mark + text.encode(codec), encoding=option)
    assert (found.encoding, found.separator, found.warnings) == (told, separator, ())
    assert specs(found) == ["client0@example.org", "client1@example.org"]
    assert [each.row for each in found.rows] == [2, 3]
    assert [each.fields["client_name"] for each in found.rows] == list(NAMES)
    assert {each.fields["note"] for each in found.rows} == {"Two, three; four|five"}


# --- lists that are unusual and fine

ONE = "email\nanna@example.org\n"


@pytest.mark.parametrize(
    "text",
    [
        ONE,
        "email\nanna@example.org",
        "email\ranna@example.org\r",
        "email\r\nanna@example.org\r\n",
        "\n\nemail\n\nanna@example.org\n\n\n",
        "sep=;\r\nemail;name\r\nanna@example.org;\r\n",
        "SEP=,\nemail,name\nanna@example.org,\n",
        '"sep=|"\nemail|name\nanna@example.org|\n',
        "sep=\t\nemail\nanna@example.org\n",
        "sep=;;;\nemail;name;note\nanna@example.org;;\n",
        "E-Mail\nanna@example.org\n",
        "EMAIL ADDRESS\nanna@example.org\n",
        ' "email"\nanna@example.org\n'.lstrip(),
        "Email ,  Name\n  anna@example.org\t,\n",
        '"email","name"\n"anna@example.org",""\n',
        "email,,\nanna@example.org,,\n,,\n",
        "email\nanna@example.org,,,\n",
        "row,email,state,reason\n7,anna@example.org,failed,\n",
        "email,note\nanna@example.org,\n",
    ],
)
def test_what_spreadsheets_add_changes_nothing(text: str) -> None:
    assert specs(read(text)) == ["anna@example.org"]


def test_rows_are_counted_as_a_spreadsheet_shows_them() -> None:
    found = read("email\n\na@example.org\n\n\nb@example.org\n")
    assert [each.row for each in found.rows] == [3, 6]
    assert [each.row for each in read("sep=;\nemail;name\na@example.org;x\n").rows] == [2]


def test_quotes_commas_and_doubled_quotes_stay_in_their_cell() -> None:
    (client,) = read('email,note\nanna@example.org,"Say ""ah"", then breathe"\n').rows
    assert client.fields == {"note": 'Say "ah", then breathe'}


def test_empty_cells_say_nothing() -> None:
    (client,) = read("email,language,name\nanna@example.org,, \n").rows
    assert (client.language, client.fields) == (None, {})


def test_a_language_is_known_in_any_case() -> None:
    assert [each.language for each in read("email,language\na@b.test,EN\nc@d.test,de\n").rows] == ["en", "de"]


def test_a_guard_against_formulas_is_not_part_of_the_cell() -> None:
    (client,) = read("email,name\n'+anna@example.org,'=Anna\n").rows
    assert (client.address.spec, client.fields["client_name"]) == ("+anna@example.org", "=Anna")


def test_letters_in_pieces_become_whole() -> None:
    (client,) = read("email,name\nanna@example.org,Zoe\u0308\n").rows
    assert client.fields["client_name"] == "Zoë"


def test_a_domain_that_may_be_a_slip_is_a_warning() -> None:
    found = read("email\nanna@gmial.com\n")
    (warning,) = found.warnings
    assert warning.severity is Severity.WARNING
    assert "row 2, column A: Is the domain right? It is one letter away from gmail.com." in str(warning)
    assert specs(found) == ["anna@gmial.com"]


# --- lists that are refused: the text, and what is said

BROKEN: Final[dict[str, tuple[str | bytes, tuple[str, ...]]]] = {
    "nothing": ("", ("clients.csv:1:1: This list is empty.",)),
    "blank rows": ("\n\n \n,,\n", ("clients.csv:1:1: This list is empty.",)),
    "only names of columns": ("email,name\n", ("clients.csv:1:1: row 1: There is nobody in this list.",)),
    "no names of columns": (
        "anna@example.org\nben@example.org\n",
        ("1:1: row 1, column A: This looks like an address.", 'row 1: No column is called "email".'),
    ),
    "an unknown column": (
        "email,nmae\na@b.test,x\n",
        ('clients.csv:1:2: row 1, column B: I do not know a column of this name. Did you mean "name"?',),
    ),
    "a column far from any": ("email,anna smith\na@b.test,x\n", ("column of this name. Known here: email, language",)),
    "a column twice": (
        "email,name,Email\na@b.test,x,c@d.test\n",
        ("clients.csv:1:3: row 1, column C: Column A is called the same.",),
    ),
    "a column twice by its short name": ("email,name,client_name\na@b.test,x,y\n", ("row 1, column C: Column B is",)),
    "two addresses": ("email\na@b.test; c@d.test\n", ("clients.csv:2:1: row 2, column A: There is more than one",)),
    "two addresses in quotes": ('email,name\n"a@b.test, c@d.test",x\n', ("row 2, column A: There is more than one",)),
    "no address": ("email,name\n,Anna\n", ("row 2, column A: There is no address here.",)),
    "a missing cell": (
        "email,name\na@b.test,x\nc@d.test\n",
        ('clients.csv:3:2: row 3, column B: The row ends before its cell for "client_name".',),
    ),
    "a cell too many": ("email,name\na@b.test,x,secret\n", ("clients.csv:2:3: row 2, column C: This cell's column",)),
    "a cell below no name": ("email,,name\na@b.test,secret,x\n", ("row 2, column B: This cell's column has no name.",)),
    "a line break in an address": ('email\n"anna@example.org\nBcc: x@y.test"\n', ("row 2, column A: There is a line",)),
    "a line break in a name": ('email,name\na@b.test,"An\r\nna"\n', ("row 2, column B: There is a line break",)),
    "an open quote": (
        'email,name\na@b.test,"Anna\nc@d.test,Ben\n',
        ("clients.csv:2:2: row 2, column B: A quote opens here, and none closes it. The rows after it were not read.",),
    ),
    "an open quote that the next one closes": (
        'email,name\na@b.test,"Anna\n"c@d.test",Ben\n',
        ("row 2, column B: Something stands behind the quote that ends this cell.",),
    ),
    "a quote inside a cell": ('email,name\na@b.test,Anna "Nan" Lee\n', ("row 2, column B: There is a quote inside",)),
    "a blank before a quote": ('email,name\na@b.test, "Lee, Anna"\n', ("row 2, column B: There is a quote inside",)),
    "words behind a quote": ('email,name\na@b.test,"Anna" Lee\n', ("row 2, column B: Something stands behind",)),
    "a quote open in the first row": ('"email\na@b.test\n', ("row 1, column A: A quote opens here",)),
    "the same address": (
        "email\na@b.test\nc@d.test\nA@B.test\n",
        ("clients.csv:4:1: row 4, column A: This address is in row 2 already.",),
    ),
    "an unknown language": (
        "email,language\na@b.test,fr\n",
        ("clients.csv:2:2: row 2, column B: There is no leaflet in this language. Known here: en, de.",),
    ),
    "a field's own rule": ("email,appointment\na@b.test,soon\n", ("row 2, column B: This is not a date.",)),
    "a zero byte": ("email\na@b.test\0\n", ("clients.csv:1:1: This file has zero bytes in it.",)),
    "utf-16 without its mark": ("email\na@b.test\n".encode("utf-16-le"), ("--encoding utf-16",)),
    "utf-32": ("email\na@b.test\n".encode("utf-32"), ("This file has zero bytes",)),
    "half a letter of utf-16": (b"\xff\xfee\0m", ("This file cannot be read as UTF-16: choose",)),
    "windows": ("email,name\na@b.test,Zoë\n".encode("cp1252"), ("This file is not UTF-8 in line 2: choose",)),
    "utf-8 with a mark and a wrong byte": (b"\xef\xbb\xbfemail\n\n\xff\n", ("cannot be read as UTF-8 in line 3",)),
    "utf-8 saved as windows": (
        "email,name\na@b.test,Zoë\n".encode().decode("cp1252").encode(),
        ("clients.csv:2:2: row 2, column B: Letters were garbled here",),
    ),
    "a lost letter": ("email,name\na@b.test,Zo\ufffd\n", ("row 2, column B: A letter was lost here",)),
    "an invisible sign": ("email,name\na@b.test,An\u202ena\n", ("row 2, column B: An invisible sign (U+202E)",)),
    "an escape code": ("email,name\na@b.test,\x1b[2JAnna\n", ("row 2, column B: An invisible sign (U+001B)",)),
    "a vertical tab": ("email,name\na@b.test,An\x0bna\n", ("row 2, column B: An invisible sign (U+000B)",)),
    "a failed formula": ("email,name\na@b.test,#N/A\n", ("row 2, column B: The spreadsheet shows a failed formula",)),
    "a column too narrow": ("email,appointment\na@b.test,#####\n", ("row 2, column B: The spreadsheet shows",)),
    "a huge cell": (
        f"email,note\na@b.test,{'x' * 140_000}\n",
        (f"row 2, column B: This cell has more than {CELL_LIMIT}",),
    ),
    "a spreadsheet": (b"PK\x03\x04\x14\0", ("This is a spreadsheet, not a list.",)),
    "an old spreadsheet": (b"\xd0\xcf\x11\xe0\xa1\xb1", ("This is a spreadsheet, not a list.",)),
    "a separator of its own": ("sep=:\nemail:name\na@b.test:x\n", ("The first line names a separator",)),
    "a huge file": (b"email\n" + b"x" * SIZE_LIMIT, ("This list is larger than 5 MB",)),
    "rows with another separator": ("email;name\na@b.test,x\n", ("row 2, column B: The row ends before its cell for",)),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_list_is_refused_with_its_rows_and_columns(case: str) -> None:
    data, said = BROKEN[case]
    problems = refused(data)
    assert len(problems) == len(said)
    for problem, words in zip(problems, said, strict=True):
        assert words in problem
    for value in ("a@b", "c@d", "anna@", "Anna", "Nan", "Zo", "secret", "smith", "soon", "nmae", "y.test"):
        assert value not in "".join(problems).replace("cannot", ""), "no problem repeats what stands in a cell"


def test_there_are_enough_lists() -> None:
    assert 6 * len(SEPARATORS) + len(BROKEN) >= 60


def test_all_problems_of_all_rows_are_told_at_once() -> None:
    text = "email,language,name,appointment\nx,fr,Anna,soon\ngood@b.test,en,#REF!,1\n@,,,\nc@d.test\n"
    places = [problem.split(": ")[0] for problem in refused(text)]
    assert places == [
        *("clients.csv:2:1", "clients.csv:2:2", "clients.csv:2:4", "clients.csv:3:3", "clients.csv:4:1"),
        *("clients.csv:5:2", "clients.csv:5:3", "clients.csv:5:4"),
    ]


def test_rows_before_the_place_where_reading_stopped_are_judged_too() -> None:
    assert len(refused('email\nx\n"open\n')) == 2
    assert refused('email\n"open\n') == [
        "clients.csv:2:1: row 2, column A: A quote opens here, and none closes it. The rows after it were not read."
    ]


@pytest.mark.parametrize("name", ["client_name", "name", "Client name", "note", "appointment"])
def test_a_value_that_the_leaflet_has_no_place_for_is_refused(name: str) -> None:
    said = refused(f"email,{name}\na@b.test,x\n", wanted=Wanted())
    assert len(said) == 1
    assert "row 1, column B: The treatment declares no field" in said[0]


def test_what_the_leaflet_needs_has_to_be_there() -> None:
    wanted = Wanted({"client_name": PersonalField.model_validate({"kind": "text", "required": "yes"})})
    assert refused("email\na@b.test\n", wanted=wanted) == [
        'clients.csv:1:1: row 1: No column is called "client_name", and the leaflet needs it.'
    ]
    assert refused("email,name\na@b.test,\n", wanted=wanted) == [
        "clients.csv:2:2: row 2, column B: Nothing stands here, and the leaflet needs it."
    ]
    with pytest.raises(ContentInvalid, match="--name:1:1: Nothing stands here"):
        one_recipient({"email": "a@b.test"}, wanted)


@pytest.mark.parametrize(("encoding", "data"), [("utf-8", b"\xff\xfee\0"), ("cp1252", b"\xef\xbb\xbfemail\n")])
def test_an_encoding_that_contradicts_the_file_is_refused(encoding: str, data: bytes) -> None:
    assert "Leave out --encoding." in refused(data, encoding=encoding)[0]


def test_an_encoding_that_does_not_fit_is_refused() -> None:
    assert "This file cannot be read as CP1252 in line 2" in refused(b"email\n\x81\n", encoding="cp1252")[0]


def test_columns_have_the_letters_of_a_spreadsheet() -> None:
    assert [column(index) for index in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_the_longest_cell_and_the_largest_list_are_read() -> None:
    (client,) = read(f"email,note\na@b.test,{'x' * CELL_LIMIT}\n").rows
    assert len(client.fields["note"]) == CELL_LIMIT == 2000
    assert "more than 2000" in refused(f"email,note\na@b.test,{'x' * (CELL_LIMIT + 1)}\n")[0]
    data = b"email,note\n" + b"a@b.test," + b" " * CELL_LIMIT
    assert specs(read(data + b" " * (SIZE_LIMIT - len(data)))) == ["a@b.test"]
    assert SIZE_LIMIT == 5_000_000


def test_the_longest_list_is_read() -> None:
    assert specs(read("email\na@b.test\n" + "\n" * (ROW_LIMIT - 2))) == ["a@b.test"]
    assert refused("email\na@b.test\n" + "\n" * (ROW_LIMIT - 1)) == [
        f"clients.csv:1:1: This list has more than {ROW_LIMIT} rows. Divide it, or delete what is blank."
    ]
    assert ROW_LIMIT == 50_000


def test_values_about_clients_keep_them_to_themselves_in_logs() -> None:
    found = read("email,name,note\nanna@example.org,Nan,secret\n")
    row = next(Reader("anna@example.org,Nan,secret", ",").rows())
    assert not re.search("anna|example|Nan|secret", repr((found, found.rows[0].address, row)))


# --- one client


def test_one_client_by_options() -> None:
    client = one_recipient({"email": " anna@example.org", "name": "Anna", "language": "de"}, WANTED)
    assert (client.row, client.address.spec, client.language) == (1, "anna@example.org", "de")
    assert client.fields == {"client_name": "Anna"}


def test_all_problems_of_one_client_name_their_options() -> None:
    with pytest.raises(ContentInvalid) as caught:
        one_recipient({"email": "a@b, c@d", "name": "An\nna", "appointment": "soon", "allergy": "x"}, WANTED)
    assert [str(problem).split(": ")[0] for problem in caught.value.problems] == [
        *("--allergy:1:1", "--appointment:1:1", "--name:1:1", "--to:1:1")
    ]
    with pytest.raises(ContentInvalid, match="--to:1:1: There is no address here"):
        one_recipient({}, WANTED)


# --- properties

_CELLS = st.text(st.characters(codec="utf-8"), max_size=12)


@given(st.lists(st.lists(_CELLS, min_size=2, max_size=4), min_size=1, max_size=5), st.sampled_from(SEPARATORS))
def test_rows_come_back_as_they_were_written(rows: list[list[str]], separator: str) -> None:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    text = "".join(separator.join(map(quoted, row)) + "\r\n" for row in rows)
    reader = Reader(text, separator)
    assert [list(row.cells) for row in reader.rows()] == rows
    assert reader.problem is None


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for start in (b"", b"email\n", b"\xff\xfe"):
        with contextlib.suppress(ContentInvalid):
            assert read(start + data).rows


@given(st.text(alphabet="ab@.test,;\t|\"\r\n= #'", max_size=60))
def test_what_is_read_is_one_address_a_row(text: str) -> None:
    try:
        found = read("email,name\n" + text)
    except ContentInvalid:
        return
    assert len({each.address.folded for each in found.rows}) == len(found.rows)
    assert all(each.address.spec.count("@") == 1 for each in found.rows)
