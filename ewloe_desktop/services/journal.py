"""The record: every act as a fact that can be told in a sentence."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ActRow:
    """One act; `facts` fill the sentence that `kind` names in sheets.en.toml [acts]."""

    act: int
    at: datetime
    who: str
    kind: str
    facts: dict[str, object]
    code: str
    signed: bool
