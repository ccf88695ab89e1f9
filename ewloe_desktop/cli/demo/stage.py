"""Who is signed in while the story is told, and how somebody does something."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ewloe_desktop import paths
from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.cli.demo.cast import Part
from ewloe_desktop.cli.demo.clock import StoryClock
from ewloe_desktop.cli.saying import say
from ewloe_desktop.documents.words import day
from ewloe_desktop.domain.approvals import (
    Body,
    Capacity,
    Forum,
    GovernorsAnswer,
    HeadAnswer,
    Meeting,
    Receipt,
)
from ewloe_desktop.domain.policies import RevisionFacts


@dataclass
class Stage:
    """The keeper, the clock, everybody's id and password, and where the sentences go."""

    keeper: RegisterKeeper
    clock: StoryClock
    out: Callable[[str], None]
    ids: dict[str, str] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)
    on_stage: str = ""

    def tell(self, name: str, /, **facts: object) -> None:
        """Prints one step with the story's day before it."""
        self.out(f"{self.clock.today():%d %b %Y}  {say(f'demo_{name}', **facts)}")

    def enter(self, part: Part) -> None:
        """Signs the person in, unless they are."""
        if self.on_stage != part.name:
            self.keeper.sign_in(self.ids[part.name], self.passwords[part.name])
            self.on_stage = part.name

    def read(self, query: Callable[..., Any], *args: Any) -> Any:
        """Asks as the person on stage."""
        return self.keeper.read(query, *args)

    def act(self, use_case: Callable[..., Any], *args: Any) -> Any:
        """Acts as the person on stage."""
        return self.keeper.write(use_case, *args)

    def bring(self, part: Part, name: str, **answer: Any) -> RevisionFacts:
        """The person reads a sample policy from its file and keeps it."""
        from ewloe_desktop.services.drafting import import_policy
        from ewloe_desktop.services.policies import ImportAnswer

        self.enter(part)
        file = paths.data() / "sample" / name
        reading, original, media_type = self.keeper.read_policy(file, _unheard, _never)
        told = ImportAnswer(reading.text, file.name, media_type, original, reading.pages, **answer)
        brought: RevisionFacts = self.act(import_policy, told)
        self.tell("brought", who=part.name, file=name, title=reading.text.title, headings=len(reading.text.headings))
        return brought

    def settle(self, part: Part, revision: RevisionFacts, summary: str) -> RevisionFacts:
        """The person freezes the words and puts them before the head teacher."""
        from ewloe_desktop.services.drafting import settle_revision

        self.enter(part)
        settled: RevisionFacts = self.act(settle_revision, revision.id, revision.seen, summary)
        self.tell("settled", who=part.name, label=settled.label)
        return settled

    def sign_as_head(self, head: Part, revision_id: str) -> Receipt:
        """The head teacher approves with the password typed again."""
        from ewloe_desktop.services.approvals import approve_revision, prepare_signing

        self.enter(head)
        facts = self.read(prepare_signing, revision_id, Body.HEAD)
        answer = HeadAnswer(
            self.ids[head.name], self.clock.today(), facts.declaration_version, self.passwords[head.name]
        )
        receipt: Receipt = self.act(approve_revision, revision_id, facts.seen, answer)
        self.tell("head_signed", who=head.name, what=receipt.what, act=receipt.act, code=receipt.code)
        return receipt

    def sign_for_governors(self, signer: Part, revision_id: str, met_on: date, minute: str, months: int) -> Receipt:
        """The chair signs for the governing body what its meeting decided."""
        from ewloe_desktop.services.approvals import decide_for_governors, prepare_signing

        self.enter(signer)
        facts = self.read(prepare_signing, revision_id, Body.GOVERNORS)
        in_post = facts.governors_in_post
        meeting = Meeting(Forum.FULL, met_on, minute, in_post - 1, in_post)
        answer = GovernorsAnswer(
            signer_id=self.ids[signer.name],
            capacity=Capacity.CHAIR,
            meeting=meeting,
            declared_on=self.clock.today(),
            declaration_version=facts.declaration_version,
            password=self.passwords[signer.name],
            cycle_months=months,
        )
        receipt: Receipt = self.act(decide_for_governors, revision_id, facts.seen, answer)
        review = day(receipt.next_review) if receipt.next_review else ""
        self.tell("governors_signed", who=signer.name, what=receipt.what, act=receipt.act, code=receipt.code, on=review)
        return receipt


def _unheard(done: int, of: int) -> None:
    """Nobody watches how far the reading is."""


def _never() -> bool:
    return False
