"""The screens of the door: signing in and out (`door`), the second factor on the way in (`second`), one's own account (`security`)."""
