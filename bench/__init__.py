"""What this machine does a second; run by `motcua bench`, from the checkout."""
