"""Checking the whole register for somebody who may: the journal and every record, then the signatures in the sheets."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.approvals import Body
from ewloe_desktop.domain.errors import Cancelled, Damaged, RegisterUnavailable, RuleBroken
from ewloe_desktop.domain.journal import CheckResult, Code, Finding
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.services.standing import allow
from ewloe_desktop.storage.approvals import Decision, Signature
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.highwater import HighWater
from ewloe_desktop.storage.people import SigningKey

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Signed:
    """A stored sheet, the keys that signed it in turn, and the act that says so."""

    id: str
    name: str
    signatures: int
    keys: tuple[bytes, ...]
    act: int


def check_now(
    register: Register,
    actor: Actor,
    *,
    earlier: HighWater | None = None,
    code: Code | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> CheckResult:
    """The whole check for the person signed in; RuleBroken unless they may, Cancelled when they stop it."""
    with register.reading() as session:
        _require(session, actor)
    return check_whole(register, earlier=earlier, code=code, progress=progress, cancelled=cancelled)


def _require(session: Session, actor: Actor) -> None:
    try:
        allow(session, actor, Action.VERIFY)
    except RuleBroken:
        raise
    except Exception:  # noqa: S110 - what cannot even be read is for the check to name
        pass


def check_whole(
    register: Register,
    *,
    earlier: HighWater | None = None,
    code: Code | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> CheckResult:
    """The whole check for whoever has the register open: the journal and the records, then every signed sheet."""
    result = check_register(register, earlier=earlier, code=code, progress=progress, cancelled=cancelled)
    if any(finding.record == "the register's file" for finding in result.findings):
        return result  # what cannot be read as it was written has no sheets to look at
    try:
        found = result.findings + check_sheets(register, progress=progress, cancelled=cancelled)
    except Cancelled:
        raise
    except Exception as error:
        if isinstance(error, RegisterUnavailable) and error.passing:
            raise
        found = (*result.findings, Finding("the signed sheets", "can be read", type(error).__name__))
    return replace(result, whole=not found, findings=found)


def check_sheets(
    register: Register, *, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
) -> tuple[Finding, ...]:
    """Every stored sheet whose signatures are not whole, not by the keys that the register names, or not its last."""
    found: list[Finding] = []
    with register.reading() as session:
        sheets = _signed(session)
        for number, sheet in enumerate(sheets):
            if cancelled is not None and cancelled():
                raise Cancelled
            if progress is not None:
                progress(number, len(sheets))
            found.extend(_wrong(session, sheet))
    return tuple(found)


def _signed(session: Session) -> list[_Signed]:
    query = (
        select(Signature.sheet_id, Decision.revision_id, Decision.body, Decision.act, SigningKey.public_der)
        .join(Decision, Decision.id == Signature.decision_id)
        .join(SigningKey, SigningKey.id == Signature.key_id)
        .where(Signature.sheet_id.is_not(None))
        .order_by(Decision.act)
    )
    heads: dict[str, bytes] = {}
    made: dict[str, tuple[tuple[bytes, ...], int]] = {}
    for sheet_id, revision_id, body, act, public in session.execute(query):
        if body == Body.HEAD.value:
            heads[revision_id] = bytes(public)
        before = (heads[revision_id],) if body != Body.HEAD.value and revision_id in heads else ()
        made[str(sheet_id)] = ((*before, bytes(public)), act)
    columns = select(Document.id, Document.name, Document.signatures).where(Document.signatures > 0)
    return [_Signed(*row, *made.get(row.id, ((), 0))) for row in session.execute(columns.order_by(Document.made_at))]


def _wrong(session: Session, sheet: _Signed) -> Iterator[Finding]:
    from ewloe_desktop.documents.checking import check_signatures

    name = f"the sheet “{sheet.name}”"
    content = session.scalar(select(Document.content).where(Document.id == sheet.id))
    try:
        checks = check_signatures(bytes(content or b""))
    except Damaged as damaged:
        yield Finding(name, damaged.expected, damaged.found, sheet.act)
        return
    if len(checks) != sheet.signatures:
        yield Finding(name, f"{sheet.signatures} signatures", f"{len(checks)} signatures", sheet.act)
    for check in checks:
        if not check.valid:
            yield Finding(f"{name}: {check.name}", "a signature over these words", "other words", sheet.act)
        elif not check.coverage_ok:
            yield Finding(f"{name}: {check.name}", "nothing after this signature", "something was added", sheet.act)
    if sheet.keys and tuple(check.public_der for check in checks) != sheet.keys:
        yield Finding(name, "signed with the keys that its decisions name", "signed with other keys", sheet.act)
