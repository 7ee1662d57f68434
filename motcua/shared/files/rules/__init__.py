"""What a file is by its content, and whether we take it. Pure: no Django, no database."""
