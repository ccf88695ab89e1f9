"""Official sites: the form, hosts, requests with their rounds and decisions, the register of sites and its checks."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ewloe_desktop.storage.base import Base, Journalled


class SiteForm(Journalled, Base):
    """A version of the form that asks for a site: the file's text as it was loaded."""

    __tablename__ = "site_form"

    number: Mapped[str] = mapped_column(unique=True)  # "2026-1"
    content: Mapped[str]  # TOML
    since: Mapped[str]
    kept_by: Mapped[str]


class SiteHost(Journalled, Base):
    """A company that keeps sites: its minimum age as last checked."""

    __tablename__ = "site_host"

    name: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)
    minimum_age: Mapped[int | None]
    checked_on: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    coming: Mapped[str] = mapped_column(default="")  # announced, not yet law
    ended_on: Mapped[str | None]


class SiteBasis(Journalled, Base):
    """One row: the policy that holds the school's requirements for official sites, once somebody named it."""

    __tablename__ = "site_basis"

    policy_id: Mapped[str] = mapped_column(ForeignKey("policy.id"))


class SiteRequest(Journalled, Base):
    """Somebody's request for a site; what was asked stands in its rounds."""

    __tablename__ = "site_request"

    number: Mapped[int] = mapped_column(unique=True)
    kind: Mapped[str]  # domain.site_form.RequestKind
    title: Mapped[str]
    author_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    line_manager_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str] = mapped_column(index=True)  # domain.sites.RequestState
    round: Mapped[int]
    basis_revision_id: Mapped[str | None] = mapped_column(ForeignKey("revision.id"))  # the requirements then
    site_id: Mapped[str | None] = mapped_column(index=True)  # no key: sites point here too
    copied_from: Mapped[str | None] = mapped_column(ForeignKey("site_request.id"))


class SiteRound(Journalled, Base):
    """A request as it was sent round: answers, by whom, and the paper it came on."""

    __tablename__ = "site_round"

    request_id: Mapped[str] = mapped_column(ForeignKey("site_request.id"), index=True)
    number: Mapped[int]
    form_id: Mapped[str] = mapped_column(ForeignKey("site_form.id"))
    answers: Mapped[str]  # JSON of domain.site_answers
    sent_by: Mapped[str]  # person id
    sent_at: Mapped[str]
    evidence_id: Mapped[str | None] = mapped_column(ForeignKey("document.id"))
    kept_at: Mapped[str] = mapped_column(default="")  # where the paper is
    act: Mapped[int]


class SiteDecision(Journalled, Base):
    """One approver's decision on one round, and the signature under it; never changed, only lapsed."""

    __tablename__ = "site_decision"

    request_id: Mapped[str] = mapped_column(ForeignKey("site_request.id"), index=True)
    round: Mapped[int]
    step: Mapped[str]  # domain.sites.Step
    outcome: Mapped[str]  # domain.sites.Outcome
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    person_name: Mapped[str]  # as it was that day
    office: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    conditions: Mapped[str] = mapped_column(default="")
    logo: Mapped[int | None]  # the second approver's answer, where the logo was asked for
    declared_on: Mapped[str]
    recorded_at: Mapped[str]
    answers_digest: Mapped[bytes]  # SHA-256 of the round's answers
    key_id: Mapped[str] = mapped_column(ForeignKey("signing_key.id"))
    key_status: Mapped[str]  # as it was that day
    method: Mapped[str]  # "typed" or "drawn"
    declaration_version: Mapped[str]
    declaration: Mapped[str]
    drawn_png: Mapped[bytes | None]
    sheet_id: Mapped[str | None] = mapped_column(ForeignKey("document.id"))
    signed_in_as: Mapped[str]  # person id of whoever was signed in at the PC
    lapsed_by_act: Mapped[int | None]
    act: Mapped[int]


class Site(Journalled, Base):
    """An approved site; who runs it and what happened to it stand beside it."""

    __tablename__ = "site"

    number: Mapped[int] = mapped_column(unique=True)
    kind: Mapped[str]
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    host_id: Mapped[str | None] = mapped_column(ForeignKey("site_host.id"))  # None: the school's own
    purpose: Mapped[str]
    audience: Mapped[str]  # JSON as in the answers
    request_id: Mapped[str] = mapped_column(ForeignKey("site_request.id"))  # the newest approved one
    state: Mapped[str] = mapped_column(index=True)  # domain.sites.SiteState
    approved_on: Mapped[str]
    conditions: Mapped[str] = mapped_column(default="")
    live_on: Mapped[str | None]
    closes_on: Mapped[str | None]
    review_on: Mapped[str | None]
    last_check: Mapped[str | None]
    next_check: Mapped[str | None]
    use_id: Mapped[str | None] = mapped_column(ForeignKey("photo_use.id"))


class SitePerson(Journalled, Base):
    """Somebody who runs a site, from a day to a day."""

    __tablename__ = "site_person"

    site_id: Mapped[str] = mapped_column(ForeignKey("site.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str]  # domain.sites.Role
    since: Mapped[str]
    until: Mapped[str | None]


class SiteTurn(Journalled, Base):
    """What happened to a site: approved, live, suspended, closed, changed; for a closing what became of everything."""

    __tablename__ = "site_turn"

    site_id: Mapped[str] = mapped_column(ForeignKey("site.id"), index=True)
    what: Mapped[str]
    on_day: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    content: Mapped[str] = mapped_column(default="")  # on closing: what happens to what stands on it,
    accounts: Mapped[str] = mapped_column(default="")  # to the accounts,
    followers: Mapped[str] = mapped_column(default="")  # and to those who follow it
    recorded_by: Mapped[str]
    recorded_at: Mapped[str]
    act: Mapped[int]


class SiteCheck(Journalled, Base):
    """A yearly confirmation: each point with its answer, as the list stood that day."""

    __tablename__ = "site_check"

    site_id: Mapped[str] = mapped_column(ForeignKey("site.id"), index=True)
    on_day: Mapped[str]
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))  # who looked
    points: Mapped[str]  # JSON: words, "yes"/"no"/"not_applicable", remark
    sound: Mapped[int]  # whether nothing needs doing
    remark: Mapped[str] = mapped_column(default="")
    recorded_by: Mapped[str]
    recorded_at: Mapped[str]
    act: Mapped[int]
