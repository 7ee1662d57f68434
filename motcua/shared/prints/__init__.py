"""Forms on paper: `prints.render(form, data)` gives a PDF."""

from motcua.shared.prints.engine import UnknownForm, forms, pictures, render, render_many

__all__ = ["UnknownForm", "forms", "pictures", "render", "render_many"]
