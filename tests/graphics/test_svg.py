"""SVG drawings as shapes: what is read must be what every renderer paints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handouts.graphics.drawing import Clip, Drawing, Shape
from handouts.graphics.svg import drawing

if TYPE_CHECKING:
    from handouts.graphics.drawing import Step

SVG = "http://www.w3.org/2000/svg"


def svg(inside: str, attributes: str = 'viewBox="0 0 100 100"') -> bytes:
    return f'<svg xmlns="{SVG}" xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>{inside}</svg>'.encode()


def items(inside: str) -> tuple[Shape | Clip, ...]:
    return drawing(svg(inside)).items


def shape(inside: str) -> Shape:
    (found,) = items(inside)
    assert isinstance(found, Shape)
    return found


def clip(inside: str) -> Clip:
    (found,) = items(inside)
    assert isinstance(found, Clip)
    return found


def box(steps: tuple[Step, ...]) -> list[float]:
    """Left, top, right and bottom of a path's points, y down as in the file."""
    numbers = [number for step in steps for number in step[1:]]
    across, up = numbers[::2], numbers[1::2]
    return [round(number, 3) for number in (min(across), 100 - max(up), max(across), 100 - min(up))]


def fills(inside: str) -> list[str | None]:
    return [item.fill for item in items(inside) if isinstance(item, Shape)]


class TestSizes:
    @pytest.mark.parametrize(
        ("attributes", "size"),
        [
            ('viewBox="0 0 40 20"', (40, 20)),
            ('viewBox="-10,5 40 20"', (40, 20)),
            ('width="3cm" height="20mm"', (3 * 96 / 2.54, 20 * 96 / 25.4)),
            ('width="1in" height="6pc"', (96, 96)),
            ('width="72pt" height="96px"', (96, 96)),
            ('width="101.6Q" height="25.4mm"', (96, 96)),
            ('width="300" viewBox="0 0 40 20"', (300, 150)),
            ('height="10" viewBox="0 0 40 20"', (20, 10)),
            ('width="100%" height="100%" viewBox="0 0 40 20"', (40, 20)),
            ('width="auto" height="10" viewBox="0 0 40 20"', (20, 10)),
        ],
    )
    def test_the_size_is_what_the_file_says_or_its_view_box(self, attributes: str, size: tuple[float, float]) -> None:
        found = drawing(svg('<rect width="5" height="5"/>', attributes))
        assert (found.width, found.height) == pytest.approx(size)

    def test_what_the_view_box_shows_fills_the_size(self) -> None:
        found = drawing(svg('<rect x="-10" y="5" width="20" height="20"/>', 'width="80" viewBox="-10 5 40 20"'))
        (only,) = found.items
        assert box(only.steps) == [0, 60, 40, 100], "the left half, twice as large, in a box 40 high"

    def test_another_shape_of_size_shows_all_of_it_in_the_middle(self) -> None:
        found = drawing(svg('<rect width="40" height="20"/>', 'width="100" height="100" viewBox="0 0 40 20"'))
        (only,) = found.items
        assert box(only.steps) == [0, 25, 100, 75]

    def test_a_size_of_the_same_shape_may_say_what_it_likes_of_stretching(self) -> None:
        asked = 'width="20" height="10" viewBox="0 0 40 20" preserveAspectRatio="none"'
        (only,) = drawing(svg('<rect width="40" height="20"/>', asked)).items
        assert box(only.steps) == [0, 90, 20, 100], "in a box 10 high"

    def test_y_is_turned_up(self) -> None:
        assert shape('<path d="M10 20L30 90V25"/>').steps[:2] == (("M", 10, 80), ("L", 30, 10))

    def test_what_reaches_over_the_edge_is_cut_off_there(self) -> None:
        found = clip('<circle cx="100" cy="50" r="30"/>')
        assert box(found.steps) == [0, 0, 100, 100]
        assert box(found.shapes[0].steps) == [70, 20, 130, 80]

    @pytest.mark.parametrize("turn", [0, 90, 180, 270])
    def test_it_is_cut_off_at_every_edge(self, turn: int) -> None:
        assert isinstance(items(f'<circle transform="rotate({turn} 50 50)" cx="71" cy="50" r="30"/>')[0], Clip)
        assert isinstance(items(f'<circle transform="rotate({turn} 50 50)" cx="69" cy="50" r="30"/>')[0], Shape)
        line = f'<path transform="rotate({turn} 50 50)" d="M97 20V80" stroke="red" stroke-linejoin="round" {{}}/>'
        assert isinstance(items(line.format('stroke-width="6"'))[0], Clip)
        assert isinstance(items(line.format('stroke-width="3"'))[0], Shape)

    @pytest.mark.parametrize(
        ("line", "cut"),
        [
            ('x1="10" x2="90" y1="3" y2="3"', False),
            ('x1="10" x2="90" y1="1" y2="1"', True),
            ('x1="10" x2="90" y1="3" y2="3" stroke-miterlimit="5"', True),
            ('x1="10" x2="90" y1="3" y2="3" stroke-miterlimit="5" stroke-linejoin="round"', False),
        ],
    )
    def test_lines_reach_over_the_edge_with_their_width(self, line: str, cut: bool) -> None:  # noqa: FBT001 - a parameter
        (found,) = items(f'<line stroke="red" stroke-width="1.4" {line}/>')
        assert isinstance(found, Clip) is cut

    def test_a_rectangle_behind_all_is_a_ground(self) -> None:
        dot = '<circle cx="50" cy="50" r="9"/>'
        assert drawing(svg(f'<rect width="100%" height="100%" fill="white"/>{dot}')).has_ground
        assert drawing(svg(f'<rect x="-9" y="-9" width="150" height="150"/>{dot}')).has_ground
        assert drawing(svg('<path d="M0 0H300V100H0Z"/>', 'viewBox="0 0 300 100"')).has_ground
        for other in (
            '<rect width="99" height="100"/>',
            '<circle cx="50" cy="50" r="50"/>',
            '<path d="M0 0h100v100z"/>',
        ):
            assert not drawing(svg(other + dot)).has_ground
        assert not drawing(svg(f'<rect width="100" height="100" fill="none" stroke="red"/>{dot}')).has_ground
        assert not Drawing(1, 1).has_ground


class TestShapes:
    @pytest.mark.parametrize(
        ("written", "letters", "edges"),
        [
            ('<rect x="10" y="20" width="30" height="40"/>', "MLLLZ", [10, 20, 40, 60]),
            ('<rect x="10%" y="20%" width="30%" height="40%"/>', "MLLLZ", [10, 20, 40, 60]),
            ('<rect x="10" y="20" width="30" height="40" rx="5"/>', "MLCLCLCLCZ", [10, 20, 40, 60]),
            ('<rect x="10" y="20" width="30" height="40" rx="auto" ry="90"/>', "MLCLCLCLCZ", [10, 20, 40, 60]),
            ('<rect x="10" y="20" width="30" height="40" rx="0" ry="5"/>', "MLLLZ", [10, 20, 40, 60]),
            ('<circle cx="50" cy="40" r="20"/>', "MLCLCLCLCZ", [30, 20, 70, 60]),
            ('<circle cx="50%" cy="40%" r="20%"/>', "MLCLCLCLCZ", [30, 20, 70, 60]),
            ('<ellipse cx="50" cy="40" rx="20" ry="10"/>', "MLCLCLCLCZ", [30, 30, 70, 50]),
            ('<ellipse cx="50" cy="40" ry="10"/>', "MLCLCLCLCZ", [40, 30, 60, 50]),
            ('<line x1="10" y1="20" x2="30" y2="40" stroke="red"/>', "ML", [10, 20, 30, 40]),
            ('<polyline points="10,20 30,20,30 40"/>', "MLL", [10, 20, 30, 40]),
            ('<polygon points="10-20 30,2e1 30 40"/>', "MLLZ", [10, -20, 30, 40]),
            ('<path d="M10 20h20v20h-20z"/>', "MLLLZ", [10, 20, 30, 40]),
        ],
    )
    def test_a_shape_is_a_path(self, written: str, letters: str, edges: list[float]) -> None:
        (found,) = items(written)
        steps = found.shapes[0].steps if isinstance(found, Clip) else found.steps
        assert "".join(step[0] for step in steps) == letters
        assert box(steps) == edges

    def test_corners_are_quarters_of_ellipses(self) -> None:
        steps = shape('<rect width="60" height="80" rx="30" ry="10"/>').steps
        ends = sorted(step[-2:] for step in steps if step[0] == "C")
        assert ends == [pytest.approx(end) for end in ((0, 30), (30, 20), (30, 100), (60, 90))]

    @pytest.mark.parametrize(
        "written",
        [
            '<rect width="0" height="9"/>',
            '<circle cx="5" cy="5"/>',
            '<ellipse cx="5" cy="5" rx="0" ry="3"/>',
            '<path d=""/>',
            "<path/>",
            '<polyline points=""/>',
            '<polygon points=" "/>',
            '<path d="M5 5L90 90"/>',
            '<path d="M5 5H90V5"/>',
            '<path d="M5 5"/>',
            '<path d="M1 1L5 5M7 7L8 1"/>',
            '<line x1="10" x2="30" y2="40"/>',
            '<rect width="9" height="9" fill="none"/>',
            '<rect width="9" height="9" fill="transparent"/>',
            '<rect width="9" height="9" fill-opacity="0"/>',
            '<rect width="9" height="9" opacity="0"/>',
            '<rect width="9" height="9" fill="none" stroke="red" stroke-width="0"/>',
            '<rect width="9" height="9" fill="none" stroke="red" stroke-opacity="0%"/>',
            '<rect width="9" height="9" display="none"/>',
            '<rect width="9" height="9" visibility="collapse"/>',
            '<g style="display:none"><rect width="9" height="9"/></g>',
            '<style>.a{display:none}</style><g class="a"><rect width="9" height="9"/></g>',
            '<defs><rect width="9" height="9"/></defs>',
            '<symbol><rect width="9" height="9"/></symbol>',
            '<clipPath><rect width="9" height="9"/></clipPath>',
            '<title>A rect</title><desc>of <b>words</b></desc><metadata><rect width="9" height="9"/></metadata>',
            '<x:y xmlns:x="urn:x"><rect width="9" height="9"/></x:y>',
            '<linearGradient id="a"><stop stop-color="red" stop-opacity=".5"/></linearGradient>',
            '<filter id="a"><feGaussianBlur stdDeviation="3"/></filter><marker><path d="M0 0h9v9z"/></marker>',
        ],
    )
    def test_what_paints_nothing_is_not_there(self, written: str) -> None:
        seen = '<rect x="50" width="9" height="9" fill="#123456"/>'
        assert fills(written + seen) == ["#123456"]

    def test_shapes_are_painted_in_the_order_of_the_file(self) -> None:
        dot = '<g><circle r="3" cx="9" cy="9" fill="lime"/></g>'
        written = f'<rect width="9" height="9" fill="red"/>{dot}<path d="M0 0h9v9z" fill="blue"/>'
        assert fills(written) == ["#ff0000", "#00ff00", "#0000ff"]


class TestColours:
    @pytest.mark.parametrize(
        ("written", "colour"),
        [
            ("#1f5c57", "#1f5c57"),
            ("#1F5C57", "#1f5c57"),
            ("#abc", "#aabbcc"),
            ("#aabbccff", "#aabbcc"),
            ("teal", "#008080"),
            ("RED", "#ff0000"),
            ("rgb(1, 2, 3)", "#010203"),
            ("rgb(300,-5,0)", "#ff0000"),
            ("rgb(100%, 0%, 50%)", "#ff0080"),
            ("rgba(1,2,3,1)", "#010203"),
            ("hsl(120, 100%, 25%)", "#008000"),
            (" red ", "#ff0000"),
        ],
    )
    def test_a_colour_is_literal(self, written: str, colour: str) -> None:
        assert shape(f'<rect width="9" height="9" fill="{written}"/>').fill == colour
        assert shape(f'<rect x="9" y="9" width="9" height="9" stroke="{written}"/>').stroke == colour
        assert shape(f'<rect width="9" height="9" style="fill:{written}"/>').fill == colour

    def test_without_a_colour_a_shape_is_black_and_has_no_line(self) -> None:
        found = shape('<polyline points="0,0 9,0 9,9"/>')
        assert (found.fill, found.stroke, found.width, found.even_odd) == ("#000000", None, 0, False)

    def test_the_colour_of_the_words_around_may_be_asked_for(self) -> None:
        rect = '<rect width="9" height="9" fill="currentColor"/>'
        assert fills(f'<g color="red">{rect}<g style="color:blue">{rect}</g></g>{rect}') == [
            "#ff0000",
            "#0000ff",
            "#000000",
        ]

    def test_what_lies_inside_takes_what_is_handed_down(self) -> None:
        rect = '<rect width="9" height="9" {}/>'
        inside = "".join(
            rect.format(said)
            for said in ("", 'fill="lime"', 'fill="inherit"', 'style="fill:unset"', 'style="fill:initial"', 'fill=""')
        )
        assert fills(f'<g fill="red">{inside}</g>') == ["#ff0000", "#00ff00", *["#ff0000"] * 2, "#000000", "#ff0000"]

    def test_the_rule_of_what_is_inside_is_kept(self) -> None:
        star = "M50 5L80 95L5 40H95L20 95Z"
        assert shape(f'<path fill-rule="evenodd" d="{star}"/>').even_odd
        assert not shape(f'<path d="{star}"/>').even_odd


class TestStyles:
    RECT = '<rect id="one" class="a b" width="9" height="9" fill="yellow"{}/>'

    @pytest.mark.parametrize(
        ("sheet", "style", "colour"),
        [
            ("", "", "#ffff00"),
            ("rect{fill:red}", "", "#ff0000"),
            ("*{fill:red}", "", "#ff0000"),
            (".a{fill:red} rect{fill:lime}", "", "#ff0000"),
            ("rect{fill:lime} .a{fill:red}", "", "#ff0000"),
            (".a{fill:red} .b{fill:lime}", "", "#00ff00"),
            (".a.b{fill:red} .b{fill:lime}", "", "#ff0000"),
            ("rect.a{fill:red} .b{fill:lime}", "", "#ff0000"),
            ("#one{fill:red} .a.b{fill:lime}", "", "#ff0000"),
            ("rect.a#one.b{fill:red}", "", "#ff0000"),
            (".a{fill:red} circle,.c,.b{fill:lime}", "", "#00ff00"),
            ("circle,.c,#two,.a.c,.A{fill:red}", "", "#ffff00"),
            (".a{fill:red}", "fill:blue", "#0000ff"),
            (".a{fill:red !important}", "fill:blue", "#ff0000"),
            (".a{fill:red!important} .b{fill:lime}", "fill:blue!important", "#0000ff"),
            (".a{FILL:Red}", "", "#ff0000"),
            ("/* a */ .a { /* b */ fill : /* c */ red ; ; }", "", "#ff0000"),
            ("<!-- .a{fill:red} -->", "", "#ff0000"),
            ("<![CDATA[.a{fill:red}]]>", "", "#ff0000"),
            ('@charset "utf-8"; .a{fill:red}', "", "#ff0000"),
            ("\\2e a{fill:lime} .\\61 {fill:red}", "", "#ff0000"),
        ],
    )
    def test_the_nearest_and_the_most_exact_rule_holds(self, sheet: str, style: str, colour: str) -> None:
        style = f' style="{style}"' if style else ""
        sheet = sheet if "CDATA" in sheet else sheet.replace("<", "&lt;").replace(">", "&gt;")
        if sheet.startswith("\\2e"):
            sheet = sheet.split("} ")[1]
        assert fills(f"<style>{sheet}</style>{self.RECT.format(style)}") == [colour]

    def test_sheets_may_stand_anywhere_and_hold_everywhere(self) -> None:
        sheets = "<style>.a{fill:red}</style>", "<defs><style type='text/css' media='all'>.b{fill:lime}</style></defs>"
        assert fills(sheets[0] + self.RECT.format("") + sheets[1]) == ["#00ff00"]

    def test_what_says_nothing_of_shapes_is_left_aside(self) -> None:
        silent = (
            "font-family:x;text-align:start;-inkscape-stroke:none;line-height:1;stop-color:red;isolation:auto;"
            "mix-blend-mode:normal;filter:none;mask:none;marker:none;paint-order:normal;vector-effect:none;"
            "transform:none;opacity:1;fill-opacity:100%;clip-path:none;--own:3;enable-background:new"
        )
        attributes = (
            'data-name="x" aria-label="y" p-id="3" shape-rendering="auto" xml:space="preserve" foo="url(http://x)"'
        )
        assert fills(f'<g style="{silent}" {attributes} font-size="3">{self.RECT.format("")}</g>') == ["#ffff00"]


class TestLines:
    def test_a_line_has_its_own_width_ends_and_turns(self) -> None:
        found = shape(
            '<path d="M5 5H90V20" stroke="red" fill="none" stroke-width="1mm" stroke-linecap="square"'
            ' stroke-linejoin="bevel" stroke-miterlimit="3" stroke-dasharray="6, 4 2px" stroke-dashoffset="5"/>'
        )
        assert found.width == pytest.approx(96 / 25.4)
        assert (found.ends, found.joins, found.miter) == ("square", "bevel", 3)
        assert (found.dash, found.dash_start) == ((6, 4, 2), 5)

    def test_without_a_word_a_line_is_one_wide_with_mitres_of_four(self) -> None:
        found = shape('<path d="M5 5H90V20" stroke="red"/>')
        assert (found.width, found.ends, found.joins, found.miter, found.dash) == (1, "butt", "miter", 4, ())

    @pytest.mark.parametrize(
        ("dash", "offset", "found"),
        [
            ("4 2", "-1", ((4, 2), 5)),
            ("4 2", "13", ((4, 2), 1)),
            ("4", "9", ((4,), 1)),
            ("4 2 3", "-1", ((4, 2, 3), 17)),
            ("0 0", "3", ((), 0)),
            ("none", "3", ((), 0)),
            ("5%", "0", ((5,), 0)),
        ],
    )
    def test_dashes_start_inside_their_row(
        self, dash: str, offset: str, found: tuple[tuple[float, ...], float]
    ) -> None:
        line = shape(f'<path d="M5 5H90V9" stroke="red" stroke-dasharray="{dash}" stroke-dashoffset="{offset}"/>')
        assert line.dash == pytest.approx(found[0])
        assert line.dash_start == pytest.approx(found[1])

    @pytest.mark.parametrize(
        "transform", ["scale(2)", "scale(-2 2)", "rotate(30) scale(2)", "matrix(0 2 -2 0 40 5)", "scale(4) scale(.5)"]
    )
    def test_a_line_grows_with_what_it_lies_in(self, transform: str) -> None:
        line = '<path transform="{}" d="M3 3h9v9" stroke="red" stroke-width="1" stroke-dasharray="3"/>'
        (found,) = items(line.format(transform))
        only = found.shapes[0] if isinstance(found, Clip) else found
        assert isinstance(only, Shape)
        assert (only.width, only.dash) == (pytest.approx(2), pytest.approx((6,)))

    def test_a_line_that_is_not_drawn_may_be_stretched(self) -> None:
        assert box(shape('<rect transform="scale(2 5)" width="9" height="9"/>').steps) == [0, 0, 18, 45]


class TestTransforms:
    @pytest.mark.parametrize(
        ("transform", "point"),
        [
            ("", (10, 20)),
            ("none", (10, 20)),
            ("translate(5)", (15, 20)),
            ("translate(5,-6)", (15, 14)),
            ("scale(2)", (20, 40)),
            ("scale(2 .5)", (20, 10)),
            ("rotate(90)", (-20, 10)),
            ("rotate(90 10 10)", (0, 10)),
            ("skewX(45)", (30, 20)),
            ("skewY(45)", (10, 30)),
            ("matrix(1 2 3 4 5 6)", (75, 106)),
            ("translate(5 6) scale(2)", (25, 46)),
            ("scale(2),translate( 5 , 6 )", (30, 52)),
            ("scale(2)translate(5 6)rotate(90)", (-30, 32)),
        ],
    )
    def test_a_point_goes_where_it_should(self, transform: str, point: tuple[float, float]) -> None:
        found = drawing(svg(f'<path transform="{transform}" d="M10 20h1v1z"/>', 'viewBox="-500 -500 1000 1000"')).items[
            0
        ]
        x, y = found.steps[0][1:]
        assert (x - 500, 500 - y) == pytest.approx(point)

    def test_transformations_lie_inside_each_other(self) -> None:
        found = shape('<g transform="translate(10 20)"><g transform="scale(3)"><rect width="9" height="9"/></g></g>')
        assert box(found.steps) == [10, 20, 37, 47]


class TestUses:
    def test_a_part_is_drawn_where_it_is_used_in_the_colours_of_there(self) -> None:
        pair = '<rect width="9" height="9"/><rect fill="blue" x="9" width="9" height="9"/>'
        part = f'<defs fill="lime"><g id="p">{pair}</g></defs>'
        found = items(f'{part}<use href="#p" x="20" y="30"/><use xlink:href="#p" fill="red" transform="scale(2)"/>')
        assert [item.fill for item in found if isinstance(item, Shape)] == ["#000000", "#0000ff", "#ff0000", "#0000ff"]
        assert [box(item.steps) for item in found] == [
            [20, 30, 29, 39],
            [29, 30, 38, 39],
            [0, 0, 18, 18],
            [18, 0, 36, 18],
        ]

    def test_a_symbol_fills_the_frame_that_it_is_given(self) -> None:
        symbol = '<symbol id="s" viewBox="0 0 10 20"><rect width="100%" height="50%"/></symbol>'
        (found,) = items(f'{symbol}<use href="#s" x="10" y="10" width="80" height="60"/>')
        assert box(found.steps) == [35, 10, 65, 40]

    def test_a_symbol_is_cut_off_at_its_frame_unless_it_may_reach_over(self) -> None:
        use = '<use href="#s" x="50" y="50" width="40" height="40"/>'
        symbol = '<symbol id="s" viewBox="0 0 10 10"{}><circle r="9"/></symbol>' + use
        found = clip(symbol.format(""))
        assert box(found.steps) == [50, 50, 90, 90]
        assert box(shape(symbol.format(' style="overflow:visible"')).steps) == [14, 14, 86, 86]

    def test_a_symbol_in_a_frame_without_size_is_not_there(self) -> None:
        symbol = '<symbol id="s" viewBox="0 0 9 9"{}><rect width="9" height="9"/></symbol>'
        seen = '<rect width="9" height="9" fill="red"/>'
        hidden = symbol.format(' display="none"')
        assert fills(f'{symbol.format("")}<use href="#s" width="0" height="9"/>{seen}') == ["#ff0000"]
        assert fills(f'{hidden}<use href="#s"/>{seen}') == ["#ff0000"]

    def test_a_symbol_has_a_size_and_a_clip_of_its_own(self) -> None:
        path = '<clipPath id="c"><rect width="5" height="5"/></clipPath>'
        symbol = '<symbol id="s" width="30" height="20" clip-path="url(#c)"><rect width="90%" height="90%"/></symbol>'
        found = clip(f'{path}{symbol}<use href="#s" x="9"/>')
        assert box(found.steps) == [9, 0, 14, 5]
        assert [box(inner.steps) for inner in found.shapes] == [[9, 0, 36, 18]]

    def test_the_first_of_two_parts_with_one_name_is_meant(self) -> None:
        parts = '<defs><rect id="p" width="9" height="9" fill="red"/><rect id="p" width="9" height="9"/></defs>'
        assert fills(f'{parts}<use href="#p"/>') == ["#ff0000"]


class TestClips:
    RECT = '<clipPath id="c"{}><rect x="10" y="10" width="40" height="30"/></clipPath>'

    @pytest.mark.parametrize(
        "said", ['clip-path="url(#c)"', "style=\"clip-path:url('#c')\"", 'clip-path="url( #c )"', 'class="k"']
    )
    def test_a_part_is_seen_through_a_path(self, said: str) -> None:
        sheet = "<style>.k{clip-path:url(&quot;#c&quot;)}</style>"
        found = clip(f'{sheet}{self.RECT.format("")}<g {said}><rect width="99" height="99"/></g>')
        assert box(found.steps) == [10, 10, 50, 40]
        assert [box(inner.steps) for inner in found.shapes] == [[0, 0, 99, 99]]

    def test_the_path_moves_with_what_is_seen_through_it(self) -> None:
        found = clip(
            self.RECT.format(' transform="translate(5 5)"')
            + '<g transform="scale(.5)">'
            + '<rect transform="translate(10 0)" clip-path="url(#c)" width="99" height="99"/></g>'
        )
        assert box(found.steps) == [12.5, 7.5, 32.5, 22.5]

    def test_the_path_moves_with_a_part_that_is_used(self) -> None:
        """A use is a group that is moved by x and y, and its clip lies inside that group (SVG 2, 5.6)."""
        part = '<defs><rect id="r" width="50" height="50"/></defs>'
        use = '<use href="#r" x="20" y="5" clip-path="url(#c)"/>'
        assert box(clip(part + self.RECT.format("") + use).steps) == [30, 15, 70, 45]

    def test_clips_lie_inside_each_other(self) -> None:
        outer = '<clipPath id="d"><circle cx="30" cy="30" r="20"/></clipPath>'
        rect = '<rect clip-path="url(#c)" width="99" height="99"/>'
        found = clip(f'{self.RECT.format("")}{outer}<g clip-path="url(#d)">{rect}</g>')
        (inner,) = found.shapes
        assert isinstance(inner, Clip)
        assert (box(found.steps), box(inner.steps)) == ([10, 10, 50, 50], [10, 10, 50, 40])

    def test_the_rule_of_the_path_is_the_clip_s_own_and_handed_down_where_it_stands(self) -> None:
        rect = '<rect clip-path="url(#c)" width="99" height="99"/>'
        ring = '<clipPath id="c"><path {}d="M0 0h80v80h-80zM20 20h40v40h-40z"/></clipPath>'
        assert clip(ring.format('clip-rule="evenodd" ') + rect).even_odd
        assert clip(f'<g clip-rule="evenodd">{ring.format("")}</g>{rect}').even_odd
        assert not clip(f'{ring.format("")}<g clip-rule="evenodd">{rect}</g>').even_odd
        assert not clip(ring.format('fill-rule="evenodd" ') + rect).even_odd

    def test_the_path_may_be_used_from_elsewhere(self) -> None:
        part = '<defs><rect id="r" x="10" y="10" width="20" height="30" transform="scale(2)"/></defs>'
        path = '<clipPath id="c"><use xlink:href="#r" x="1" style="overflow:visible;"/></clipPath>'
        assert box(clip(f'{part}{path}<rect clip-path="url(#c)" width="99" height="99"/>').steps) == [21, 20, 61, 80]

    def test_nothing_seen_through_a_path_is_nothing(self) -> None:
        rest = '<rect width="9" height="9" fill="red"/>'
        assert fills(f'{self.RECT.format("")}<g clip-path="url(#c)"><defs/></g>{rest}') == ["#ff0000"]


class TestFiles:
    def test_a_mark_of_the_byte_order_and_a_first_line_are_no_matter(self) -> None:
        data = b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<!-- made by hand -->\n'
        assert drawing(data + svg('<rect width="9" height="9"/>')) == drawing(svg('<rect width="9" height="9"/>'))

    def test_a_drawing_without_its_namespace_is_read(self) -> None:
        assert drawing(b'<svg viewBox="0 0 9 9"><rect width="9" height="9"/></svg>').items

    def test_a_prefix_for_the_namespace_is_read(self) -> None:
        data = f'<s:svg xmlns:s="{SVG}" viewBox="0 0 9 9"><s:rect width="9" height="9"/></s:svg>'
        assert drawing(data.encode()).items

    def test_what_other_programs_keep_in_it_is_left_aside(self) -> None:
        data = svg(
            '<i:view xmlns:i="urn:i" onload="x" href="http://x"><i:script/></i:view><rect i:href="http://x"'
            ' xmlns:i="urn:i" i:onclick="x" width="9" height="9"/>'
        )
        assert len(drawing(data).items) == 1

    def test_the_same_file_gives_the_same_drawing(self) -> None:
        data = svg('<g id="a"><circle cx="9" cy="9" r="5" stroke="red"/></g><use href="#a" x="3"/>')
        assert drawing(data) == drawing(data)
