"""What one kind of refusal says and how a door answers with it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RefusalKind:
    """One refusal: sentences are templates over the data; `status` is HTTP, `exit_code` is the shell's."""

    code: str
    zh: str
    en: str
    remedy_zh: str
    remedy_en: str
    status: int = 422
    exit_code: int = 2
