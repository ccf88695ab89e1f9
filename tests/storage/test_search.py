"""Finding words in the policies in force."""

from ewloe_desktop.domain.people import Actor
from ewloe_desktop.domain.text import Block, Kind, PolicyText
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.policies import Policy
from ewloe_desktop.storage.search import fold, forget_policy, index_revision, search

CLERK = Actor("c" * 20, "Ms Siân Ŵyn-Ellis")


def text(*paragraphs: str) -> PolicyText:
    return PolicyText("Trips in the hills", "", tuple(Block(Kind.PARAGRAPH, p) for p in paragraphs))


def put(register: Register, policy_id: str, words: PolicyText) -> None:
    with register.unit(CLERK) as session:
        session.add(Policy(id=policy_id, reference=policy_id, title="Trips", folded="trips", created_at="2026"))
        index_revision(session, policy_id, "r" + policy_id, words)
        declare(session, "draft_imported", {})


def found(register: Register, words: str) -> list[tuple[str, str]]:
    with register.reading() as session:
        return search(session, words)


def test_a_name_is_found_without_its_accents_and_in_any_case(register: Register) -> None:
    put(register, "p1", text("Mae Gŵyn yn dringo.", "Nothing else."))
    for words in ("gwyn", "GŴYN", "Gwy", "  gŵyn  dringo"):
        [(policy, snippet)] = found(register, words)
        assert policy == "p1"
        assert "Gŵyn" in snippet
    assert found(register, "gwyn hwylio") == []


def test_words_in_a_title_come_before_words_in_a_text(register: Register) -> None:
    put(register, "p1", PolicyText("Safety", "", (Block(Kind.PARAGRAPH, "About bonfires."),)))
    put(register, "p2", PolicyText("Bonfires", "", (Block(Kind.PARAGRAPH, "About safety."),)))
    assert [policy for policy, _ in found(register, "bonfires")] == ["p2", "p1"]


def test_a_new_text_takes_the_place_of_the_old_one(register: Register) -> None:
    put(register, "p1", text("rowing"))
    with register.unit(CLERK) as session:
        policy = session.get_one(Policy, "p1")
        policy.title = "Boats"
        index_revision(session, "p1", "r2", text("sailing"))
        declare(session, "draft_edited", {})
    assert found(register, "rowing") == []
    assert found(register, "sailing") == [("p1", "sailing")]
    with register.unit(CLERK) as session:
        session.get_one(Policy, "p1").title = "None"
        forget_policy(session, "p1")
        declare(session, "draft_edited", {})
    assert found(register, "sailing") == []


def test_signs_that_search_languages_know_are_only_words(register: Register) -> None:
    put(register, "p1", text("The child's e-safety: NEAR the A&E or NOT."))
    for words in (
        '"',
        "child's",
        "e-safety",
        "a&e",
        "near",
        "or not",
        "*",
        "(",
        "a:b",
        "'",
        "\\",
        "% _",
        "\0",
        "body:x",
    ):
        assert len(found(register, words)) <= 1
    assert found(register, "e-safety NEAR")[0][0] == "p1"


def test_the_place_found_is_shown_with_words_around_it(register: Register) -> None:
    put(register, "p1", text("alpha " * 100 + "ŷsgubor " + "omega " * 100))
    [(_, snippet)] = found(register, "ysgubor")
    assert snippet.startswith("… alpha")
    assert snippet.endswith("omega …")
    assert "ŷsgubor" in snippet
    assert len(snippet) < 250


def test_folding_drops_case_accents_and_double_spaces() -> None:
    assert fold("  Siân  ŴYN-Ellis ") == "sian wyn-ellis"
    assert fold("ﬁle Straße") == "file strasse"
