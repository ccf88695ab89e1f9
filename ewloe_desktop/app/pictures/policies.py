"""The policies page with its tabs, the dialogs about a policy, and both ceremonies step by step."""

from pathlib import Path
from typing import TYPE_CHECKING

from ewloe_desktop.app.pictures import Order
from ewloe_desktop.app.pictures.studio import Script, Studio
from ewloe_desktop.domain.approvals import Body, Signable
from ewloe_desktop.domain.people import Office
from ewloe_desktop.ui import wording
from ewloe_desktop.ui.dialogs.sign import SignDialog

if TYPE_CHECKING:
    from ewloe_desktop.ui.pages.policies import PoliciesPage

_ACTS = {
    "with_head": ("return", "print", "booklet"),
    "main": ("no_change", "retire", "correct"),
    "returned": ("settle", "edit", "discard"),
}


def policies(studio: Studio, order: Order) -> Script:
    """All of it."""
    yield from _tabs(studio, order)
    for name, acts in _ACTS.items():
        yield from _go_to(studio, order, name)
        if name != "main":  # its tabs are there already
            studio.take(f"policies-{name.replace('_', '-')}")
        for act in acts:
            yield from studio.dialog(f"policy-{act.replace('_', '-')}", _page(studio).acts.all()[act])
    yield from _ceremony(studio, order, "with_head", "sign_head")
    yield from _ceremony(studio, order, "with_governors", "sign_governors")
    yield from _bring_in(studio, order)


def _page(studio: Studio) -> "PoliciesPage":
    from ewloe_desktop.ui.pages.policies import PoliciesPage

    shown = studio.window.shell.page if studio.window.shell is not None else None
    assert isinstance(shown, PoliciesPage)
    return shown


def _go_to(studio: Studio, order: Order, name: str) -> Script:
    policy, revision = order.revisions[name]
    studio.window.show_page("policies", {"policy_id": policy, "revision_id": revision})
    yield
    yield


def _tabs(studio: Studio, order: Order) -> Script:
    yield from _go_to(studio, order, "main")
    for number, tab in enumerate(("read", "changes", "history", "sheets")):
        _page(studio).pane.show_tab(number)
        yield
        studio.take(f"policies-{tab}")
    _page(studio).pane.show_tab(0)
    _page(studio).list.search.setText("ambulance")
    yield from studio.pause()
    studio.take("policies-search")
    _page(studio).list.search.clear()
    yield from studio.pause()


def _ceremony(studio: Studio, order: Order, name: str, act: str) -> Script:
    """Each step with its answers, up to the password; nothing is signed."""
    yield from _open_ceremony(studio, order, name, act)
    signing = studio.front()
    assert isinstance(signing, SignDialog)
    for number in range(signing.receipt_step):
        signing.show_step(number)
        yield
        studio.take(f"{act.replace('_', '-')}-{number + 1}")
    studio.close_front()
    yield


def _open_ceremony(studio: Studio, order: Order, name: str, act: str) -> Script:
    """The ceremony with every answer the signer would give, without the password."""
    from ewloe_desktop.services.approvals import prepare_signing

    yield from _go_to(studio, order, name)
    body, office = (Body.HEAD, Office.HEAD) if act == "sign_head" else (Body.GOVERNORS, Office.CHAIR)
    facts = yield from studio.asked(prepare_signing, order.revisions[name][1], body)
    yield from studio.opened(_page(studio).acts.all()[act])
    signing = studio.front()
    assert isinstance(signing, SignDialog)
    _answer(signing, next(signer for signer in facts.signers if signer.office == office))


def _answer(signing: SignDialog, signer: Signable) -> None:
    """What the signer would have typed, without the password."""
    signing.who.who.set_value(signer.person_id)
    today = wording.now().astimezone(wording.LONDON).date()
    in_post = signing.meeting.in_post.value() or 5
    signing.meeting.set_values({"meeting_on": today, "minute": "8.1", "present": in_post})
    signing.read.paper.set_value(True)
    signing.declare.agree.set_value(True)


def receipt(studio: Studio, order: Order, name: str, act: str, password: str) -> Script:
    """Signs to the end, and takes the receipt."""
    yield from _open_ceremony(studio, order, name, act)
    signing = studio.front()
    assert isinstance(signing, SignDialog)
    for number in range(signing.act_step + 1):
        signing.show_step(number)
        yield
    signing.check_form.password.set_value(password)
    signing.go_on()
    yield
    if signing.step != signing.receipt_step:
        raise RuntimeError("nothing was signed")
    studio.take(f"{act.replace('_', '-')}-{signing.receipt_step + 1}")
    signing.accept()
    yield


def _bring_in(studio: Studio, order: Order) -> Script:
    """A file is chosen, read beside its pages, and looked over; nothing is kept."""
    from ewloe_desktop.ui.dialogs.revision import ImportDialog

    yield from studio.opened(lambda: ImportDialog.ask(studio.window, studio.window.work, None))
    importing = studio.front()
    assert isinstance(importing, ImportDialog)
    studio.take("import-1")
    importing.read_file(Path(order.sample))
    yield
    yield
    studio.take("import-2")
    for number in range(2, importing.pages.count()):
        importing.show_step(number)
        yield
        studio.take(f"import-{number + 1}")
    studio.close_front()
    yield
