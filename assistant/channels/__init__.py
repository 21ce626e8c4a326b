"""The ways in and out: what the terminal, files, HTTP and Zalo show of one and the same answer. Nothing is decided here."""
