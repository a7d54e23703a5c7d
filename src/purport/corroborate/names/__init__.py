"""Names across spellings and scripts: compared, and looked up on lists."""
