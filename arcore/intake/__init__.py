"""Files in, clean rows and named issues out; nothing is lost on the way."""
