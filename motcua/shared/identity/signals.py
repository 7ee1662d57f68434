"""Who else has a say when somebody signs in."""

from django.dispatch import Signal

# sent with: username (str), at (datetime). A receiver returns a sentence in Vietnamese that refuses, or None.
signing_in = Signal()
