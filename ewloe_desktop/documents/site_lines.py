"""What the register, the check sheet and the list of accounts say of one site, and the proof at a sheet's end."""

from collections.abc import Iterator, Sequence
from datetime import date

from ewloe_desktop.documents import approval_words as told
from ewloe_desktop.documents.approval_facts import Proof
from ewloe_desktop.documents.fonts import BREAK, Run
from ewloe_desktop.documents.page import MM
from ewloe_desktop.documents.photo_page import Sheet
from ewloe_desktop.documents.photo_words import said
from ewloe_desktop.documents.site_facts import Approved, SiteLine
from ewloe_desktop.documents.site_words import REGISTER
from ewloe_desktop.documents.words import day, words
from ewloe_desktop.domain.site_form import RequestKind

_SHORT = 240  # letters of a purpose; the approval sheet holds the whole
Told = Sequence[Run]


def stacked(lines: Sequence[Told]) -> list[Run]:
    """Runs that stand beneath each other in one cell."""
    runs: list[Run] = []
    for line in lines:
        runs += [BREAK, *line] if runs else line
    return runs


def line(text: str, *, bold: bool = False, grey: float = 0.0) -> Told:
    """One line of a cell."""
    return (Run(text, bold=bold, grey=grey),)


def short(text: str) -> str:
    """The beginning of a longer text, in one paragraph."""
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0].rstrip(" .,;:") + " …"


def name_lines(site: SiteLine) -> list[Told]:
    """What the site is called and where it is."""
    lines = [line(site.name, bold=True)]
    if site.kind is RequestKind.TAKE_PART:
        lines.append(line(words(REGISTER)["kind_take_part"]))
    if host := host_words(site):
        lines.append(line(host))
    return [*lines, line(site.address or words(REGISTER)["no_address"])]


def host_words(site: SiteLine) -> str:
    """With whom it is kept: a site of somebody else's may name nobody."""
    return site.host or (words(REGISTER)["no_host"] if site.kind is RequestKind.CREATE else "")


def state_lines(site: SiteLine) -> list[Told]:
    """How it stands, and in bold what needs attention."""
    lines = [line(words(REGISTER)[f"state_{site.state}"])]
    if site.alarm:
        lines.append(line(words(REGISTER)[f"alarm_{site.alarm}"], bold=True))
    return lines


def date_lines(site: SiteLine) -> list[Told]:
    """Live, checked, and when it ends."""
    if site.closed_on:
        return [line(said(REGISTER, "closed_on", day=day(site.closed_on)))]
    lines = [_dated("live_on", site.live_on, "not_live")]
    if site.live_on:
        lines.append(_dated("last_check", site.last_check, "no_check"))
    further = (("next_check", site.next_check), ("ends_on", site.ends_on), ("review_on", site.review_on))
    return [*lines, *(line(said(REGISTER, key, day=day(on))) for key, on in further if on)]


def _dated(key: str, on: date | None, without: str) -> Told:
    return line(said(REGISTER, key, day=day(on)) if on else words(REGISTER)[without])


def approver(one: Approved) -> str:
    """Who gave an approval, and in which office."""
    return said(REGISTER, "approver", name=one.name, office=told.office(one.office))


def before_register(site: SiteLine) -> Iterator[Told]:
    """That a site ran before anybody approved it."""
    if site.running_since:
        yield line(said(REGISTER, "running_since", day=day(site.running_since)), bold=True)


def joined(names: Sequence[str]) -> str:
    """Names in a sentence; "nobody" for none."""
    return ", ".join(names) or words(REGISTER)["nobody"]


def basis_words(basis: str) -> str:
    """Under which requirements sites are approved."""
    return said(REGISTER, "basis", basis=basis) if basis else words(REGISTER)["basis_none"]


def proof_end(sheet: Sheet, proof: Proof | None) -> None:
    """The last act the sheet knows of, in words: its square code stands in the sheet's corner."""
    if proof is not None:
        sheet.text(said(REGISTER, "proof", line=told.proof_line(proof)), 8.5, before=4 * MM)
        sheet.text([Run(told.say("proof_how"), grey=0.2)], 7.5, before=1)
