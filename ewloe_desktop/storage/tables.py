"""Every table of the register: importing this module makes the schema known."""

from ewloe_desktop.storage import approvals, documents, journal, people, photos, policies, sites
from ewloe_desktop.storage.base import Base

__all__ = ["METADATA", "approvals", "documents", "journal", "people", "photos", "policies", "sites"]

METADATA = Base.metadata
