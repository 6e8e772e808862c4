"""`/v1/generations`: the versions of static data on disk, and the word to import a new one."""
