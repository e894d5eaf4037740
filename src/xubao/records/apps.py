"""The one Django app that stores things."""

from importlib import import_module

from django.apps import AppConfig

MODEL_FILES = ("people", "book", "campaign", "offer", "contact", "service", "journal")


class RecordsConfig(AppConfig):
    """Models and migrations of xubao."""

    name = "xubao.records"
    label = "records"

    def import_models(self) -> None:
        """Load every file of models (the package's `__init__` stays empty)."""
        super().import_models()
        for name in MODEL_FILES:
            import_module(f"xubao.records.models.{name}")
