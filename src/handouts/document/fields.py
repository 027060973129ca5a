"""The closed list of what a leaflet can show: a layout names each as shown or left out, so that nothing is dropped."""

from __future__ import annotations

from typing import Final

#: What the treatment gives.
TREATMENT_FIELDS: Final[tuple[str, ...]] = (
    "title",
    "also_called",
    "summary",
    "picture",
    "sections",
    "appointment",
    "notice",
    "version",
    "reviewed",
    "reviewed_by",
    "review_due",
    "author",
    "sources",
    "code",
)

#: What the clinic gives: the imprint.
CLINIC_FIELDS: Final[tuple[str, ...]] = (
    "clinic.logo",
    "clinic.name",
    "clinic.phone",
    "clinic.out_of_hours",
    "clinic.emergency",
    "clinic.address",
    "clinic.hours",
    "clinic.email",
    "clinic.website",
    "clinic.booking",
    "clinic.small_print",
)

#: Everything. A field is in a layout's ``shows`` or in its ``leaves_out``, never in neither.
FIELDS: Final[tuple[str, ...]] = TREATMENT_FIELDS + CLINIC_FIELDS
