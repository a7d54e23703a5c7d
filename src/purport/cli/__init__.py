"""The commands: parse, call, print, exit status. No rules and no SQL live here."""
