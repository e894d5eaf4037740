"""Which renewal model serves this quarter, and where models lie."""

from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Min

from xubao.decisions.likelihood.training import Model, load_model
from xubao.desk.files import write_whole
from xubao.glossary.keys import fingerprint
from xubao.records.models.offer import OfferRound

MODEL_DAYS = 90
"""A model serves the rounds of one quarter; then a new one is trained on what has matured since."""


def recent_model(*, on: date) -> Model | None:
    """Return the latest model that was first used this quarter, if its file is still there."""
    first_used = OfferRound.objects.values("model_fingerprint").annotate(first=Min("today"))
    recent = first_used.filter(first__range=(on - timedelta(days=MODEL_DAYS), on)).order_by("-first")
    paths = (model_path(mark) for mark in recent.values_list("model_fingerprint", flat=True))
    return next((load_model(path.read_bytes()) for path in paths if path.exists()), None)


def model_path(mark: str) -> Path:
    """Return where the model with a fingerprint lies."""
    return Path(settings.XUBAO_DATA_DIR) / "models" / f"{mark}.json"


def keep_model(model: Model) -> str:
    """Write the model beside the database under its fingerprint, and return the fingerprint."""
    content = model.dump()
    mark = fingerprint(content)
    path = model_path(mark)
    if not path.exists():
        write_whole(path, lambda fresh: fresh.write_bytes(content))
    return mark
