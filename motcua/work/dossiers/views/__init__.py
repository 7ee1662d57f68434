"""Screens of dossiers: the desk, the counter, one dossier and its acts, batches, search, violations."""
