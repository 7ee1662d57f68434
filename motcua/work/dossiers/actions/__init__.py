"""What a person or a clock does with dossiers."""

from motcua.work.dossiers.actions.accept import Outcome, may_accept, receive
from motcua.work.dossiers.actions.perform import perform, scene

__all__ = ["Outcome", "may_accept", "perform", "receive", "scene"]
