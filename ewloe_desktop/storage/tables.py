"""Every table of the register: importing this module makes the schema known."""

from ewloe_desktop.storage import (
    approvals,
    breaches,
    copies,
    documents,
    journal,
    keys,
    papers,
    people,
    photos,
    policies,
    readings,
    sites,
    wording,
)
from ewloe_desktop.storage.base import Base

__all__ = [
    "METADATA",
    "approvals",
    "breaches",
    "copies",
    "documents",
    "journal",
    "keys",
    "papers",
    "people",
    "photos",
    "policies",
    "readings",
    "sites",
    "wording",
]

METADATA = Base.metadata
