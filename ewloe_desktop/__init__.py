"""Ewloe Desktop keeps a school's policy approvals, photo permissions and site approvals in one register."""

__version__ = "0.1.0"
