"""Forms on paper: `prints.render(form, data)` gives a PDF."""

from motcua.shared.prints.engine import UnknownForm, forms, light, pictures, render, render_many

__all__ = ["UnknownForm", "forms", "light", "pictures", "render", "render_many"]
