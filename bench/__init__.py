"""Every figure in the docs, measured by one command each: ``.venv/bin/python -m bench.<name>``."""
