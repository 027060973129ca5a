"""Slips of the pen, each with the one problem it must give: exactly where, and what the sentence must say.

``old`` stands once in the file and is replaced by ``new``; the place is where an editor's cursor should go.
"""

from __future__ import annotations

from typing import NamedTuple


class Mistake(NamedTuple):
    name: str
    file: str
    old: str
    new: str
    place: str
    says: tuple[str, ...]


def words(name: str, old: str, new: str, place: str, *says: str) -> Mistake:
    return Mistake(name, "content.yaml", old, new, place, says)


def clinic(name: str, old: str, new: str, place: str, *says: str) -> Mistake:
    return Mistake(name, "clinics.yaml", old, new, place, says)


def mail(name: str, said: str, at: str, *words: str) -> Mistake:
    """A mistake in how a clinic mails."""
    return clinic(name, "    values:\n", f"    mail: {{{said}}}\n    values:\n", at, *words)


YAML = (
    words("a second colon", "Results differ.", "Note: results differ.", "38:19", "second colon", "quotes"),
    words("a second colon in a list item", "- Ask us whether", "- Please: ask us: whether", "41:27", "second colon"),
    words(
        "a colon makes a key of an item", "- Use sunscreen.", "- Always: use sunscreen.", "45:13", '"Always"', "quotes"
    ),
    words("a tab before a key", "        note: Results", "\tnote: Results", "38:1", "tab", "spaces"),
    words("a tab between words", "Softer scars", "Softer\tscars", "35:25", "tab"),
    words("a key that stands twice", "    picture: needling", "    title: Needles", "9:5", '"title"', "line 6"),
    words("an anchor", "title: Needling\n", "title: &t Needling\n", "6:12", "&", "quotes"),
    words("an alias", "also_called: Collagen therapy", "also_called: *t", "7:18", "*", "quotes"),
    words("emphasis that starts the words", "Results differ.", "*Results* differ.", "38:15", "*", "quotes"),
    words("a tag", "title: Needling\n", "title: !!str Needling\n", "6:12", "!", "quotes"),
    words("a merge key", "    picture: needling", "    <<: needling", "9:5", "<<", "same_as"),
    words("a second document", "language: en\n", "language: en\n---\n", "3:1", "second document"),
    words("words cut at a #", "Results differ.", "We are #1 here.", "38:22", "#", "not be printed"),
    words("words cut at a # and a number", "Results differ.", "Ask at Suite # 4.", "38:28", "#", "not be printed"),
    words("a quote without an end", "note: Results differ.", 'note: "Results differ.', "38:15", '"', "end"),
    words("a quote that ends too early", "note: Results differ.", "note: 'Skin's results'", "38:21", "quotes"),
    words("a backslash between quotes", "note: Results differ.", 'note: "C:\\docs"', "38:18", "\\"),
    words("an item too far right", "          - Use", "            - Use\n          - Use", "46:11", "line up"),
    words("a key too far right", "    picture: needling", "      picture: needling", "9:7", '"picture"', "column"),
    words("a key too far left", "        part: before", "      part: before", "22:7", "line up"),
    words("a line without a colon", "    picture: needling", "    picture needling", "9:5", "no colon"),
    words("a list on the line of its key", "points:\n          - Ask", "points: - Ask", "40:17", "line of its own"),
    words(
        "a placeholder that starts the words",
        "Results differ.",
        "{client_name}, results differ.",
        "38:15",
        "{",
        "quotes",
    ),
    words("a placeholder alone", "Results differ.", "{client_name}", "38:15", "{", "quotes"),
    words(
        "a link that starts the words",
        "Results differ.",
        "[Results](https://a.example) differ.",
        "38:15",
        "[",
        "quotes",
    ),
    words(
        "a sentence in brackets",
        "        do:\n          - Use sunscreen.",
        "        do: [Use sunscreen, shade and hats.]",
        "44:13",
        "comma",
        "dash",
    ),
    words(
        "a placeholder in brackets",
        "        avoid:\n          - Acids for {days_without_acids} after treatment.",
        "        avoid: [Acids for {days_without_acids} after treatment.]",
        "46:27",
        "{",
        "quotes",
    ),
    words(
        "a comma in braces",
        "          - ask: Does it hurt?\n            answer: A little, {client_name}. See"
        " [our source](https://example.org/needles).",
        "          - {ask: Will it hurt, answer: Yes, but not for long}",
        "54:46",
        '"but not for long"',
        "comma",
        "quotes",
    ),
    words(
        "a question mark in braces",
        "          - ask: Does it hurt?\n            answer: A little, {client_name}. See"
        " [our source](https://example.org/needles).",
        "          - {ask: Does it hurt?, answer: Not for long}",
        "54:19",
        "question mark",
        "quotes",
    ),
    words("a second colon in braces", "{kind: datetime}", "{kind: datetime: now}", "13:35", "second colon", "{ }"),
    words("braces that never close", "{kind: datetime}", "{kind: datetime", "13:20", "{", "}"),
    words("brackets that never close", "range: [1, 7]", "range: [1, 7", "18:16", "[", "]"),
    words("words that start with a question mark", "- Use sunscreen.", "- ? Use sunscreen.", "45:13", "?", "quotes"),
    words("an invisible sign", "Softer scars", "Softer\u200a\u0007scars", "35:26", "U+0007", "Delete"),
    words("an invisible line break", "Softer scars", "Softer\u2028scars", "35:25", "U+2028"),
    words("an escape that makes an invisible sign", "note: Results differ.", 'note: "a\\x07b"', "38:16", "invisible"),
    words("a word that no line can hold", "Softer scars", "a" * 201, "35:19", "201 letters"),
    clinic("a colour without quotes", 'colour: "#1f5c57"', "colour: #1f5c57", "21:15", "colour is empty", '"#1f5c57"'),
    clinic("an address cut in pieces", "4 Orchard Row,", "4 Orchard Row, near the church,", "8:30", "near the church"),
    clinic(
        "the contract's own trap",
        "emergency:\n      text: In an emergency, call\n      phone: 999",
        "emergency: {text: In an emergency, call, phone: 999}",
        "11:40",
        '"call"',
        "comma",
    ),
)

KEYS = (
    words("a key nearly right", "        benefits:", "        benefit:", "34:9", "benefit", 'Did you mean "benefits"'),
    words(
        "a key of nobody's", "        note: Results", "        colour: Results", "38:9", '"colour" is not a word I know'
    ),
    words(
        "a section without a kind",
        "        points:\n          - Ask us whether it suits you.\n",
        "",
        "39:9",
        "text, steps",
    ),
    words(
        "a section of two kinds",
        "        part: before",
        "        points: [Rest]",
        "22:9",
        '"points" cannot stand together',
        "section of its own",
    ),
    words(
        "a step without words",
        "            text: A nurse moves the device over it.\n",
        "",
        "31:13",
        '"text" is missing',
    ),
    words(
        "a treatment without a summary",
        "    summary: A treatment that prompts your skin to renew itself.\n",
        "",
        "5:3",
        '"summary" is missing',
    ),
    words("an about nearly right", "    about:", "    abuot:", "56:5", 'Did you mean "about"'),
    words("words where a list belongs", "points:\n          - Ask us", "points: Ask us", "40:17", "list", "dash"),
    words("a list where words belong", "note: Results differ.", "note: [Results, differ]", "38:15", "Only words"),
    words("keys where words belong", "note: Results differ.", "note: {a: b, c: d}", "38:15", "Only words"),
    words(
        "a list with nothing in it", "points:\n          - Ask us whether it suits you.", "points: []", "40:17", "empty"
    ),
    words("a key with nothing behind it", "title: Needling\n", "title:\n", "6:5", 'Nothing stands after "title"'),
    words("words of spaces only", "title: Needling\n", 'title: "  "\n', "6:13", "no words"),
    words("a dash before the first key", "language: en\n", "- en\n", "4:1", "line up"),
)

VALUES = (
    words("a language in words", "language: en", "language: English", "2:11", "English", 'Did you mean "en"'),
    words("a language nobody knows", "language: en", "language: qx", "2:11", '"qx"', "en, pl"),
    words("a language in capitals", "language: en", "language: EN", "2:11", '"en"'),
    words("a slug in capitals", "  needling:\n", "  Needling:\n", "5:3", '"Needling"', "small letters"),
    words("a switch that is neither", "editable_by_clinic: yes", "editable_by_clinic: perhaps", "50:29", "yes or no"),
    words("a part that is not there", "part: before", "part: befor", "22:15", 'Did you mean "before"'),
    words(
        "a date the wrong way round",
        "reviewed: 2026-03-01",
        "reviewed: 01/03/2026",
        "59:17",
        "01/03/2026",
        "year-month-day",
    ),
    words("a day that is in no calendar", "reviewed: 2026-03-01", "reviewed: 2026-02-30", "59:17", "calendar"),
    words("a review before the last", "review_due: 2028-03-01", "review_due: 2025-03-01", "61:19", "2026-03-01"),
    words("a reviewer called nobody", "reviewed_by: none", "reviewed_by: n/a", "60:20", "none"),
    words("a version in words", 'version: "1.0"', "version: first one", "57:16", "version"),
    words("a link to nowhere", "link: https://example.org/needling", "link: www.example.org", "65:17", "https://"),
    words(
        "a link with a name in it",
        "https://example.org/needling",
        "https://me@example.org/needling",
        "65:17",
        "user name",
    ),
    words("a link in the words to nowhere", "(https://example.org/needles)", "(needles)", "55:21", "needles"),
    words("a field of no kind", "{kind: datetime}", "{kind: time}", "13:27", '"time"', "date"),
    words("too many lines", "lines: 4", "lines: 40", "12:36", "from 1 to 20"),
    words("a range of one", "range: [1, 7]", "range: [1]", "18:16", "range"),
    words("a range of words", "range: [1, 7]", "range: [one, 7]", "18:17", '"one"', "number"),
    words("a range upside down", "range: [1, 7]", "range: [7, 1]", "18:16", "least"),
    words("a default out of range", "default: 3", "default: 8", "16:18", "1 to 7 days"),
    words("a value from nowhere", "source: clinic-policy", "source: hearsay", "19:17", '"hearsay"'),
    words("a source that is not listed", "source: consumer", "source: consumers", "51:17", 'Did you mean "consumer"'),
    words(
        "two sections of one name", "        id: aftercare\n", "        id: points\n", "43:13", '"points"', "line 39"
    ),
    words(
        "an unknown placeholder",
        "{days_without_acids}",
        "{days_without_acid}",
        "47:23",
        'Did you mean "days_without_acids"',
    ),
    words("an unknown fact of the clinic", "{clinic.phone}", "{clinic.fax}", "49:48", "{clinic.fax}"),
    words("an unknown icon", "icon: plaster", "icon: plasters", "37:19", 'Did you mean "plaster"'),
    words("an icon unlike any", "icon: plaster", "icon: zzz", "37:19", "handouts list icons"),
    words("an unknown picture", "picture: needling", "picture: needle", "9:14", "needle"),
    words(
        "a fact that a clinic lacks",
        "{clinic.phone}",
        "{clinic.email}",
        "clinics.yaml:33:3",
        "{clinic.email}",
        "content.yaml",
    ),
)

CLINICS = (
    clinic("a clinic that is the same as nobody", "same_as: alder", "same_as: aldar", "27:14", 'Did you mean "alder"'),
    clinic("clinics in a circle", "same_as: alder", "same_as: alder-north", "27:14", "circle"),
    clinic("a clinic without a phone", "    phone: 800-555-0199\n", "", "33:3", '"bay"', "phone"),
    clinic("a clinic without a colour", '    brand:\n      colour: "#e9b7b3"\n', "", "33:3", "brand"),
    clinic("too few digits", "phone: 01632 960 123", "phone: 960 123", "9:12", "GB", "digits"),
    clinic("a number of another country", "country: US", "country: NO", "36:12", "NO"),
    clinic("letters in a number", "800-555-0199", "800-SKIN-CARE", "36:12", "telephone"),
    clinic("a country in short", "country: GB", "country: UK", "2:12", 'Did you mean "GB"'),
    clinic("a country in words", "country: US", "country: United States", "35:14", 'Did you mean "US"'),
    clinic(
        "two mail addresses", "hello@alder.example", "hello@alder.example, b@alder.example", "14:12", "one mail address"
    ),
    clinic("a site without a dot", "website: alder.example", "website: alder", "15:14", "website"),
    clinic(
        "a booking link of another kind",
        "https://alder.example/book?t={treatment}",
        "ftp://alder.example",
        "17:14",
        "https://",
    ),
    clinic("a booking link that asks for more", "{treatment}", "{patient}", "17:14", "{patient}"),
    clinic("a booking link that is too long", "?t={treatment}", "?t=" + "x" * 300, "17:14", "300"),
    clinic("a colour of three digits", '"#1f5c57"', '"#abc"', "21:16", "#aabbcc"),
    clinic("a colour by name", '"#1f5c57"', "teal", "21:15", '"teal"'),
    clinic("a logo that is not there", "logos/alder.png", "logos/aldr.png", "22:13", 'Did you mean "alder.png"'),
    clinic("a logo in another folder", "logos/alder.png", "alder.png", "22:13", 'Did you mean "logos/alder.png"'),
    clinic("a logo of another kind", "logos/alder.png", "logos/alder.gif", "22:13", ".svg"),
    clinic("a logo from elsewhere", "logos/alder.png", "../alder.png", "22:13", "below this folder"),
    clinic(
        "a profile that is not there",
        "    values:\n",
        "    press: {profile: press.icc}\n    values:\n",
        "23:22",
        "press.icc",
    ),
    clinic(
        "a profile of another kind",
        "    values:\n",
        "    press: {profile: press.pdf}\n    values:\n",
        "23:22",
        ".icc or",
    ),
    clinic("a print shop without a profile", "    values:\n", "    press: {}\n    values:\n", "23:12", "profile"),
    mail("no server", "user: a@b.example", "23:11", "Which server"),
    mail("a preset with a slip", "preset: gmal, user: a@b.example", "23:20", 'Did you mean "gmail"?'),
    mail("no account", "preset: gmail", "23:11", "user"),
    mail("two accounts", 'preset: gmail, user: "a@b.example, c@d.example"', "23:34", "not one mail address"),
    mail("a server with a scheme", "host: smtp://b.example, user: a@b.example", "23:18", "not the name of a server"),
    mail("a port that is none", "preset: gmail, user: a@b.example, port: 0", "23:52", "from 1 to 65535"),
    mail(
        "no encryption to elsewhere",
        "host: b.example, security: none, user: a@b.example",
        "23:11",
        "only to a server on this machine",
    ),
    mail("a pace that is none", "preset: gmail, user: a@b.example, a_minute: 1.5", "23:56", "from 1 to 600"),
    mail("a cap that is none", "preset: gmail, user: a@b.example, a_day: many", "23:53", "from 1 to 10000"),
    mail("a password", "preset: gmail, user: a@b.example, password: x", "23:56", "does not belong into a file"),
    mail("a token", "preset: gmail, user: a@b.example, token: x", "23:53", "HANDOUTS_MAIL_PASSWORD"),
    mail("no program for tokens", "preset: gmail, user: a@b.example, token_command: []", "23:61", "empty"),
    mail(
        "words with a slip",
        'preset: gmail, user: a@b.example, words: {en: {closing: "Yours, {clinc}"}}',
        "23:69",
        '"{clinc}"',
    ),
    clinic("a value that is not there", "days_without_acids: 5", "days_without: 5", "25:9", "days_without_acids"),
    clinic("a value out of bounds", "days_without_acids: 5", "days_without_acids: 9", "25:29", "1 to 7 days"),
    clinic(
        "a change of no treatment",
        "      needling:\n        en:",
        "      needlng:\n        en:",
        "30:7",
        'Did you mean "needling"',
    ),
    clinic("a change in no language", "        en:\n", "        fr:\n", "31:9", '"fr"'),
    clinic("a change of no section", "call_us_if: Your", "call_us: Your", "32:11", 'Did you mean "call_us_if"'),
    clinic("a change of fixed words", "call_us_if: Your", "aftercare: Your", "32:11", "editable_by_clinic"),
    clinic("paper of another size", "country: US", "paper: A5", "35:12", '"A5"', "A4"),
    clinic("a language twice as long", "    - en\n", "    - english\n", "4:7", 'Did you mean "en"'),
)

MISTAKES = (*YAML, *KEYS, *VALUES, *CLINICS)
