from motcua.shared.notify.muting import muted

__all__ = ["muted"]
