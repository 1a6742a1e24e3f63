"""What is kept: the twelve types, their values and words, the case file and its lock."""
