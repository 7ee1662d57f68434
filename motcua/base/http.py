"""HTTP without business words: the middleware that shows a refusal."""
