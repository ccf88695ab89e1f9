"""From Enter on the password to the receipt, and from Enter on the sign-in screen to Today."""

import io
import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from asn1crypto import keys, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore
from sqlalchemy import Engine, text

from ewloe_desktop.documents.approval_sheet import approval_sheet
from ewloe_desktop.domain.approvals import Body, HeadAnswer
from ewloe_desktop.services.approvals import approve_revision, prepare_signing
from ewloe_desktop.services.drafting import import_policy, settle_revision
from ewloe_desktop.services.policies import ImportAnswer
from ewloe_desktop.services.reviews import what_needs
from ewloe_desktop.services.school import sign_in
from ewloe_desktop.storage import file_engine
from ewloe_desktop.storage.engine import Register, ring_for
from ewloe_desktop.storage.signing_keys import new_signing_key
from ewloe_desktop.storage.vault import KdfSettings, unlock
from tests.benchmarks.measuring import Figure, side_by_side
from tests.benchmarks.samples import PASSWORD, SampleSchool, policy_text, school
from tests.benchmarks.sheets import sheet_facts

ROUNDS = 7
KDF = KdfSettings()  # what a real school pays


def figures(folder: Path) -> list[Figure]:
    """The head teacher's approval, and signing in."""
    sample = school(folder, KDF)
    found = [approval(sample, folder)]
    sample.register.close()
    found.append(signing_in(sample))
    return found


def approval(sample: SampleSchool, folder: Path) -> Figure:
    """Decision, signature, signed sheet and event; the floor is a key derivation, a signature and a commit."""
    waiting: list[tuple[str, int, HeadAnswer]] = []
    numbers = itertools.count()
    bare = file_engine.new_engine(folder / "bare.register", bytes(32))
    sign = bare_signature()

    def ours() -> None:
        with sample.register.unit(sample.head) as session:
            approve_revision(session, sample.head, *waiting.pop())

    def floor() -> None:
        derive()
        sign()
        durable(bare)

    figure = side_by_side(
        "sign: password to receipt",
        ours,
        floor,
        goal=1.5,
        rounds=ROUNDS,
        before=lambda: waiting.append(settled(sample, next(numbers))),
    )
    bare.dispose()
    return figure


def settled(sample: SampleSchool, number: int) -> tuple[str, int, HeadAnswer]:
    """A new policy that waits for the head teacher, and what the head teacher answers."""
    words = policy_text(seed=number)
    answer = ImportAnswer(words, f"policy{number}.txt", "text/plain", repr(words).encode(), 4)
    with sample.register.unit(sample.head) as session:
        draft = import_policy(session, sample.head, answer)
    with sample.register.unit(sample.head) as session:
        facts = settle_revision(session, sample.head, draft.id, draft.seen, "Names who answers for it.")
    with sample.register.reading() as session:
        asked = prepare_signing(session, sample.head, facts.id, Body.HEAD)
    on = sample.register.clock.today()
    return facts.id, asked.seen, HeadAnswer(sample.head.person_id, on, asked.declaration_version, PASSWORD)


def derive() -> None:
    """One key derivation at the school's cost."""
    hash_secret_raw(PASSWORD.encode(), bytes(16), KDF.passes, KDF.memory_kib, KDF.lanes, 32, Type.ID)


def bare_signature() -> Callable[[], None]:
    """PyHanko's own signer on a finished sheet."""
    private, _, certificate_der = new_signing_key("Mrs Marged Pugh", datetime.now(UTC))
    certificate = x509.Certificate.load(certificate_der)
    numbers = private.private_numbers().private_value
    point = keys.ECPrivateKey(
        {"version": 1, "private_key": numbers, "parameters": keys.ECDomainParameters("named", "1.2.840.10045.3.1.7")}
    )
    info = keys.PrivateKeyInfo.wrap(point, "ec")
    store = SimpleCertificateStore.from_certs([certificate])
    signer = signers.SimpleSigner(signing_cert=certificate, signing_key=info, cert_registry=store)
    pdf = approval_sheet(sheet_facts())
    meta = signers.PdfSignatureMetadata(field_name="head_teacher", md_algorithm="sha256")

    def sign() -> None:
        signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), meta, signer=signer)

    return sign


def durable(engine: Engine) -> None:
    """One row that is on the disk afterwards."""
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS bare (content BLOB)"))
        connection.execute(text("INSERT INTO bare VALUES (:content)"), {"content": bytes(60_000)})


def signing_in(sample: SampleSchool) -> Figure:
    """The data key unwrapped, the register opened, Today asked for; the floor is the key derivation."""
    place = sample.register.place

    def ours() -> None:
        opened = unlock(ring_for(place), sample.head.person_id, PASSWORD, datetime.now(UTC))
        register = Register.open(place, opened.data_key)
        with register.reading() as session:
            sign_in(session, sample.head)
            what_needs(session, sample.head)
        register.close()

    return side_by_side("sign in: password to Today", ours, derive, goal=1.5, rounds=ROUNDS)
