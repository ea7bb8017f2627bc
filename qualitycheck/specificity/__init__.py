"""Slots of a pledge and the linear model that judges how specific it is."""

from qualitycheck.specificity.model import Model, assess, assess_all
from qualitycheck.specificity.slots import PledgeContext, Slots, find, quoted_object

__all__ = ["Model", "PledgeContext", "Slots", "assess", "assess_all", "find", "quoted_object"]
