from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest

from handouts.pdf.assembler import HEADER, Objects, assemble

if TYPE_CHECKING:
    from pathlib import Path


def two_blocks() -> bytes:
    first = Objects(2)
    root = first.add("<</Type/Catalog/Pages 3 0 R/Palette 1 0 R>>")
    first.add("<</Type/Pages/Kids[5 0 R]/Count 1/Later 7 0 R>>")
    first.add_stream({}, b"first data")
    first.add("<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]/Resources<<>>>>")
    plate = first.block(len(HEADER))
    second = Objects(plate.free)
    second.loose[1] = "[/Indexed/DeviceRGB 0<010203>]"
    second.add_stream({}, b"second data")
    return assemble(plate, second.block(len(HEADER) + len(plate.blob)), {"Root": f"{root} 0 R"})


def test_every_object_is_found_where_the_cross_references_say(tmp_path: Path) -> None:
    (path := tmp_path / "two.pdf").write_bytes(two_blocks())
    with pikepdf.open(path) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert bytes(pdf.Root.Palette[3]) == bytes([1, 2, 3])
        assert pdf.get_object(4, 0).read_bytes() == b"first data"
        assert pdf.Root.Pages.Later.read_bytes() == b"second data"
        assert pdf.pdf_version == "1.7"


def test_offsets_are_the_bytes_at_which_objects_start() -> None:
    data = two_blocks()
    for number, text in ((1, b"[/Indexed"), (4, b"<<"), (7, b"<<")):
        assert b"\n%d 0 obj\n%s" % (number, text) in data
    start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    assert data[start:].startswith(b"9 0 obj\n<</Type/XRef/Size 10")


def test_the_id_depends_on_the_content_alone() -> None:
    assert two_blocks() == two_blocks()


def test_a_number_used_twice_is_refused() -> None:
    first, second = Objects(1), Objects(1)
    first.add("null")
    second.add("null")
    with pytest.raises(ValueError, match="used once"):
        assemble(first.block(0), second.block(0), {})


def test_a_number_never_used_is_refused() -> None:
    first, second = Objects(2), Objects(4)
    first.add("null")
    second.add("null")
    with pytest.raises(ValueError, match="used once"):
        assemble(first.block(0), second.block(0), {})
