"""The only door in: files, folders, standard input, web addresses and feeds become captures."""
