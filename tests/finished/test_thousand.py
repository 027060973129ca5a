"""A thousand leaflets of one run, with all that it remembers between them: each is of its own clinic, and sound."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple

import pikepdf
import pypdfium2
import pytest
from bench.workload import make

import handouts
import reading
from handouts.press.plan import plan
from handouts.press.run import run
from handouts.press.stages import Press

if TYPE_CHECKING:
    from pathlib import Path

    from bench.subject import Clinic, Workload

    from handouts.content.content import Content
    from handouts.press.job import Job
    from verapdf.plugin import Judge

#: How many are looked at in every way, and which: always the same ones.
SAMPLE, SEED = 100, 20261123


class Thousand(NamedTuple):
    load: Workload
    content: Content
    files: dict[Job, Path]

    def clinic(self, job: Job) -> Clinic:
        return next(clinic for clinic in self.load.clinics if clinic.slug == job.clinic)

    def some(self) -> list[Job]:
        return random.Random(SEED).sample(sorted(self.files), SAMPLE)  # noqa: S311 - no secret


def plain(text: str) -> str:
    """On one line, with the apostrophes of a keyboard."""
    return " ".join(text.split()).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Thousand:
    folder = tmp_path_factory.mktemp("thousand")
    load = make(folder / "load", 100, 10)
    content = handouts.load(load.folder)
    press, files = Press(content), {}
    for number, job in enumerate(plan(content)):
        files[job] = folder / f"{number}.pdf"
        files[job].write_bytes(run(job, press).data)
    assert len(files) == 1000
    return Thousand(load, content, files)


def test_each_has_its_own_clinic_s_words_and_links_and_nobody_else_s(thousand: Thousand) -> None:
    for job, path in thousand.files.items():
        own, text = thousand.clinic(job), plain(reading.pdfium_text(path))
        assert set(re.findall(r"clinic-\d{5}", text)) == {own.slug}, job
        for words in (own.name, own.phone, own.website, own.show, *own.address):
            assert words in text, job
        targets = {link.target for link in reading.links(path)}
        assert own.link(job.treatment) in targets, job
        assert {found for target in targets for found in re.findall(r"clinic-\d{5}", target)} == {own.slug}, job
        assert {target for target in targets if "book?t=" in target} == {own.link(job.treatment)}, job


def test_each_is_of_its_own_treatment(thousand: Thousand) -> None:
    for job, path in thousand.files.items():
        title = thousand.load.treatments[job.treatment]["title"]
        with pypdfium2.PdfDocument(path) as document:
            said = document.get_metadata_dict()
        assert said["Title"] == f"{title} \N{EN DASH} {thousand.clinic(job).name}"
        assert said["Keywords"].startswith(f"{job.treatment} ")


def test_a_hundred_are_what_a_run_of_their_own_makes(thousand: Thousand) -> None:
    for job in thousand.some():
        assert thousand.files[job].read_bytes() == run(job, Press(thousand.content)).data, job


def test_a_hundred_lead_to_their_booking_page_by_the_code(thousand: Thousand) -> None:
    for job in thousand.some():
        assert reading.qr_codes(thousand.files[job], 120) == [thousand.clinic(job).link(job.treatment)], job


def test_a_hundred_meet_both_standards(thousand: Thousand, verapdf: Judge) -> None:
    paths = [thousand.files[job] for job in thousand.some()]
    verdicts = verapdf(paths)
    assert {path: verdict for path in paths for verdict in verdicts[path].values() if not verdict.passed} == {}


def test_of_a_hundred_the_tag_tree_is_sound_and_qpdf_has_nothing_to_say(thousand: Thousand) -> None:
    for job in thousand.some():
        assert reading.faults(thousand.files[job]) == [], job
        with pikepdf.open(thousand.files[job]) as pdf:
            assert pdf.check_pdf_syntax() == [], job
            assert pdf.get_warnings() == [], job


@pytest.mark.skipif(
    not (shutil.which("pdftotext") or os.environ.get("HANDOUTS_REQUIRE_POPPLER")), reason="Poppler is not installed"
)
def test_of_a_hundred_poppler_does_not_complain(thousand: Thousand) -> None:
    for job in thousand.some():
        done = subprocess.run(
            ["pdftotext", str(thousand.files[job]), "-"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr == "", job
        assert thousand.clinic(job).name in plain(done.stdout), job
