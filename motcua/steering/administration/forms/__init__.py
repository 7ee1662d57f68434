"""What comes in on the pages of administration, checked before an act sees it."""
