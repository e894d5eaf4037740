"""Every setting of the product: name, default and what it is for; the only place that reads the environment."""

from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from xubao.glossary.refusals import Refusal

SOURCE_ROOT = Path(__file__).resolve().parents[1]
CHECKOUT = SOURCE_ROOT.parents[1]


class Environment(BaseSettings):
    """Settings, each read from XUBAO_<NAME>."""

    model_config = SettingsConfigDict(env_prefix="XUBAO_")

    data_dir: Path = Field(Path("var"), description="Folder of the embedded database, keys, models and logs")
    database_url: str = Field(
        "",
        pattern=r"^(postgres(ql)?://.+)?$",
        description="postgresql://user:password@host/name; empty: embedded SQLite",
    )
    secret_key: str = Field("", description="Signs sessions; empty: made once and kept in the data folder")
    field_key: str = Field(
        "",
        pattern=r"^([0-9a-fA-F]{64})?$",
        description="64 hex digits that seal personal data; empty: made once and kept",
    )
    debug: bool = Field(False, description="Show technical error pages; never on a machine others can reach")
    allowed_hosts: list[str] = Field(["127.0.0.1", "localhost"], description="Host names the console answers to")
    https: bool = Field(False, description="The console stands behind HTTPS: cookies travel only there")
    packs: Path = Field(Path("packs"), description="Folder of the jurisdictions' law, tariff, terms and calendars")
    jurisdiction: str = Field("cn", description="Which folder of packs is in force")
    insurer: str = Field("安途财险", description="Name of the insurer, as spoken in calls and shown on pages")
    hotline: str = Field("400-000-0000", description="Service number shown and spoken")
    threads: int = Field(2, description="Threads of the model library")
    today: str = Field(
        "",
        pattern=r"^(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$",
        description="Hold the calendar at a day, YYYY-MM-DD (training and demonstrations)",
    )

    def packs_folder(self) -> Path:
        """Return the packs folder: as set, beside the checkout, or inside the installed package."""
        for folder in (self.packs, CHECKOUT / "packs", SOURCE_ROOT / "packs"):
            if folder.is_dir():
                return folder.resolve()
        return self.packs


SECRET = ("database_url", "secret_key", "field_key")
"""Settings whose value is never repeated on a screen."""


def read_environment() -> Environment:
    """Return the settings; raises Refusal files.wrong_setting naming the first that cannot be used."""
    try:
        return Environment()
    except SettingsError as wrong:  # a list that is not one; the library tells its name only in words
        raise Refusal("files.wrong_setting", name="XUBAO_ALLOWED_HOSTS", value="…", asked='["name"]') from wrong
    except ValidationError as wrong:
        first = wrong.errors()[0]
        name = str(first["loc"][0])
        value = "…" if name in SECRET else first["input"]
        asked = Environment.model_fields[name].description
        raise Refusal("files.wrong_setting", name=f"XUBAO_{name.upper()}", value=value, asked=asked) from wrong
