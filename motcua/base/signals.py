"""Signals that travel up. A need for a person becomes a task with a name and a date (received by `work/tasks`)."""

from django.dispatch import Signal

# sent with: stream (str), seq (int), text (str, Vietnamese), agency (code), role (str, who should act), at (datetime),
# key (str: one open task for each key)
needs_person = Signal()
