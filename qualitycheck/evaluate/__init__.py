"""Figures of a run against labelled documents: precision, recall, agreement, rank correlation."""

from qualitycheck.evaluate.gold import Gold, load_gold
from qualitycheck.evaluate.measure import Figures, measure
from qualitycheck.evaluate.metrics import Counts

__all__ = ["Counts", "Figures", "Gold", "load_gold", "measure"]
