"""Public pages. Nothing here signs anybody in, and nothing personal is shown."""
