from __future__ import annotations

import datetime as dt
import os
import re
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import handouts
from handouts.content.clinic import Clinic
from handouts.content.treatment import Treatment
from handouts.errors import Place
from handouts.press import program as programs
from handouts.press.fingerprints import Fingerprints, of_value
from handouts.press.job import Job
from handouts.press.stamps import MISSING, Reader, Seen, Stamp, digest, stamp
from handouts.source.frozen import FrozenMap
from handouts.source.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.content.content import Content

JOB = Job("microneedling", "alder", "en", "a4")
#: What a clinic says that no file of the office shows.
SILENT = {"layouts", "languages", "paper", "mail", "press", "slug"}


def other(value: object) -> object:
    """Any other value."""
    return Words(f"{value} or other")


def of(content: Content, job: Job = JOB) -> dict[str, str]:
    return dict(Fingerprints(content, "program").of(job))


@pytest.mark.parametrize("name", sorted(set(Clinic.model_fields) - SILENT - {"brand", "values", "changes"}))
def test_everything_that_a_clinic_says_counts(content: Content, name: str) -> None:
    clinic = content.clinics["alder"]
    changed = clinic.model_copy(update={name: other(getattr(clinic, name))})
    new = replace(content, clinics=FrozenMap({**content.clinics, "alder": changed}))
    assert {key for key, value in of(new).items() if value != of(content)[key]} == {"clinics.yaml#alder"}


@pytest.mark.parametrize("name", sorted(SILENT - {"slug"}))
def test_what_no_leaflet_shows_does_not_count(content: Content, name: str) -> None:
    clinic = content.clinics["alder"]
    changed = clinic.model_copy(update={name: other(getattr(clinic, name))})
    assert of(replace(content, clinics=FrozenMap({**content.clinics, "alder": changed}))) == of(content)


@pytest.mark.parametrize("name", sorted(set(Treatment.model_fields) - {"slug"}))
def test_everything_that_a_treatment_says_counts(content: Content, name: str) -> None:
    treatment = content.treatments["microneedling"]
    changed = treatment.model_copy(update={name: other(getattr(treatment, name))})
    new = replace(content, treatments=FrozenMap({"microneedling": changed}))
    assert {key for key, value in of(new).items() if value != of(content)[key]} == {"content.yaml#microneedling"}


def test_a_bundle_depends_on_all_its_treatments_and_a_file_for_a_print_shop_on_its_profile(content: Content) -> None:
    treatment = content.treatments["microneedling"]
    two = replace(content, treatments=FrozenMap({"microneedling": treatment, "peel": treatment}))
    found = of(two, replace(JOB, treatment="microneedling+peel"))
    assert {"content.yaml#microneedling", "content.yaml#peel"} < found.keys()
    clinic = content.clinics["alder"].model_copy(update={"press": _Shop("coated.icc")})
    shop = replace(content, clinics=FrozenMap({"alder": clinic}))
    assert of(shop, replace(JOB, use="press"))["coated.icc"] == MISSING
    assert "coated.icc" not in of(shop)


class _Shop:
    def __init__(self, profile: str) -> None:
        self.profile = profile


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"a": Words("b", Place("x", 1))}, {"a": Words("b", Place("x", 2))}),
        ({"b": 1, "a": 2}, {"a": 2, "b": 1}),
        ((1, 2), [1, 2]),
    ],
)
def test_values_that_say_the_same_have_one_digest(one: Any, two: Any) -> None:  # noqa: ANN401 - any value
    assert of_value(one) == of_value(two)


def test_values_that_say_something_else_have_another_digest() -> None:
    values = (
        None,
        "",
        "None",
        ("a", "b"),
        ("ab",),
        FrozenMap({"a": "b", "c": "d"}),
        FrozenMap({"c": "d", "a": "b"}),
        {"a": "b"},
        True,
        "ü",
        "\ud800",
        dt.date(2026, 3, 1),
    )
    assert len({of_value(value) for value in values}) == len(values)


def test_the_digest_of_a_value_is_the_same_in_every_process() -> None:
    assert of_value(FrozenMap({"a": ("b", None)})) == digest(b'[["a",["b",null]]]')


def test_files_that_are_quoted_or_named_in_braces_are_followed_too(content: Content, tmp_path: Path) -> None:
    layouts = content.folder / "layouts"
    layouts.mkdir()
    (layouts / "one.yaml").write_text('{"same_as": "two", title: One}', encoding="utf-8")
    (layouts / "two.yaml").write_text("title: Two\nsame_as: 'three'\n", encoding="utf-8")
    (layouts / "three.yaml").write_text("same_as: one # in a circle\n", encoding="utf-8")
    assert tmp_path
    found = of(content, replace(JOB, layout="one"))
    assert [name for name in found if name.startswith("layouts/")] == [
        "layouts/one.yaml",
        "layouts/three.yaml",
        "layouts/two.yaml",
    ]
    assert of(content, replace(JOB, layout="none-such"))["layouts/none-such.yaml"] == MISSING


def settled(path: Path) -> Stamp:
    """A file that was last changed long ago."""
    os.utime(path, (1, 1))
    found = stamp(path)
    assert found is not None
    return found


def test_a_file_whose_stamp_is_known_is_not_read_again(tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(b"x")
    known = Seen(settled(file), "what it was")
    assert Reader({str(file): known}).digest(file) == "what it was"
    assert Reader({str(file): Seen(None, "what it was")}).digest(file) == digest(b"x")
    file.write_bytes(b"y")
    assert Reader({str(file): known}).digest(file) == digest(b"y")


def test_the_time_of_a_file_that_was_just_changed_is_not_relied_on(tmp_path: Path) -> None:
    """It may change once more within the step in which the disk counts time."""
    file = tmp_path / "logo.png"
    file.write_bytes(b"x")
    reader = Reader()
    reader.digest(file)
    assert reader.seen[str(file)] == Seen(None, digest(b"x"))
    before = settled(file)
    reader = Reader()
    reader.digest(file)
    assert reader.seen[str(file)] == Seen(before, digest(b"x"))


def test_a_file_is_looked_at_once_in_a_run(tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    reader = Reader()
    assert reader.digest(file) == MISSING
    file.write_bytes(b"x")
    assert reader.digest(file) == MISSING
    assert Reader().digest(file) == digest(b"x")


def test_the_program_is_its_files_and_the_packages_it_paints_with(tmp_path: Path) -> None:
    package, site = tmp_path / "handouts", tmp_path / "site"
    (package / "pdf").mkdir(parents=True)
    (package / "cli").mkdir()
    (site / "reportlab-4.4.0.dist-info").mkdir(parents=True)
    (package / "pdf" / "text.py").write_bytes(b"1")

    def now() -> str:
        return programs.program(package, [str(site), str(tmp_path / "none.zip")])

    seen = [now()]
    (package / "cli" / "build.py").write_bytes(b"no leaflet looks otherwise")
    (package / "pdf" / "text.pyc").write_bytes(b"nor here")
    (site / "pytest-9.dist-info").mkdir()
    assert now() == seen[0]
    for change in (
        lambda: (package / "pdf" / "text.py").write_bytes(b"2"),
        lambda: (package / "pdf" / "text.py").rename(package / "pdf" / "texts.py"),
        lambda: (site / "reportlab-4.4.0.dist-info").rename(site / "reportlab-4.4.1.dist-info"),
        (site / "Pillow-11.0.dist-info").mkdir,
    ):
        change()
        seen.append(now())
    assert len(set(seen)) == len(seen)


def test_every_package_that_shapes_a_leaflet_is_one_of_ours(repository: Path) -> None:
    """A dependency that is new says here whether it has a say in the bytes."""
    found = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [*found["dependencies"], *found["optional-dependencies"]["svg"]]
    packages = {re.split(r"[<>=\[]", line)[0].replace("-", "_") for line in named}
    without_a_say = {"click", "platformdirs", "pydantic", "pyyaml"}
    assert packages == (programs._PACKAGES - {"zxing_cpp"}) | without_a_say  # noqa: SLF001 - the list itself
    assert handouts.__version__
