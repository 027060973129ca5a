"""Making the workload from nothing: clinics with logos of their own, and ten leaflets of two A4 pages.

The same numbers always give the same files. What other programs are given lies beside the files that a clinic writes,
as JSON, which is quicker to read than YAML: what reading and checking costs is part of ours alone.
"""

from __future__ import annotations

import colorsys
import json
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pymupdf_fonts
import uharfbuzz
import yaml

from bench import words
from bench.logos import draw
from bench.subject import CLINICS, FONTS, LANGUAGE, LAYOUT, WORDS, Clinic, Treatment, Workload

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT: Final = Path(__file__).resolve().parents[1]

#: The faces that are lent to other programs: those that ours sets its leaflets in, less what no leaflet here needs and
#: what is slow, as WeasyPrint takes two seconds over fonts for eight scripts, and half as long again over kerning.
FACES: Final[Mapping[str, Callable[[], bytes]]] = {
    "text": partial(pymupdf_fonts.myfont, "figo"),
    "strong": partial(pymupdf_fonts.myfont, "figbo"),
    "heading": (files("font_source_serif_pro") / "files" / "SourceSerifPro-Semibold.ttf").read_bytes,
}

_TOWNS: Final = (
    *("Aldermoor", "Brackley Vale", "Castle Down", "Dunmere", "Eastwick", "Fernhill", "Glenholt", "Harrow Bay"),
    *("Ivybank", "Kingsferry", "Larkfield", "Mossgate"),
)
_KINDS: Final = ("Skin Clinic", "Aesthetics", "Dermatology Practice", "Skin Studio", "Beauty Rooms")
_STREETS: Final = ("High Street", "Mill Lane", "Station Road", "Church Walk", "Queen's Parade", "Harbour View")

#: Numbers that Ofcom keeps for drama, so that nobody is rung: three more digits make one.
_PHONES: Final = ("01632 960 ", "0113 496 0", "0114 496 0", "0115 496 0", "0116 496 0", "0117 496 0", "0118 496 0")

#: Lightness of brand colours: most are dark, some pale.
_LIGHTNESS: Final = (0.26, 0.33, 0.4, 0.8)

#: The golden ratio's fraction: colours one after the other stand far apart.
_GOLDEN: Final = 0.618_033_988_75

_HOURS: Final = ["Mon to Fri 9 am to 6 pm", "Sat 9 am to 1 pm"]


def make(folder: Path, clinics: int, treatments: int = words.MOST) -> Workload:
    """Write a project for so many clinics and treatments into a new folder, and return what it holds."""
    load = Workload(
        folder,
        tuple(map(_clinic, range(clinics))),
        words.treatments(ROOT / "content.yaml", treatments),
        words.PHRASES,
    )
    for name in ("logos", FONTS):
        (folder / name).mkdir(parents=True)
    for number, clinic in enumerate(load.clinics):
        draw(folder / clinic.logo, number, clinic.colour)
    for face, font in FACES.items():
        (folder / FONTS / f"{face}.ttf").write_bytes(_latin(font()))
    _write_yaml(folder / "content.yaml", {"language": LANGUAGE, "treatments": load.treatments})
    _write_yaml(folder / "clinics.yaml", _clinics_file(load.clinics))
    treatments_told = {slug: _with_lines(slug, one) for slug, one in load.treatments.items()}
    _write_json(folder / WORDS, {"treatments": treatments_told, "phrases": load.phrases})
    _write_json(folder / CLINICS, [clinic._asdict() for clinic in load.clinics])
    return load


def _clinic(number: int) -> Clinic:
    town, kind = _TOWNS[number % len(_TOWNS)], _KINDS[number // 3 % len(_KINDS)]
    slug = f"clinic-{number:05d}"
    colour = colorsys.hls_to_rgb(number * _GOLDEN % 1.0, _LIGHTNESS[number % len(_LIGHTNESS)], 0.5)
    return Clinic(
        slug=slug,
        name=f"{town} {kind} {number + 1}",
        address=[f"{1 + number * 7 % 240} {_STREETS[number % len(_STREETS)]}", town, f"MG{1 + number % 90} 2AB"],
        phone=f"{_PHONES[number // 1000 % len(_PHONES)]}{number % 1000:03d}",
        website=f"{slug}.example",
        booking=f"https://{slug}.example/book?t={{treatment}}",
        show=f"{slug}.example/book",
        colour="#" + "".join(f"{round(part * 255):02x}" for part in colour),
        logo=f"logos/{slug}.png",
        hours=_HOURS,
    )


def _clinics_file(clinics: tuple[Clinic, ...]) -> dict[str, Any]:
    shared = {
        "country": "GB",
        "paper": "A4",
        "languages": [LANGUAGE],
        "layouts": [LAYOUT],
        "hours": [*_HOURS],
        "emergency": {"text": words.PHRASES["emergency"], "phone": "999"},
    }
    return {"defaults": shared, "clinics": {clinic.slug: _entry(clinic) for clinic in clinics}}


def _entry(clinic: Clinic) -> dict[str, Any]:
    return {
        "name": clinic.name,
        "address": clinic.address,
        "phone": clinic.phone,
        "website": clinic.website,
        "booking": {"link": clinic.booking, "show": clinic.show},
        "brand": {"colour": clinic.colour, "logo": clinic.logo},
    }


def _with_lines(slug: str, treatment: Treatment) -> Treatment:
    """The treatment with the small lines that ours composes."""
    about = treatment["about"]
    version, titles = about["version"], "; ".join(source["title"] for source in about["sources"])
    return {
        **treatment,
        "about_line": f"Version {version} · As of March 2026 · Next review by March 2028"
        f" · {slug} {version} {LANGUAGE} {LAYOUT}",
        "sources_line": f"{words.PHRASES['sources']}: {titles}",
    }


def _latin(font: bytes) -> bytes:
    """The font with the letters of Latin scripts and common signs alone, without hints and kerning."""
    wish = uharfbuzz.SubsetInput()
    wish.unicode_set.update({*range(0x20, 0x250), *range(0x2010, 0x2040), 0x20AC})
    wish.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in (b"GDEF", b"GPOS", b"GSUB"))
    wish.flags = uharfbuzz.SubsetFlags.NO_HINTING
    data: bytes = uharfbuzz.subset(uharfbuzz.Face(uharfbuzz.Blob(font)), wish).blob.data
    return data


def _write_json(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def _write_yaml(path: Path, data: object) -> None:
    path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=110), encoding="utf-8")
