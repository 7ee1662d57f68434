"""The screens of administration: a module for each thing that is kept."""
