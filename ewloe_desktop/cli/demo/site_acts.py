"""What people of the made-up school do about official sites: each step by itself, with the words it is told in."""

from dataclasses import dataclass, field
from typing import Any

from ewloe_desktop.cli.demo import cast
from ewloe_desktop.cli.demo.stage import Stage
from ewloe_desktop.documents.words import day, words
from ewloe_desktop.domain.policies import RevisionFacts
from ewloe_desktop.domain.site_answers import Answers, Value, as_day, groups, people
from ewloe_desktop.domain.site_form import Ask, Question, RequestKind
from ewloe_desktop.domain.sites import Outcome, Step


@dataclass
class SitesTold:
    """What the story leaves behind: requests and sites by name, and the sheets."""

    requests: dict[str, str] = field(default_factory=dict)
    sites: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, bytes] = field(default_factory=dict)
    requirements: RevisionFacts | None = None


def send(
    stage: Stage,
    author: cast.Part,
    name: str,
    answers: Answers,
    told: SitesTold,
    kind: RequestKind = RequestKind.CREATE,
) -> str:
    """The author sends a request; its id."""
    from ewloe_desktop.services.site_requests import RequestAnswer, send_request

    stage.enter(author)
    facts = stage.act(send_request, RequestAnswer(kind, answers))
    told.requests[name] = facts.row.id
    stage.tell("site_asked", who=author.name, title=facts.row.title, waiting=facts.row.waiting_for)
    return str(facts.row.id)


def sign(
    stage: Stage, signer: cast.Part, request: str, step: Step, outcome: Outcome = Outcome.ENDORSED, **more: Any
) -> None:
    """The ceremony of one step, with the signer's own password."""
    from ewloe_desktop.services.site_signing import SiteAnswer, prepare_site_signing, sign_request

    stage.enter(signer)
    facts = stage.read(prepare_site_signing, request, step)
    answer = SiteAnswer(
        stage.ids[signer.name],
        outcome,
        stage.clock.today(),
        facts.declaration_version,
        stage.passwords[signer.name],
        **more,
    )
    receipt = stage.act(sign_request, request, facts.seen, step, answer)
    told = words("commands")[f"demo_site_{outcome.value}"]
    stage.tell("site_signed", who=signer.name, how=told, what=receipt.what, act=receipt.act, code=receipt.code)


def site(stage: Stage, told: SitesTold, name: str) -> Any:
    """A site of the story as it stands."""
    from ewloe_desktop.services.sites import show_site

    return stage.read(show_site, told.sites[name])


def open_site(stage: Stage, name: str, told: SitesTold, address: str) -> None:
    """The office records that an approved site is live."""
    from ewloe_desktop.services.site_requests import show_request
    from ewloe_desktop.services.site_running import go_live

    stage.enter(cast.OFFICE)
    told.sites[name] = stage.read(show_request, told.requests[name]).row.site_id
    row = site(stage, told, name).row
    stage.act(go_live, row.id, row.seen, stage.clock.today(), address)
    stage.tell("site_live", name=row.name, address=address)


def leave_unsent(stage: Stage, answers: Answers) -> None:
    """As the window keeps what is typed and not sent, opened again at its check page."""
    from ewloe_desktop.services.drafts import keep_typed
    from ewloe_desktop.services.site_form import show_form

    form = stage.read(show_form).form
    typed = {
        question.id: _typed(question, answers.get(question.id, "")) for question in form.questions(RequestKind.CREATE)
    }
    content = {"kind": RequestKind.CREATE.value, "whose": "mine", "typed": typed, "scan": [], "kept_at": ""}
    stage.act(keep_typed, "site_request/new", {**content, "step": len(form.steps) + 1})


def _typed(question: Question, answer: Value) -> object:
    """An answer as its field holds it."""
    if question.ask is Ask.GROUPS:
        return {g.group: [True, str(g.youngest or ""), str(g.oldest or ""), g.details] for g in groups(answer)}
    if question.ask in (Ask.PERSON, Ask.PEOPLE):
        return list(people(answer))
    on = as_day(answer) if question.ask is Ask.DAY else None
    return day(on) if on else answer
