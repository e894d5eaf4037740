"""Every setting of the product: name, default and what it is for; the only place that reads the environment."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

SOURCE_ROOT = Path(__file__).resolve().parents[1]
CHECKOUT = SOURCE_ROOT.parents[1]


class Environment(BaseSettings):
    """Settings, each read from XUBAO_<NAME>."""

    model_config = SettingsConfigDict(env_prefix="XUBAO_")

    data_dir: Path = Field(Path("var"), description="Folder of the embedded database, keys, models and logs")
    database_url: str = Field("", description="postgresql://user:password@host/name; empty: embedded SQLite")
    secret_key: str = Field("", description="Signs sessions; empty: made once and kept in the data folder")
    field_key: str = Field("", description="64 hex digits that seal personal data; empty: made once and kept")
    debug: bool = Field(False, description="Show technical error pages; never on a machine others can reach")
    allowed_hosts: list[str] = Field(["127.0.0.1", "localhost"], description="Host names the console answers to")
    https: bool = Field(False, description="The console stands behind HTTPS: cookies travel only there")
    packs: Path = Field(Path("packs"), description="Folder of the jurisdictions' law, tariff, terms and calendars")
    jurisdiction: str = Field("cn", description="Which folder of packs is in force")
    insurer: str = Field("安途财险", description="Name of the insurer, as spoken in calls and shown on pages")
    hotline: str = Field("95500", description="Service number shown and spoken")
    threads: int = Field(2, description="Threads of the model library")
    today: str = Field("", description="Hold the calendar at a day, YYYY-MM-DD (training and demonstrations)")

    def packs_folder(self) -> Path:
        """Return the packs folder: as set, beside the checkout, or inside the installed package."""
        for folder in (self.packs, CHECKOUT / "packs", SOURCE_ROOT / "packs"):
            if folder.is_dir():
                return folder.resolve()
        return self.packs
